package dev.actp.runtime.function;

/**
 * The written form of an id: {@code 9} a digit, {@code A} a letter, {@code X} either, {@code -} one
 * separator (space, {@code - . /}), {@code ~} one separator or none. Matching looks at no more
 * characters than the shape has.
 */
record IdShape(String shape) {
  private static final String SEPARATORS = " -./";

  static IdShape of(String shape) {
    return new IdShape(shape);
  }

  /** Whether a word may start here: not inside one. */
  static boolean isStart(String text, int at) {
    return isLetterOrDigit(text.charAt(at)) && (at == 0 || !isLetterOrDigit(text.charAt(at - 1)));
  }

  static boolean isLetterOrDigit(char c) {
    return Digits.isDigit(c) || (upper(c) >= 'A' && upper(c) <= 'Z');
  }

  static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
  }

  /**
   * The letters, in upper case, and digits of a match that starts here, or an empty text.
   *
   * @param whole whether the match must end where a word does
   */
  String match(String text, int start, boolean whole) {
    int end = end(text, start);
    boolean inside = whole && end >= 0 && end < text.length() && isLetterOrDigit(text.charAt(end));
    if (end < 0 || inside) {
      return "";
    }
    StringBuilder id = new StringBuilder(shape.length());
    for (int i = start; i < end; i++) {
      char c = upper(text.charAt(i));
      if (isLetterOrDigit(c)) {
        id.append(c);
      }
    }
    return id.toString();
  }

  /** Where a match that starts here ends, or -1. */
  private int end(String text, int start) {
    int at = start;
    for (int i = 0; i < shape.length(); i++) {
      char wanted = shape.charAt(i);
      char c = at < text.length() ? upper(text.charAt(at)) : '\0';
      boolean separator = SEPARATORS.indexOf(c) >= 0;
      if (wanted == '~' && !separator) {
        continue;
      }
      if (!takes(wanted, c, separator)) {
        return -1;
      }
      at++;
    }
    return at;
  }

  private static boolean takes(char wanted, char c, boolean separator) {
    return switch (wanted) {
      case '9' -> Digits.isDigit(c);
      case 'A' -> c >= 'A' && c <= 'Z';
      case 'X' -> isLetterOrDigit(c);
      default -> separator;
    };
  }
}
