package dev.actp.compiler.clause;

import dev.actp.dsl.syntax.Declaration;
import dev.actp.runtime.policy.Capability;
import java.util.List;

/**
 * A capability as written and as meant.
 *
 * @param clauses each clause as written, in the order of {@link Capability#clauses}
 */
public record LoweredCapability(
    Declaration.Capability written, Capability meaning, List<LoweredClause> clauses) {
  public LoweredCapability {
    clauses = List.copyOf(clauses);
  }
}
