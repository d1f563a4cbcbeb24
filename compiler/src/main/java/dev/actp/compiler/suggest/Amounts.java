package dev.actp.compiler.suggest;

import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers and sums of money. The number zero stands for no money too. */
final class Amounts {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Amounts() {}

  /** The number of a quantity. */
  static BigDecimal number(Value value) {
    return switch (value) {
      case Value.Num(BigDecimal number) -> number;
      case Value.Money(BigDecimal amount, String currency) -> amount;
      default -> throw new IllegalArgumentException("no quantity");
    };
  }

  static boolean isQuantity(Value value) {
    return value instanceof Value.Num || value instanceof Value.Money;
  }

  static Value sum(Value one, Value other) {
    BigDecimal sum = number(one).add(number(other));
    return other instanceof Value.Money(BigDecimal amount, String currency)
        ? new Value.Money(sum, currency)
        : new Value.Num(sum);
  }

  static Value larger(Value one, Value other) {
    return number(one).compareTo(number(other)) < 0 ? other : one;
  }

  /** So much per cent more. */
  static BigDecimal with(BigDecimal amount, int headroom) {
    return amount.multiply(BigDecimal.valueOf(100L + headroom)).divide(HUNDRED);
  }

  /**
   * What an amount above zero is rounded up to a multiple of: the unit of its second digit, and 1
   * where that is less, unless the amount is less than 1 itself.
   */
  static BigDecimal step(BigDecimal amount) {
    int digits = amount.precision() - amount.scale();
    BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(digits - 2);
    return amount.compareTo(BigDecimal.ONE) >= 0 ? step.max(BigDecimal.ONE) : step;
  }

  /** The next multiple of the step at or above an amount. */
  static BigDecimal up(BigDecimal amount, BigDecimal step) {
    return amount.divide(step, 0, RoundingMode.CEILING).multiply(step);
  }
}
