package dev.actp.compiler.expression;

import dev.actp.runtime.policy.Expr.Arithmetic.Operator;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;

/** Exact arithmetic within the bounds of the result's type. */
final class Calculating {
  private static final int MAX_DIGITS = 38;
  private static final int MAX_SCALE = 30;

  private Calculating() {}

  static Result calculate(Operator operator, Value left, Value right, Type type) {
    if (left instanceof Value.Num a && right instanceof Value.Num b) {
      return number(operator, a.value(), b.value(), type);
    }
    try {
      return switch (operator) {
        case PLUS -> plus(left, right);
        case MINUS -> minus(left, right);
        case TIMES -> times(left, right);
      };
    } catch (ArithmeticException | DateTimeException outOfRange) {
      return Faults.OVERFLOW;
    }
  }

  private static Result number(Operator operator, BigDecimal a, BigDecimal b, Type type) {
    BigDecimal result =
        switch (operator) {
          case PLUS -> a.add(b);
          case MINUS -> a.subtract(b);
          case TIMES -> a.multiply(b);
        };
    return bounded(new Value.Num(result), type);
  }

  private static Result bounded(Value.Num number, Type type) {
    BigDecimal value = number.value();
    boolean fits =
        type == Type.Basic.INT
            ? value.toBigInteger().bitLength() < Long.SIZE
            : value.precision() <= MAX_DIGITS && value.scale() <= MAX_SCALE;
    return fits ? number : Faults.OVERFLOW;
  }

  private static Result money(BigDecimal amount, String currency) {
    Value.Money money = new Value.Money(amount, currency);
    return money.amount().precision() <= MAX_DIGITS && money.amount().scale() <= MAX_SCALE
        ? money
        : Faults.OVERFLOW;
  }

  private static Result plus(Value left, Value right) {
    if (left instanceof Value.Money a && right instanceof Value.Money b) {
      return a.currency().equals(b.currency())
          ? money(a.amount().add(b.amount()), a.currency())
          : Faults.UNLIKE_CURRENCIES;
    }
    if (left instanceof Value.Span a && right instanceof Value.Span b) {
      return new Value.Span(a.value().plus(b.value()));
    }
    if (left instanceof Value.Timestamp a && right instanceof Value.Span b) {
      return new Value.Timestamp(a.value().plus(b.value()));
    }
    if (left instanceof Value.Span a && right instanceof Value.Timestamp b) {
      return new Value.Timestamp(b.value().plus(a.value()));
    }
    return Faults.UNLIKE;
  }

  private static Result minus(Value left, Value right) {
    if (left instanceof Value.Money a && right instanceof Value.Money b) {
      return a.currency().equals(b.currency())
          ? money(a.amount().subtract(b.amount()), a.currency())
          : Faults.UNLIKE_CURRENCIES;
    }
    if (left instanceof Value.Span a && right instanceof Value.Span b) {
      return new Value.Span(a.value().minus(b.value()));
    }
    if (left instanceof Value.Timestamp a && right instanceof Value.Span b) {
      return new Value.Timestamp(a.value().minus(b.value()));
    }
    if (left instanceof Value.Timestamp a && right instanceof Value.Timestamp b) {
      return new Value.Span(Duration.between(b.value(), a.value()));
    }
    return Faults.UNLIKE;
  }

  private static Result times(Value left, Value right) {
    if (right instanceof Value.Num(BigDecimal factor)) {
      return scaled(left, factor);
    }
    return left instanceof Value.Num(BigDecimal factor) ? scaled(right, factor) : Faults.UNLIKE;
  }

  private static Result scaled(Value value, BigDecimal factor) {
    return switch (value) {
      case Value.Money money -> money(money.amount().multiply(factor), money.currency());
      case Value.Span span -> new Value.Span(span.value().multipliedBy(factor.longValueExact()));
      case Value other -> Faults.UNLIKE;
    };
  }

  /** The sum of numbers or of money of one currency; zero over nothing. */
  static Result sum(List<Value> elements) {
    Value total = Value.Num.ZERO;
    for (int i = 0; i < elements.size(); i++) {
      Value element = elements.get(i);
      Result next = i == 0 ? element : calculate(Operator.PLUS, total, element, Type.Basic.DECIMAL);
      if (!(next instanceof Value sum)) {
        return next;
      }
      total = sum;
    }
    return total;
  }
}
