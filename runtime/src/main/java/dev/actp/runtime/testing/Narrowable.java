package dev.actp.runtime.testing;

import dev.actp.runtime.decision.Attenuations;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Result;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A policy whose narrowings mean what somebody else says. Those of a test's steps are compiled with
 * the test, so that what fails is shown where it is written.
 */
public record Narrowable(CompiledPolicy whole, Attenuations attenuations)
    implements CompiledPolicy {

  static CompiledPolicies all(CompiledPolicies policies, Attenuations attenuations) {
    return new CompiledPolicies(
        policies.byId().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, each -> new Narrowable(each.getValue(), attenuations))),
        policies.guardrails());
  }

  @Override
  public Policy policy() {
    return whole.policy();
  }

  @Override
  public String digest() {
    return whole.digest();
  }

  @Override
  public CompiledPolicy ready() {
    return new Narrowable(whole.ready(), attenuations);
  }

  @Override
  public List<Finding> findings(Situation situation) {
    return whole.findings(situation);
  }

  @Override
  public Result evaluate(Expr expression, Situation situation) {
    return whole.evaluate(expression, situation);
  }
}
