package dev.actp.compiler.clause;

import dev.actp.compiler.types.Constants;
import dev.actp.runtime.policy.Charge;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Clause.Category;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Obligation;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.value.Type;
import java.util.List;

/** The shapes that clauses are lowered to. */
final class Lowered {
  private Lowered() {}

  /** A clause that is nothing but a condition. */
  static Clause condition(Category category, Expr condition, Source source) {
    return new Clause(category, condition, null, List.of(), List.of(), null, source);
  }

  /** A clause that holds as long as what it charges fits under a maximum. */
  static Clause charging(Counter counter, Expr amount, Type type, Expr maximum, Source source) {
    Expr after =
        new Expr.Arithmetic(Expr.Arithmetic.Operator.PLUS, new Expr.Used(counter), amount, type);
    Expr fits = new Expr.Comparison(Expr.Comparison.Operator.LESS_OR_EQUAL, after, maximum);
    return new Clause(
        Category.LIMIT, fits, null, List.of(new Charge(counter, amount)), List.of(), null, source);
  }

  /** A clause that counts uses. */
  static Clause counting(Counter counter, long maximum, Source source) {
    return charging(counter, Constants.ONE, Type.Basic.INT, Constants.number(maximum), source);
  }

  /** A clause that obliges the answer. */
  static Clause obliging(Obligation obligation, Source source) {
    return new Clause(
        Category.OBLIGATION,
        Expr.Enforced.ENFORCED,
        null,
        List.of(),
        List.of(obligation),
        null,
        source);
  }
}
