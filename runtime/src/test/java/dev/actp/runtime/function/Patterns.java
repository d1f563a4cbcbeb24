package dev.actp.runtime.function;

import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Pattern.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes patterns as their authors do: {@code *} as a whole last segment, {@code *} elsewhere,
 * {@code **}.
 */
final class Patterns {
  private Patterns() {}

  static Pattern of(String glob) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      if (glob.charAt(i) != '*') {
        literal.append(glob.charAt(i));
        continue;
      }
      if (!literal.isEmpty()) {
        parts.add(new Part.Literal(literal.toString()));
        literal.setLength(0);
      }
      boolean any = glob.startsWith("**", i);
      boolean wholeLast = i == glob.length() - 1 && (i == 0 || glob.charAt(i - 1) == '/');
      parts.add(any ? Part.Wildcard.ANY : wholeLast ? Part.Wildcard.REST : Part.Wildcard.STAR);
      i += any ? 1 : 0;
    }
    if (!literal.isEmpty()) {
      parts.add(new Part.Literal(literal.toString()));
    }
    return new Pattern(parts);
  }
}
