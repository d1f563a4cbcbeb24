package dev.actp.compiler.expression;

import dev.actp.runtime.value.Result;

/**
 * A compiled expression. Pure and thread-safe; what has no value is a fault, never an exception.
 */
@FunctionalInterface
public interface Evaluator {

  /** The expression's value in a frame. */
  Result in(Frame frame);
}
