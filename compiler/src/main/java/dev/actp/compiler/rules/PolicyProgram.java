package dev.actp.compiler.rules;

import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.Policy;
import java.util.List;

/** A policy's rule base, and the closures beside it. */
final class PolicyProgram {
  private final Closures closures;
  private final RuleBase base;
  private final Candidates candidates;
  private final int rules;

  PolicyProgram(Policy policy) {
    closures = new Closures(policy);
    List<RuleSpec> specs = PolicyRules.of(policy, closures);
    base = RuleBase.of(specs);
    candidates = new Candidates(policy);
    rules = Math.max(1, specs.size());
  }

  List<Finding> findings(Situation situation) {
    List<Finding> findings = base.findings(situation);
    candidates.addTo(findings, situation);
    return findings;
  }

  Closures closures() {
    return closures;
  }

  /** How many rules there are; one where there is none, since that takes room too. */
  int rules() {
    return rules;
  }
}
