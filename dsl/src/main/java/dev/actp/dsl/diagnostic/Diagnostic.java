package dev.actp.dsl.diagnostic;

import dev.actp.dsl.syntax.Span;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a source.
 *
 * @param message one line, lower case, no final period, the user's words in backticks
 * @param labels the first is where it is; others show what it conflicts with
 * @param help what to write instead, in the same form, or null
 */
public record Diagnostic(
    Code code, Severity severity, String message, List<Label> labels, @Nullable String help) {
  public Diagnostic {
    labels = List.copyOf(labels);
  }

  /** An error at a place. */
  public static Diagnostic error(Code code, String message, Span span) {
    return new Diagnostic(code, Severity.ERROR, message, List.of(new Label(span, null)), null);
  }

  /** A warning at a place. */
  public static Diagnostic warning(Code code, String message, Span span) {
    return new Diagnostic(code, Severity.WARNING, message, List.of(new Label(span, null)), null);
  }

  /** This one with help. */
  public Diagnostic withHelp(@Nullable String text) {
    return new Diagnostic(code, severity, message, labels, text);
  }

  /** This one with a further place. */
  public Diagnostic withLabel(Span span, @Nullable String text) {
    List<Label> more = Stream.concat(labels.stream(), Stream.of(new Label(span, text))).toList();
    return new Diagnostic(code, severity, message, more, help);
  }

  /** Where it is: the first label's place. */
  public Span span() {
    return labels.isEmpty() ? Span.NONE : labels.getFirst().span();
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** One line for logs and assertions; {@link TextRenderer} shows it to people. */
  @Override
  public String toString() {
    return severity.word() + "[" + code.id() + "]: " + message + " (" + span() + ")";
  }
}
