package dev.actp.compiler.clause;

import dev.actp.compiler.types.Environment;
import dev.actp.compiler.types.ExpressionChecker;
import dev.actp.compiler.types.Typed;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Expression;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Type;
import java.util.List;
import java.util.Optional;

/**
 * What a budget sums.
 *
 * @param amount of one use, zero or more
 * @param type of the sum
 * @param maximum what the sum is held against
 */
record Measure(Expr amount, Type type, Expr maximum) {

  /** Types a sum and its maximum; empty where they are in error, which has been reported. */
  static Optional<Measure> of(Expression summed, Expression maximum, RuleContext context) {
    int errors = context.report().errors();
    ExpressionChecker checker = context.expressions(Environment.Place.MEASURE);
    Typed sum = checker.expression(summed);
    Typed bound = checker.expression(maximum);
    if (context.report().errors() == errors) {
      if (isQuantity(sum.shape().type())) {
        checker.alike(sum, bound);
      } else {
        context
            .report()
            .error(
                Code.NOT_A_QUANTITY,
                "a budget sums numbers or money, and this is `" + sum.shape().words() + "`",
                summed.span());
      }
    }
    return context.unlessErrors(
        errors,
        () ->
            new Measure(
                new Expr.Call(Expr.Function.NON_NEGATIVE, List.of(sum.lower())),
                sum.shape().type(),
                bound.lower()));
  }

  private static boolean isQuantity(Type type) {
    return type instanceof Type.Basic basic
        && switch (basic) {
          case INT, DECIMAL, MONEY, ANY -> true;
          case BOOL, STRING, EMAIL, IP, TIMESTAMP, DURATION -> false;
        };
  }
}
