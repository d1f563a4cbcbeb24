package dev.actp.compiler.handbook;

import dev.actp.compiler.prose.Phrase;
import java.util.List;
import java.util.stream.Collectors;

/** Text as Markdown (CommonMark 0.31): whatever it holds, none of it is markup. */
public final class Markdown {
  private static final String MARKUP = "\\`*{}[]<>#|~&";

  private Markdown() {}

  /** Text. */
  public static String text(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '_' ? !isInside(text, i) : MARKUP.indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c == '\n' || c == '\r' ? ' ' : c);
    }
    return escaped.toString();
  }

  /** An underscore between letters or digits marks nothing. */
  private static boolean isInside(String text, int at) {
    return at > 0
        && at < text.length() - 1
        && Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }

  /** A code span; its fence is longer than any run of backticks inside. */
  public static String code(String text) {
    String line = text.replaceAll("[\r\n]", " ");
    String fence = "`";
    while (line.contains(fence)) {
      fence += "`";
    }
    boolean edge = line.isEmpty() || line.startsWith("`") || line.endsWith("`");
    return edge ? fence + " " + line + " " + fence : fence + line + fence;
  }

  static String phrase(Phrase phrase) {
    return phrase.runs().stream()
        .map(run -> run.code() ? code(run.text()) : text(run.text()))
        .collect(Collectors.joining());
  }

  /** What stands in a table's cell: bars would end it, also in code. */
  static String cell(String markdown) {
    return markdown.replaceAll("(?<!\\\\)\\|", "\\\\|");
  }

  static String paragraphs(List<String> comment) {
    return Comments.paragraphs(comment).stream()
        .map(each -> phrase(each) + "\n\n")
        .collect(Collectors.joining());
  }
}
