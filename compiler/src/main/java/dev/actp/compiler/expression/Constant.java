package dev.actp.compiler.expression;

import dev.actp.runtime.value.Result;

/** A result known when the policy is compiled. */
record Constant(Result result) implements Evaluator {

  @Override
  public Result in(Frame frame) {
    return result;
  }
}
