package dev.actp.compiler.handbook;

import dev.actp.compiler.prose.Phrase;
import java.util.List;
import java.util.stream.Collectors;

/** Text as HTML (WHATWG HTML, section 13.3): whatever it holds, none of it is markup. */
final class Html {
  private Html() {}

  static String text(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  static String code(String text) {
    return "<code>" + text(text) + "</code>";
  }

  static String phrase(Phrase phrase) {
    return phrase.runs().stream()
        .map(run -> run.code() ? code(run.text()) : text(run.text()))
        .collect(Collectors.joining());
  }

  /** Paragraphs of a class. */
  static String paragraphs(List<String> comment, String style) {
    return Comments.paragraphs(comment).stream()
        .map(each -> "<p class=\"" + style + "\">" + phrase(each) + "</p>\n")
        .collect(Collectors.joining());
  }
}
