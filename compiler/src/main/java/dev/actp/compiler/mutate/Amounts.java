package dev.actp.compiler.mutate;

import dev.actp.dsl.syntax.Approvers;
import dev.actp.dsl.syntax.Count;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Length;
import dev.actp.dsl.syntax.Period;
import dev.actp.dsl.syntax.Text;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Quantities, one more and one less: by one, or by the smallest unit that they are written in. */
final class Amounts {
  /** A decimal that is as long as one may be has no neighbour. */
  private static final int MAX_DIGITS = 38;

  private Amounts() {}

  static Stream<Variant<Count>> count(Count count) {
    return LongStream.of(count.value() - 1, count.value() + 1)
        .filter(value -> value > 0)
        .boxed()
        .flatMap(value -> Variant.of(count, new Count(value, count.span())));
  }

  /** None for what is not written. */
  static Stream<Variant<Length>> length(@Nullable Length length) {
    return length == null
        ? Stream.empty()
        : LongStream.of(length.amount() - 1, length.amount() + 1)
            .mapToObj(amount -> new Length(amount, length.unit(), length.span()))
            .filter(other -> other.amount() > 0)
            .filter(other -> other.toDuration().compareTo(Length.MAX) <= 0)
            .flatMap(other -> Variant.of(length, other));
  }

  static Stream<Variant<Expression>> integer(Expression.IntLiteral e) {
    return Stream.of(-1L, 1L)
        .filter(step -> e.value() != (step < 0 ? Long.MIN_VALUE : Long.MAX_VALUE))
        .flatMap(step -> Variant.of(e, new Expression.IntLiteral(e.value() + step, e.span())));
  }

  static Stream<Variant<Expression>> decimal(Expression.DecimalLiteral e) {
    return neighbours(e.value(), e.value().ulp())
        .flatMap(value -> Variant.of(e, new Expression.DecimalLiteral(value, e.span())));
  }

  static Stream<Variant<Expression>> money(Expression.MoneyLiteral e) {
    int digits = Math.max(0, Currency.getInstance(e.currency()).getDefaultFractionDigits());
    BigDecimal unit = BigDecimal.ONE.movePointLeft(Math.max(digits, e.amount().scale()));
    return neighbours(e.amount(), unit)
        .flatMap(
            value -> Variant.of(e, new Expression.MoneyLiteral(value, e.currency(), e.span())));
  }

  private static Stream<BigDecimal> neighbours(BigDecimal value, BigDecimal unit) {
    return Stream.of(value.subtract(unit), value.add(unit))
        .filter(other -> other.precision() <= MAX_DIGITS);
  }

  static Stream<Variant<Expression>> timestamp(Expression.TimestampLiteral e) {
    OffsetDateTime time = e.value();
    return Stream.of(time.minusSeconds(1), time.plusSeconds(1))
        .flatMap(other -> Variant.of(e, new Expression.TimestampLiteral(other, e.span())));
  }

  /** The maximum of a budget or quota: above zero. */
  static Stream<Variant<Expression>> maximum(Expression maximum) {
    return ExpressionVariants.of(maximum)
        .filter(
            variant ->
                switch (variant.node().get()) {
                  case Expression.IntLiteral e -> e.value() > 0;
                  case Expression.DecimalLiteral e -> e.value().signum() > 0;
                  case Expression.MoneyLiteral e -> e.amount().signum() > 0;
                  case Expression other -> true;
                });
  }

  /** Another window: the next longer one, or one unit more or less. */
  static Stream<Variant<Period>> period(Period period) {
    return switch (period) {
      case Period.Named named ->
          Variant.of(named, new Period.Named(next(named.unit()), named.span()));
      case Period.Sliding sliding ->
          length(sliding.length()).map(v -> v.in(l -> new Period.Sliding(l, sliding.span())));
      case Period.CalendarDay day -> Variant.of(day, new Period.Named(Period.Unit.DAY, day.span()));
      case Period.Total total -> Variant.of(total, new Period.Named(Period.Unit.DAY, total.span()));
    };
  }

  private static Period.Unit next(Period.Unit unit) {
    return switch (unit) {
      case MINUTE -> Period.Unit.HOUR;
      case HOUR -> Period.Unit.DAY;
      case DAY -> Period.Unit.WEEK;
      case WEEK -> Period.Unit.MONTH;
      case MONTH -> Period.Unit.WEEK;
    };
  }

  /** More or fewer people, or those of another group. */
  static Stream<Variant<Approvers>> approvers(Approvers approvers) {
    Text group = approvers.group();
    Text other = new Text("not " + group.value(), group.span());
    return Stream.concat(
        count(approvers.count())
            .map(v -> v.in(count -> new Approvers(count, group, approvers.span()))),
        Variant.of(approvers, new Approvers(approvers.count(), other, approvers.span())));
  }
}
