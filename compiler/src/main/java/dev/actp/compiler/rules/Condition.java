package dev.actp.compiler.rules;

import dev.actp.compiler.expression.Evaluator;
import dev.actp.runtime.value.Value;

/**
 * One condition of a rule.
 *
 * @param text its canonical text
 * @param meaning what it was made of: equal where conditions ask the same
 * @param demand which answers satisfy it
 * @param evaluator what is asked
 */
record Condition(String text, Object meaning, Demand demand, Evaluator evaluator) {

  /** Which answers satisfy a condition. */
  enum Demand {
    /** True alone, as what allows must be. */
    TRUE("true: "),
    /** True or a fault, as what denies may be. */
    NOT_FALSE("not false: ");

    private final String prefix;

    Demand(String prefix) {
      this.prefix = prefix;
    }
  }

  static Condition isTrue(String text, Object meaning, Evaluator evaluator) {
    return new Condition(text, meaning, Demand.TRUE, evaluator);
  }

  static Condition isNotFalse(String text, Object meaning, Evaluator evaluator) {
    return new Condition(text, meaning, Demand.NOT_FALSE, evaluator);
  }

  /** The key by which Drools shares nodes, so that conditions that differ must have ids that do. */
  String id() {
    return demand.prefix + text;
  }

  boolean asksTheSameAs(Condition other) {
    return demand == other.demand && meaning.equals(other.meaning);
  }

  /** What is left of a condition once its rule is built. */
  Test test() {
    return new Test(evaluator, demand == Demand.NOT_FALSE);
  }

  /**
   * What a rule tests.
   *
   * @param unknown whether it is satisfied where the answer is no truth value
   */
  record Test(Evaluator evaluator, boolean unknown) {
    boolean passes(Inquiry inquiry) {
      return evaluator.in(inquiry.frame()) instanceof Value.Bool bool ? bool.value() : unknown;
    }
  }
}
