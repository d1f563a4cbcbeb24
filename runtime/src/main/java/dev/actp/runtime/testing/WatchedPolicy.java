package dev.actp.runtime.testing;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Result;
import java.util.List;

/** A policy that tells a watch what its rules found, and changes nothing of it. */
record WatchedPolicy(CompiledPolicy watched, Watch watch) implements CompiledPolicy {

  @Override
  public Policy policy() {
    return watched.policy();
  }

  @Override
  public String digest() {
    return watched.digest();
  }

  @Override
  public List<Finding> findings(Situation situation) {
    List<Finding> findings = watched.findings(situation);
    watch.found(watched, situation, findings);
    return findings;
  }

  @Override
  public Result evaluate(Expr expression, Situation situation) {
    return watched.evaluate(expression, situation);
  }
}
