package dev.actp.compiler.types;

import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Expression.Arithmetic.Operator;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Type;
import java.util.Optional;

/** Sums and products: of numbers, of money of one currency, of times and lengths of time. */
final class Arithmetics {
  private final ExpressionChecker checker;
  private final Report report;

  Arithmetics(ExpressionChecker checker, Report report) {
    this.checker = checker;
    this.report = report;
  }

  Typed check(Expression.Arithmetic e, Flow flow) {
    Typed left = checker.check(e.left(), flow);
    Typed right = checker.check(e.right(), flow);
    if (left.isWrong() || right.isWrong()) {
      return Typed.wrong(e);
    }
    if (e.operator() == Operator.TIMES && !left.constant() && !right.constant()) {
      report.error(
          Code.NO_CONSTANT_FACTOR,
          "one factor has to be a constant",
          e.span(),
          "keep products linear: compare sums, or declare an attribute that holds the product");
      return Typed.wrong(e);
    }
    numbersByDefault(left, right);
    Optional<Shape> result =
        e.operator() == Operator.TIMES ? product(left, right) : sum(e.operator(), left, right);
    if (result.isEmpty()) {
      report.error(
          Code.NO_ARITHMETIC,
          "`%s` and `%s` have no `%s`"
              .formatted(left.shape().words(), right.shape().words(), e.operator().symbol()),
          e.span());
      return Typed.wrong(e);
    }
    Shape shape = result.get();
    return new Typed(
        e,
        shape,
        left.constant() && right.constant(),
        () ->
            new Expr.Arithmetic(lowered(e.operator()), left.lower(), right.lower(), shape.type()));
  }

  private static Expr.Arithmetic.Operator lowered(Operator operator) {
    return switch (operator) {
      case PLUS -> Expr.Arithmetic.Operator.PLUS;
      case MINUS -> Expr.Arithmetic.Operator.MINUS;
      case TIMES -> Expr.Arithmetic.Operator.TIMES;
    };
  }

  /**
   * An attribute without a type takes the other side's, if that is a number or money; two of them
   * are numbers.
   */
  private static void numbersByDefault(Typed left, Typed right) {
    if (isUntyped(left) && isUntyped(right)) {
      Unifier.alike(left.shape(), Shapes.DECIMAL);
      Unifier.alike(right.shape(), Shapes.DECIMAL);
    } else if (isUntyped(left)
        && (right.shape().isNumber() || right.shape().is(Type.Basic.MONEY))) {
      Unifier.alike(left.shape(), right.shape());
    } else if (isUntyped(right) && (left.shape().isNumber() || left.shape().is(Type.Basic.MONEY))) {
      Unifier.alike(right.shape(), left.shape());
    }
  }

  private static boolean isUntyped(Typed typed) {
    return typed.shape().settled() instanceof Unknown unknown
        && unknown.need() == Unknown.Need.ANYTHING;
  }

  private static Optional<Shape> sum(Operator operator, Typed left, Typed right) {
    Shape a = left.shape();
    Shape b = right.shape();
    if (a.isNumber() && b.isNumber()) {
      return Optional.of(number(a, b));
    }
    if (a.is(Type.Basic.MONEY) && b.is(Type.Basic.MONEY)) {
      return Optional.of(Shapes.MONEY);
    }
    if (a.is(Type.Basic.DURATION) && b.is(Type.Basic.DURATION)) {
      return Optional.of(Shapes.DURATION);
    }
    if (a.is(Type.Basic.TIMESTAMP) && b.is(Type.Basic.DURATION)) {
      return Optional.of(Shapes.TIMESTAMP);
    }
    if (operator == Operator.PLUS && a.is(Type.Basic.DURATION) && b.is(Type.Basic.TIMESTAMP)) {
      return Optional.of(Shapes.TIMESTAMP);
    }
    if (operator == Operator.MINUS && a.is(Type.Basic.TIMESTAMP) && b.is(Type.Basic.TIMESTAMP)) {
      return Optional.of(Shapes.DURATION);
    }
    return Optional.empty();
  }

  private static Optional<Shape> product(Typed left, Typed right) {
    Shape a = left.shape();
    Shape b = right.shape();
    if (a.isNumber() && b.isNumber()) {
      return Optional.of(number(a, b));
    }
    if (a.isNumber() || b.isNumber()) {
      Shape other = a.isNumber() ? b : a;
      Shape factor = a.isNumber() ? a : b;
      boolean money = other.is(Type.Basic.MONEY);
      boolean length = other.is(Type.Basic.DURATION) && factor.is(Type.Basic.INT);
      return money || length ? Optional.of(other.settled()) : Optional.empty();
    }
    return Optional.empty();
  }

  private static Shape number(Shape a, Shape b) {
    return a.is(Type.Basic.INT) && b.is(Type.Basic.INT) ? Shapes.INT : Shapes.DECIMAL;
  }
}
