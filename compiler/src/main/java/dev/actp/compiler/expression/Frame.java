package dev.actp.compiler.expression;

import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.value.Value;
import java.util.Arrays;

/**
 * What a compiled expression runs in: a situation, and the variables of the quantifiers around. For
 * one thread.
 */
public final class Frame {
  private static final Value[] NONE = {};

  private final Situation situation;
  private Value[] variables = NONE;

  public Frame(Situation situation) {
    this.situation = situation;
  }

  /** The request as one link of the chain sees it. */
  public Situation situation() {
    return situation;
  }

  Value variable(int slot) {
    return variables[slot];
  }

  void bind(int slot, Value value) {
    if (slot >= variables.length) {
      variables = Arrays.copyOf(variables, slot + 1);
    }
    variables[slot] = value;
  }
}
