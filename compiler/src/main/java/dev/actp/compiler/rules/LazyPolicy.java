package dev.actp.compiler.rules;

import dev.actp.compiler.expression.Frame;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.List;

/** A policy whose rules are built when they are first asked. */
record LazyPolicy(Policy policy, String digest, RuleCompiler compiler) implements CompiledPolicy {

  @Override
  public List<Finding> findings(Situation situation) {
    return compiler.program(digest, policy).findings(situation);
  }

  @Override
  public Result evaluate(Expr expression, Situation situation) {
    return expression instanceof Expr.Literal(Value value)
        ? value
        : compiler.program(digest, policy).closures().of(expression).in(new Frame(situation));
  }
}
