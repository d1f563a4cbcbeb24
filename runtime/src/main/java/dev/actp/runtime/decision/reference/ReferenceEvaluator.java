package dev.actp.runtime.decision.reference;

import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Result;

/** Evaluates one expression by walking it. */
public final class ReferenceEvaluator {
  private ReferenceEvaluator() {}

  /** The value of an expression outside any quantifier, or the fault. */
  public static Result evaluate(Expr expression, Situation situation) {
    return new Interpreter(situation).evaluate(expression);
  }
}
