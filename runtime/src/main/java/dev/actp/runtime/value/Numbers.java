package dev.actp.runtime.value;

import java.math.BigDecimal;

/** Exact numbers in the one form in which equal values are equal objects. */
final class Numbers {
  private Numbers() {}

  /** The same number with a scale of zero or more and no trailing zeros behind the point. */
  static BigDecimal normalise(BigDecimal number) {
    if (number.scale() == 0) {
      return number;
    }
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
