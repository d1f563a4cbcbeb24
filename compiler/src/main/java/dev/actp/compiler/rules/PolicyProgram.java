package dev.actp.compiler.rules;

import dev.actp.runtime.policy.Policy;
import java.util.List;

/** A policy's rule base and closures. */
final class PolicyProgram {
  private final Closures closures;
  private final RuleBase base;
  private final int rules;

  PolicyProgram(Policy policy) {
    closures = new Closures(policy);
    List<RuleSpec> specs = PolicyRules.of(policy, closures);
    base = RuleBase.of(specs);
    rules = Math.max(1, specs.size());
  }

  RuleBase base() {
    return base;
  }

  Closures closures() {
    return closures;
  }

  /** How many rules there are; one where there is none, since that takes room too. */
  int rules() {
    return rules;
  }
}
