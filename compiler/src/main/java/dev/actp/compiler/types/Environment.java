package dev.actp.compiler.types;

import dev.actp.compiler.resolve.FileScope;
import dev.actp.compiler.resolve.Report;

/**
 * Where a clause stands, as far as its expressions care.
 *
 * @param scope what named lists stand for
 * @param declarations the session and agent values of the policy
 * @param attributes the attributes that the clause may read
 * @param place what the expression is for
 */
public record Environment(
    FileScope scope, Declarations declarations, Attributes attributes, Place place, Report report) {

  /** What an expression is for. */
  public enum Place {
    /** {@code require}. */
    REQUIRE,
    /** The sum of a budget. */
    MEASURE,
    /** What a counter is kept for, and what {@code with} compares. */
    KEY,
    /** {@code when}. */
    CONDITION
  }
}
