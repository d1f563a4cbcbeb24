package dev.actp.compiler.rules;

import dev.actp.runtime.decision.Attenuations;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Result;
import java.util.List;

/** A policy whose rules are built when they are first asked. */
record LazyPolicy(Policy policy, String digest, Attenuations attenuations, RuleCompiler compiler)
    implements CompiledPolicy {

  @Override
  public CompiledPolicy ready() {
    return new Ready(policy, digest, attenuations, compiler.program(digest, policy));
  }

  @Override
  public List<Finding> findings(Situation situation) {
    return ready().findings(situation);
  }

  @Override
  public Result evaluate(Expr expression, Situation situation) {
    return ready().evaluate(expression, situation);
  }

  /**
   * With its rules built.
   *
   * @param policy this one, though the rules may have been built from another of its digest
   */
  private record Ready(
      Policy policy, String digest, Attenuations attenuations, PolicyProgram program)
      implements CompiledPolicy {

    @Override
    public List<Finding> findings(Situation situation) {
      return program.findings(situation);
    }

    @Override
    public Result evaluate(Expr expression, Situation situation) {
      return program.evaluate(expression, situation);
    }
  }
}
