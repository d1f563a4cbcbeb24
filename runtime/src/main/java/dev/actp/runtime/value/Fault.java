package dev.actp.runtime.value;

/**
 * Why an expression has no value. A fault in a clause that could allow makes it fail; in one that
 * denies it makes the denial apply.
 *
 * @param kind the stable kind, recorded and shown
 * @param detail one line for people, lower case, without a final period; never part of a decision
 */
public record Fault(Kind kind, String detail) implements Result {

  /** The stable kinds of fault. */
  public enum Kind {
    /** An attribute, session value, agent value or member that is not there. */
    ABSENT,
    /** A value of another type than the declaration or the expression needs. */
    TYPE,
    /** A declared action's attributes do not fit its declaration. */
    DECLARATION,
    /** A 64-bit integer or the 38 digits of a decimal exceeded. */
    OVERFLOW,
    /** Two currencies in one operation. */
    CURRENCY,
    /** {@code every} or {@code within} over nothing. */
    EMPTY,
    /** A text that is no address, host, path, statement or pattern value. */
    MALFORMED,
    /** A bound of the evaluation was reached: size, nesting, number of alternatives. */
    BOUND,
    /** A fact that could not be read. */
    UNAVAILABLE,
    /** Time that lies where it must not, such as the age of a future instant. */
    TIME,
    /** An internal failure, caught: always a bug, always a denial. */
    INTERNAL
  }
}
