package dev.actp.runtime.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A name of SQL, qualified or not, under the spellings by which policies may know it.
 *
 * <p>Unquoted parts are case-insensitive and stand in lower case. A quoted part keeps its case on
 * some systems and not on others: where it has capitals the name has two spellings, as written and
 * in lower case, so that a list of allowed names has to hold both, and a prohibition of either
 * matches. A quoted part that is no plain word keeps its quotes: {@code "a.b"} is not {@code a.b}.
 *
 * @param spellings one or two
 */
record SqlName(Set<String> spellings) {
  private static final String QUOTES = "\"`";

  static SqlName of(String written) {
    StringBuilder name = new StringBuilder();
    for (String part : parts(written)) {
      name.append(name.isEmpty() ? "" : ".").append(part(part));
    }
    String exact = name.toString();
    String lower = Unicode.lower(exact);
    return new SqlName(exact.equals(lower) ? Set.of(exact) : Set.of(exact, lower));
  }

  private static String part(String part) {
    boolean quoted = part.length() > 1 && QUOTES.indexOf(part.charAt(0)) >= 0;
    if (!quoted) {
      return Unicode.lower(part);
    }
    String inner = part.substring(1, part.length() - 1);
    boolean word =
        !inner.isEmpty()
            && inner.codePoints().allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
    return word ? inner : part;
  }

  /** Splits at the dots outside of quotes. */
  private static List<String> parts(String written) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    char quote = 0;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (QUOTES.indexOf(c) >= 0) {
        quote = c;
      } else if (c == '.') {
        parts.add(written.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(written.substring(start));
    return parts;
  }
}
