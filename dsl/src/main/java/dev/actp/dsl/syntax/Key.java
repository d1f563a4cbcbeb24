package dev.actp.dsl.syntax;

/** What a counter is kept for: one item behind {@code each}. */
public sealed interface Key extends Node {

  /** {@code agent}, {@code tenant}, {@code token}, {@code session} or {@code resource}. */
  record Of(Kind kind, Span span) implements Key {}

  /** {@code session.name}. */
  record SessionValue(Name name, Span span) implements Key {}

  /** An attribute, by bare name or as {@code context.name}. */
  record Attribute(Name name, Span span) implements Key {}

  /** The keys with a word of their own. */
  enum Kind {
    AGENT("agent"),
    TENANT("tenant"),
    TOKEN("token"),
    SESSION("session"),
    RESOURCE("resource");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
