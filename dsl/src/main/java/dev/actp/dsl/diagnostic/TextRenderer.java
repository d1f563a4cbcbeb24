package dev.actp.dsl.diagnostic;

import dev.actp.dsl.syntax.Characters;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Shows diagnostics to people: message, place, the source line with a caret under the exact span,
 * and help.
 *
 * @param color whether to mark parts by ANSI escapes (ECMA-48), for a terminal
 */
public record TextRenderer(boolean color) {

  /**
   * All of them, in the order given, a blank line between. Empty for none; else it ends in a line
   * end.
   */
  public String render(List<Diagnostic> diagnostics) {
    return String.join("\n", diagnostics.stream().map(this::render).toList());
  }

  /** One of them, each line ended. */
  public String render(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder();
    String kind = diagnostic.severity().word() + "[" + diagnostic.code().id() + "]";
    out.append(paint(diagnostic.isError() ? "1;31" : "1;33", kind))
        .append(paint("1", ": " + Characters.visible(diagnostic.message())))
        .append('\n');
    String margin = " ".repeat(gutter(diagnostic));
    appendLabels(out, diagnostic, margin);
    if (diagnostic.help() != null) {
      out.append(margin).append(paint("1;34", " = ")).append(paint("1;36", "help"));
      out.append(": ").append(Characters.visible(diagnostic.help())).append('\n');
    }
    return out.toString();
  }

  private void appendLabels(StringBuilder out, Diagnostic diagnostic, String margin) {
    List<Label> labels = diagnostic.labels();
    Optional<SourceFile> shown = Optional.empty();
    String line = "";
    for (int index : inReadingOrder(labels)) {
      Label label = labels.get(index);
      Optional<SourceFile> file = label.span().file();
      if (file.isEmpty()) {
        continue;
      }
      if (!file.equals(shown)) {
        Span place = file.equals(diagnostic.span().file()) ? diagnostic.span() : label.span();
        String arrow = margin + paint("1;34", shown.isEmpty() ? "--> " : "::: ");
        out.append(arrow).append(Characters.visible(place.toString())).append('\n');
        out.append(file.get().text().isEmpty() ? "" : margin + paint("1;34", " |") + "\n");
        shown = file;
        line = "";
      }
      if (!file.get().text().isEmpty()) {
        line = appendSnippet(out, label, file.get(), index == 0, margin, line);
      }
    }
  }

  /** The file of the first label first; within a file, from its top. */
  private static List<Integer> inReadingOrder(List<Label> labels) {
    return IntStream.range(0, labels.size())
        .boxed()
        .sorted(
            Comparator.<Integer>comparingInt(
                    i -> sameFile(labels.get(i), labels.getFirst()) ? 0 : 1)
                .thenComparing(i -> labels.get(i).span().file().map(SourceFile::path).orElse(""))
                .thenComparingInt(i -> labels.get(i).span().start()))
        .toList();
  }

  private static boolean sameFile(Label one, Label other) {
    return one.span().file().equals(other.span().file());
  }

  /** Shows the line, unless it is the one shown before, and marks the span; returns the line. */
  private String appendSnippet(
      StringBuilder out,
      Label label,
      SourceFile file,
      boolean primary,
      String margin,
      String before) {
    Span span = label.span();
    Snippet snippet = Snippet.of(file, span.start(), span.end());
    String number = Integer.toString(file.line(span.start()));
    String line =
        paint("1;34", number + margin.substring(number.length()) + " |")
            + (snippet.text().isEmpty() ? "" : " " + snippet.text());
    String mark = (primary ? "^" : "-").repeat(snippet.width());
    String text = label.text() == null ? "" : " " + Characters.visible(label.text());
    out.append(line.equals(before) ? "" : line + "\n")
        .append(margin)
        .append(paint("1;34", " | "))
        .append(" ".repeat(snippet.start()))
        .append(paint(primary ? "1;31" : "1;34", mark + text))
        .append('\n');
    return line;
  }

  private static int gutter(Diagnostic diagnostic) {
    return diagnostic.labels().stream()
        .flatMap(l -> l.span().file().map(f -> f.line(l.span().start())).stream())
        .mapToInt(line -> Integer.toString(line).length())
        .max()
        .orElse(1);
  }

  private String paint(String style, String text) {
    return color ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
  }
}
