package dev.actp.dsl.syntax;

/**
 * A name, an identifier or a quoted string in the source; how it was written makes no difference
 * ({@code deploy} is {@code "deploy"}), and the formatter quotes where it has to.
 *
 * @param text what it is called, escapes resolved
 */
public record Name(String text, Span span) implements Node {
  /** A name that was not read from a source. */
  public static Name of(String text) {
    return new Name(text, Span.NONE);
  }

  @Override
  public String toString() {
    return text;
  }
}
