package dev.actp.compiler.rules;

import dev.actp.compiler.expression.Frame;
import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.List;

/** A policy's rule base, and the closures beside it. */
final class PolicyProgram {
  /** A base takes as much as so many of its rules. */
  private static final int WEIGHT_OF_A_BASE = 2;

  private final Closures closures;
  private final RuleBase base;
  private final Candidates candidates;
  private final int weight;

  PolicyProgram(Policy policy, RuleBaseBuilder builder) {
    closures = new Closures(policy);
    List<RuleSpec> specs = PolicyRules.of(policy, closures);
    base = builder.build(specs);
    candidates = new Candidates(policy);
    weight = specs.size() + WEIGHT_OF_A_BASE;
  }

  List<Finding> findings(Situation situation) {
    List<Finding> findings = base.findings(situation);
    candidates.addTo(findings, situation);
    return findings;
  }

  Result evaluate(Expr expression, Situation situation) {
    return expression instanceof Expr.Literal(Value value)
        ? value
        : closures.of(expression).in(new Frame(situation));
  }

  /** What it takes of the heap, in rules. */
  int weight() {
    return weight;
  }
}
