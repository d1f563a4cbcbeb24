package dev.actp.compiler.check;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The numbers between two bounds.
 *
 * @param low null for no bound
 * @param high null for no bound
 * @param withLow whether {@code low} itself is one of them
 * @param withHigh whether {@code high} itself is one of them
 */
record Interval(
    @Nullable BigDecimal low, boolean withLow, @Nullable BigDecimal high, boolean withHigh) {
  static final Interval ALL = new Interval(null, true, null, true);

  /** Those of them that a bound lets through as well. */
  Interval within(Bound bound) {
    BigDecimal c = bound.constant();
    return switch (bound.operator()) {
      case LESS -> below(c, false);
      case LESS_OR_EQUAL -> below(c, true);
      case GREATER -> above(c, false);
      case GREATER_OR_EQUAL -> above(c, true);
      case EQUAL -> below(c, true).above(c, true);
      case UNEQUAL, IN, NOT_IN, WITHIN, CONTAINS -> this;
    };
  }

  private Interval below(BigDecimal bound, boolean included) {
    int order = high == null ? -1 : bound.compareTo(high);
    boolean tighter = order < 0 || (order == 0 && !included);
    return tighter ? new Interval(low, withLow, bound, included) : this;
  }

  private Interval above(BigDecimal bound, boolean included) {
    int order = low == null ? 1 : bound.compareTo(low);
    boolean tighter = order > 0 || (order == 0 && !included);
    return tighter ? new Interval(bound, included, high, withHigh) : this;
  }

  boolean isEmpty() {
    if (low == null || high == null) {
      return false;
    }
    int order = low.compareTo(high);
    return order > 0 || (order == 0 && !(withLow && withHigh));
  }
}
