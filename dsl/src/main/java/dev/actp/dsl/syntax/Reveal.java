package dev.actp.dsl.syntax;

/**
 * What of an answer may be shown: behind {@code reveal} in a policy, behind {@code revealing} in a
 * test.
 */
public sealed interface Reveal extends Node {

  /** {@code only ["name"]}; a list, or the name of one. */
  record Only(Expression names, Span span) implements Reveal {}

  /** {@code all but ["ssn"]}; a list, or the name of one. */
  record AllBut(Expression names, Span span) implements Reveal {}

  /** {@code at most N rows}. */
  record AtMost(Count rows, Span span) implements Reveal {}

  /** {@code redacted}. */
  record Redacted(Span span) implements Reveal {}
}
