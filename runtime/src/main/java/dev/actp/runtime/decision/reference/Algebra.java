package dev.actp.runtime.decision.reference;

import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;

/** What comparisons and arithmetic do to values. */
final class Algebra {
  private static final BigDecimal LONG_MIN = new BigDecimal(BigInteger.valueOf(Long.MIN_VALUE));
  private static final BigDecimal LONG_MAX = new BigDecimal(BigInteger.valueOf(Long.MAX_VALUE));

  private Algebra() {}

  static Fault fault(Fault.Kind kind) {
    return new Fault(kind, "");
  }

  /** Equality by value; values of two kinds, or of two currencies, are at fault. */
  static Result equal(Value left, Value right) {
    if (left.getClass() != right.getClass()) {
      return fault(Fault.Kind.TYPE);
    }
    if (left instanceof Value.Money a && right instanceof Value.Money b) {
      return a.currency().equals(b.currency())
          ? Value.Bool.of(a.amount().compareTo(b.amount()) == 0)
          : fault(Fault.Kind.CURRENCY);
    }
    return Value.Bool.of(left.equals(right));
  }

  static Result compare(Expr.Comparison.Operator operator, Value left, Value right) {
    return switch (operator) {
      case EQUAL -> equal(left, right);
      case UNEQUAL ->
          switch (equal(left, right)) {
            case Value.Bool(boolean same) -> Value.Bool.of(!same);
            case Result other -> other;
          };
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> ordered(operator, left, right);
    };
  }

  private static Result ordered(Expr.Comparison.Operator operator, Value left, Value right) {
    int sign;
    if (left instanceof Value.Num(BigDecimal a) && right instanceof Value.Num(BigDecimal b)) {
      sign = a.compareTo(b);
    } else if (left instanceof Value.Money a && right instanceof Value.Money b) {
      if (!a.currency().equals(b.currency())) {
        return fault(Fault.Kind.CURRENCY);
      }
      sign = a.amount().compareTo(b.amount());
    } else if (left instanceof Value.Timestamp a && right instanceof Value.Timestamp b) {
      sign = a.value().compareTo(b.value());
    } else if (left instanceof Value.Span(Duration a) && right instanceof Value.Span(Duration b)) {
      sign = a.compareTo(b);
    } else {
      return fault(Fault.Kind.TYPE);
    }
    return Value.Bool.of(
        switch (operator) {
          case LESS -> sign < 0;
          case LESS_OR_EQUAL -> sign <= 0;
          case GREATER -> sign > 0;
          case GREATER_OR_EQUAL -> sign >= 0;
          case EQUAL, UNEQUAL -> throw new IllegalStateException("ordered by " + operator);
        });
  }

  static Result calculate(
      Expr.Arithmetic.Operator operator, Value left, Value right, Type resultType) {
    try {
      return bounded(apply(operator, left, right), resultType);
    } catch (ArithmeticException | DateTimeException outOfRange) {
      return fault(Fault.Kind.OVERFLOW);
    }
  }

  private static Result apply(Expr.Arithmetic.Operator operator, Value left, Value right) {
    return switch (operator) {
      case PLUS -> plus(left, right);
      case MINUS -> minus(left, right);
      case TIMES -> times(left, right);
    };
  }

  private static Result plus(Value left, Value right) {
    if (left instanceof Value.Num(BigDecimal a) && right instanceof Value.Num(BigDecimal b)) {
      return new Value.Num(a.add(b));
    }
    if (left instanceof Value.Money a && right instanceof Value.Money b) {
      return a.currency().equals(b.currency())
          ? new Value.Money(a.amount().add(b.amount()), a.currency())
          : fault(Fault.Kind.CURRENCY);
    }
    if (left instanceof Value.Span(Duration a) && right instanceof Value.Span(Duration b)) {
      return new Value.Span(a.plus(b));
    }
    if (left instanceof Value.Timestamp a && right instanceof Value.Span(Duration b)) {
      return new Value.Timestamp(a.value().plus(b));
    }
    if (left instanceof Value.Span(Duration a) && right instanceof Value.Timestamp b) {
      return new Value.Timestamp(b.value().plus(a));
    }
    return fault(Fault.Kind.TYPE);
  }

  private static Result minus(Value left, Value right) {
    return switch (right) {
      case Value.Timestamp b ->
          left instanceof Value.Timestamp a
              ? new Value.Span(Duration.between(b.value(), a.value()))
              : fault(Fault.Kind.TYPE);
      case Value.Num(BigDecimal b) -> plus(left, new Value.Num(b.negate()));
      case Value.Money b -> plus(left, new Value.Money(b.amount().negate(), b.currency()));
      case Value.Span(Duration b) ->
          left instanceof Value.Timestamp || left instanceof Value.Span
              ? plus(left, new Value.Span(b.negated()))
              : fault(Fault.Kind.TYPE);
      case Value other -> fault(Fault.Kind.TYPE);
    };
  }

  private static Result times(Value left, Value right) {
    if (right instanceof Value.Num(BigDecimal factor)) {
      return switch (left) {
        case Value.Num(BigDecimal a) -> new Value.Num(a.multiply(factor));
        case Value.Money a -> new Value.Money(a.amount().multiply(factor), a.currency());
        case Value.Span(Duration a) -> new Value.Span(a.multipliedBy(factor.longValueExact()));
        case Value other -> fault(Fault.Kind.TYPE);
      };
    }
    return left instanceof Value.Num ? times(right, left) : fault(Fault.Kind.TYPE);
  }

  private static Result bounded(Result result, Type type) {
    BigDecimal number =
        switch (result) {
          case Value.Num(BigDecimal value) -> value;
          case Value.Money money -> money.amount();
          case Result other -> BigDecimal.ZERO;
        };
    boolean fits =
        type == Type.Basic.INT
            ? number.compareTo(LONG_MIN) >= 0 && number.compareTo(LONG_MAX) <= 0
            : number.precision() <= 38 && number.scale() <= 30;
    return fits ? result : fault(Fault.Kind.OVERFLOW);
  }
}
