package dev.actp.dsl.syntax;

/** A whole number in the source that is no expression: how often, how many people, how deep. */
public record Count(long value, Span span) implements Node {
  /** A count that was not read from a source. */
  public static Count of(long value) {
    return new Count(value, Span.NONE);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
