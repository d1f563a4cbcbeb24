package dev.actp.runtime.export;

/** Texts that have to stay on one line, whatever callers put into them. */
final class Lines {
  private Lines() {}

  /** The text with its control characters and ends of lines written as {@code \}{@code u{a}}. */
  static String single(String text) {
    return single(text, "");
  }

  /** The same, but for some characters, which the caller writes in its own way. */
  static String single(String text, String but) {
    if (text.codePoints().noneMatch(Lines::breaks)) {
      return text;
    }
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .forEach(
            one -> {
              if (breaks(one) && but.indexOf(one) < 0) {
                line.append("\\u{").append(Integer.toHexString(one)).append('}');
              } else {
                line.appendCodePoint(one);
              }
            });
    return line.toString();
  }

  private static boolean breaks(int one) {
    return Character.isISOControl(one) || one == 0x2028 || one == 0x2029;
  }

  /** At most so many characters of a text; none is cut in two. */
  static String atMost(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
