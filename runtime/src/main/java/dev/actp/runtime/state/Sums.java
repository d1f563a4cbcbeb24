package dev.actp.runtime.state;

import dev.actp.runtime.value.Value;
import java.math.BigDecimal;

/** Exact sums of what counters count: numbers, or money of one currency. */
final class Sums {
  private Sums() {}

  static Value plus(Value left, Value right) {
    return combine(left, right, false);
  }

  /** Never below zero. */
  static Value minus(Value left, Value right) {
    return combine(left, right, true);
  }

  static boolean zero(Value amount) {
    return number(amount).signum() == 0;
  }

  /**
   * Nothing is the number zero, whatever is counted: a sum of money over no uses has no currency.
   */
  private static Value combine(Value left, Value right, boolean subtract) {
    if (left instanceof Value.Num(BigDecimal none) && none.signum() == 0 && !subtract) {
      return right;
    }
    BigDecimal sum =
        subtract
            ? number(left).subtract(number(right)).max(BigDecimal.ZERO)
            : number(left).add(number(right));
    if (left instanceof Value.Num && right instanceof Value.Num) {
      return new Value.Num(sum);
    }
    if (left instanceof Value.Money money
        && right instanceof Value.Money other
        && other.currency().equals(money.currency())) {
      return new Value.Money(sum, money.currency());
    }
    throw new IllegalArgumentException("amounts of unlike kinds in one counter");
  }

  private static BigDecimal number(Value amount) {
    if (amount instanceof Value.Num number) {
      return number.value();
    }
    if (amount instanceof Value.Money money) {
      return money.amount();
    }
    throw new IllegalArgumentException("only numbers and money are counted");
  }
}
