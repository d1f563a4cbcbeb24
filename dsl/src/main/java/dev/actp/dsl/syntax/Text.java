package dev.actp.dsl.syntax;

/**
 * A quoted string that names nothing: a message, a group, a path, a zone.
 *
 * @param value its characters, escapes resolved
 */
public record Text(String value, Span span) implements Node {
  /** A text that was not read from a source. */
  public static Text of(String value) {
    return new Text(value, Span.NONE);
  }

  @Override
  public String toString() {
    return value;
  }
}
