package dev.actp.compiler.suggest;

import dev.actp.dsl.syntax.Expression;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Quantities as they are written. */
final class Literals {
  private Literals() {}

  /** The number of a literal; zero for what is none, so that nothing above zero is below it. */
  static BigDecimal number(Expression literal) {
    return switch (literal) {
      case Expression.IntLiteral e -> BigDecimal.valueOf(e.value());
      case Expression.DecimalLiteral e -> e.value();
      case Expression.MoneyLiteral e -> e.amount();
      default -> BigDecimal.ZERO;
    };
  }

  /** Another amount of the same kind, in the same place; of a whole number the next whole one. */
  static Expression of(Expression literal, BigDecimal amount) {
    return switch (literal) {
      case Expression.IntLiteral e ->
          new Expression.IntLiteral(
              amount.setScale(0, RoundingMode.CEILING).longValueExact(), e.span());
      case Expression.DecimalLiteral e ->
          new Expression.DecimalLiteral(plain(amount, e.value().scale()), e.span());
      case Expression.MoneyLiteral e ->
          new Expression.MoneyLiteral(plain(amount, e.amount().scale()), e.currency(), e.span());
      case Expression other -> other;
    };
  }

  /** With as many decimal places as were written, and more where they are needed. */
  private static BigDecimal plain(BigDecimal amount, int scale) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.setScale(
        Math.max(scale, Math.max(0, stripped.scale())), RoundingMode.UNNECESSARY);
  }
}
