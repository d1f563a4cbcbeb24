package dev.actp.dsl.diagnostic;

import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shows diagnostics to programs: one JSON array (RFC 8259), ASCII only; lines and columns as in
 * {@link SourceFile}.
 */
public final class JsonRenderer {
  private JsonRenderer() {}

  /** All of them, in the order given, as one line without a line end. */
  public static String render(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(JsonRenderer::render)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String render(Diagnostic diagnostic) {
    String help = diagnostic.help() == null ? "" : ",\"help\":" + quote(diagnostic.help());
    return diagnostic.labels().stream()
        .map(JsonRenderer::render)
        .collect(
            Collectors.joining(
                ",",
                "{\"code\":"
                    + quote(diagnostic.code().id())
                    + ",\"severity\":"
                    + quote(diagnostic.severity().word())
                    + ",\"message\":"
                    + quote(diagnostic.message())
                    + help
                    + ",\"labels\":[",
                "]}"));
  }

  private static String render(Label label) {
    String place = label.span().file().map(file -> place(file, label.span())).orElse("");
    String text = label.text() == null ? "" : "\"text\":" + quote(label.text());
    return "{" + place + (place.isEmpty() || text.isEmpty() ? "" : ",") + text + "}";
  }

  private static String place(SourceFile file, Span span) {
    return "\"path\":%s,\"line\":%d,\"column\":%d,\"endLine\":%d,\"endColumn\":%d"
        .formatted(
            quote(file.path()),
            file.line(span.start()),
            file.column(span.start()),
            file.line(span.end()),
            file.column(span.end()));
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append("\\u").append("%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
