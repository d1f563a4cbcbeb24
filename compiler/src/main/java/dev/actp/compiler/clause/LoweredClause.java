package dev.actp.compiler.clause;

import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Span;
import org.jspecify.annotations.Nullable;

/**
 * A clause as written and as meant.
 *
 * @param usedAt where the capability uses the set that it is from; null for its own clauses
 */
public record LoweredClause(
    Clause written, dev.actp.runtime.policy.Clause meaning, @Nullable Span usedAt) {

  /** Where the capability says it. */
  public Span place() {
    return usedAt == null ? written.span() : usedAt;
  }
}
