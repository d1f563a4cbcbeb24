package dev.actp.cli;

import java.util.Map;

/**
 * Text with or without colour (ECMA-48 escapes).
 *
 * @param color whether the reader sees colours
 */
record Style(boolean color) {
  static final Style PLAIN = new Style(false);

  /**
   * The style for a stream: colours only on a terminal that has them, and not where {@code
   * NO_COLOR} is set (no-color.org).
   */
  static Style of(boolean terminal, Map<String, String> environment) {
    boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
    return new Style(terminal && !refused && !dumb);
  }

  String good(String text) {
    return paint("32", text);
  }

  String bad(String text) {
    return paint("1;31", text);
  }

  String warning(String text) {
    return paint("33", text);
  }

  String strong(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return color ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
