package dev.actp.runtime.explain;

import dev.actp.runtime.decision.Decision;
import java.util.List;

/**
 * A decision and how it came about.
 *
 * @param decision what the production engine decided
 * @param policies each policy in force, in the order in which they are looked at; none where the
 *     request is denied before any rule sees it
 */
public record Derivation(Question question, Decision decision, List<Branch> policies) {
  public Derivation {
    policies = List.copyOf(policies);
  }
}
