package dev.actp.compiler.expression;

import dev.actp.runtime.decision.Placeholders;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.function.PatternValues;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Pattern.Part;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape that most patterns with placeholders have: texts, then at most one wildcard at the end.
 * Compared piece by piece, without building a glob. A value that is no fit text is left to the
 * general way, which says what is wrong.
 */
final class FilledPrefix implements Patterns.Exact {
  private final Part[] texts;
  private final Part.@Nullable Wildcard end;
  private final Patterns.Exact general;

  private FilledPrefix(List<Part> texts, Part.@Nullable Wildcard end, Patterns.Exact general) {
    this.texts = texts.toArray(new Part[0]);
    this.end = end;
    this.general = general;
  }

  /** The quick way where the pattern has that shape, else the general one. */
  static Patterns.Exact of(Pattern pattern, Patterns.Exact general) {
    List<Part> parts = pattern.parts();
    Part.Wildcard end = parts.getLast() instanceof Part.Wildcard wildcard ? wildcard : null;
    List<Part> texts = end == null ? parts : parts.subList(0, parts.size() - 1);
    boolean simple = texts.stream().noneMatch(Part.Wildcard.class::isInstance);
    return simple ? new FilledPrefix(texts, end, general) : general;
  }

  @Override
  public Result matches(String text, Situation situation) {
    int at = 0;
    boolean matching = true;
    for (Part part : texts) {
      String piece = piece(part, situation);
      if (piece == null) {
        return general.matches(text, situation);
      }
      matching = matching && text.startsWith(piece, at);
      at += piece.length();
    }
    return Value.Bool.of(matching && endMatches(text, at));
  }

  private static @Nullable String piece(Part part, Situation situation) {
    if (part instanceof Part.Literal(String literal)) {
      return literal;
    }
    return Placeholders.value(part, situation) instanceof Value.Text(String value)
            && PatternValues.isFit(value)
        ? value
        : null;
  }

  private boolean endMatches(String text, int at) {
    boolean more = text.length() > at;
    if (end == null) {
      return !more;
    }
    return switch (end) {
      case ANY -> true;
      case REST -> more;
      case STAR -> more && text.indexOf('/', at) < 0;
    };
  }
}
