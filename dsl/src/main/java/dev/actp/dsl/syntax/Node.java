package dev.actp.dsl.syntax;

/** Anything with a place in a source. Nodes are immutable, and equal when they say the same. */
public interface Node {
  /** Where it was written, from its first to its last token. */
  Span span();
}
