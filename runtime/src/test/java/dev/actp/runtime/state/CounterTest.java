package dev.actp.runtime.state;

import static dev.actp.runtime.state.World.counter;
import static dev.actp.runtime.state.World.sliding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterTest {
  private static final Duration DAY = Duration.ofHours(24);
  private final World world = new World();

  @Test
  void aUseCountsUntilItsWindowHasPassedAndNotAMicrosecondLonger() {
    CounterKey daily = counter(Counter.Kind.COUNT, sliding(DAY));
    assertThat(world.allows(daily, 1)).isTrue();
    world.advance(DAY.minusNanos(1000));
    assertThat(world.allows(daily, 1)).isFalse();
    world.advance(Duration.ofNanos(1000));
    assertThat(world.allows(daily, 1)).isTrue();
  }

  @Test
  void aClockThatGoesBackFreesNothing() {
    CounterKey daily = counter(Counter.Kind.COUNT, sliding(DAY));
    assertThat(world.allows(daily, 1)).isTrue();
    world.advance(DAY.minusSeconds(1));
    assertThat(world.allows(daily, 1)).isFalse();
    world.advance(DAY.negated());
    assertThat(world.allows(daily, 1)).isFalse();
    world.advance(DAY);
    assertThat(world.allows(daily, 1)).isFalse();
  }

  @Test
  void noWindowOfTheLengthEverHoldsMoreThanTheLimit() {
    for (long seed = 1; seed <= 20; seed++) {
      noWindowEverHoldsMoreThan(new World(bounds(16)), seed);
    }
  }

  /** With a limit above the exact uses too: coarser may deny more, never less. */
  private static void noWindowEverHoldsMoreThan(World world, long seed) {
    Random random = new Random(seed);
    int limit = 1 + random.nextInt(40);
    CounterKey counter = counter(Counter.Kind.COUNT, sliding(Duration.ofMinutes(1)));
    ArrayDeque<Instant> allowed = new ArrayDeque<>();
    for (int i = 0; i < 2_000; i++) {
      world.advance(Duration.ofMillis(random.nextInt(3_000)));
      while (!allowed.isEmpty()
          && !world.now.isBefore(allowed.getFirst().plus(Duration.ofMinutes(1)))) {
        allowed.removeFirst();
      }
      boolean exact = allowed.size() < limit;
      boolean answer = world.allows(counter, limit);
      if (answer) {
        allowed.addLast(world.now);
      }
      assertThat(answer && !exact).as("seed %d, step %d: one too many", seed, i).isFalse();
      if (limit <= 16) {
        assertThat(answer).as("seed %d, step %d", seed, i).isEqualTo(exact);
      }
    }
  }

  @Test
  void aboveTheExactUsesTheyAreCountedByASixtiethOfTheWindow() {
    World coarse = new World(bounds(100));
    CounterKey counter = counter(Counter.Kind.COUNT, sliding(Duration.ofMinutes(1)));
    for (int i = 0; i < 300; i++) {
      assertThat(coarse.allows(counter, 1_000)).isTrue();
      coarse.advance(Duration.ofMillis(100));
    }
    assertThat(coarse.used(counter)).isEqualTo(Value.Num.of(300));
    coarse.advance(Duration.ofMillis(30_450));
    assertThat(coarse.used(counter)).isEqualTo(Value.Num.of(300));
    coarse.advance(Duration.ofMillis(500));
    assertThat(coarse.used(counter)).isEqualTo(Value.Num.of(290));
    coarse.advance(Duration.ofSeconds(30));
    assertThat(coarse.used(counter)).isEqualTo(Value.Num.ZERO);
  }

  @ParameterizedTest
  @CsvSource({
    "DAY,    America/New_York, 2026-02-16T15:00:00Z, 2026-02-17T04:59:59.999999Z",
    "DAY,    America/New_York, 2026-03-08T06:00:00Z, 2026-03-09T03:59:59Z",
    "DAY,    America/New_York, 2026-11-01T04:00:00Z, 2026-11-02T04:59:59Z",
    "WEEK,   Europe/Berlin,    2026-02-16T15:00:00Z, 2026-02-22T22:59:59Z",
    "MONTH,  UTC,              2026-02-16T15:00:00Z, 2026-02-28T23:59:59Z",
    "HOUR,   Asia/Kolkata,     2026-02-16T15:30:00Z, 2026-02-16T16:29:59Z",
    "MINUTE, UTC,              2026-02-16T15:00:59Z, 2026-02-16T15:00:59.999999Z",
  })
  void aCalendarCounterStartsAgainWithItsUnit(
      Window.Unit unit, String zone, Instant first, Instant last) {
    CounterKey counter = counter(Counter.Kind.COUNT, new Window.Calendar(unit, ZoneId.of(zone)));
    world.now = first;
    assertThat(world.allows(counter, 1)).isTrue();
    world.now = last;
    assertThat(world.allows(counter, 1)).isFalse();
    world.now = last.plusSeconds(1);
    assertThat(world.allows(counter, 1)).isTrue();
  }

  @Test
  void aTotalNeverStartsAgain() {
    CounterKey total = counter(Counter.Kind.COUNT, Window.Total.IN_TOTAL);
    assertThat(world.allows(total, 1)).isTrue();
    world.advance(Duration.ofDays(36_500));
    assertThat(world.allows(total, 1)).isFalse();
  }

  @Test
  void budgetsAreExactSums() {
    CounterKey budget = counter(Counter.Kind.BUDGET, sliding(DAY));
    for (int i = 0; i < 10; i++) {
      world.settle(new Effect.Consume(budget, number("0.1")));
    }
    assertThat(world.used(budget)).isEqualTo(number("1"));
  }

  @Test
  void moneyOfTwoCurrenciesIsNeverAdded() {
    CounterKey budget = counter(Counter.Kind.BUDGET, sliding(DAY));
    Value dollars = new Value.Money(new BigDecimal("5.00"), "USD");
    assertThat(world.settle(new Effect.Consume(budget, dollars)).refused()).isNull();
    Value euros = new Value.Money(new BigDecimal("5.00"), "EUR");
    assertThat(world.settle(new Effect.Consume(budget, euros)).refused())
        .isEqualTo(Reason.Code.CLAUSE_ERROR);
    assertThat(world.used(budget)).isEqualTo(dollars);
  }

  @Test
  void nothingIsTakenWhereOneEffectDoesNotFit() {
    CounterKey first = counter("a", Counter.Kind.COUNT, sliding(DAY));
    CounterKey second = counter("b", Counter.Kind.BUDGET, sliding(DAY));
    Settlement settlement =
        world.settle(
            new Effect.Consume(first, Value.Num.of(1)), new Effect.Consume(second, number("-1")));
    assertThat(settlement.refused()).isEqualTo(Reason.Code.CLAUSE_ERROR);
    assertThat(world.used(first)).isEqualTo(Value.Num.ZERO);
  }

  @Test
  void countersAreApartByEveryPartOfTheirKey() {
    CounterKey one = counter(Counter.Kind.COUNT, sliding(DAY), "x", "yz");
    assertThat(world.allows(one, 1)).isTrue();
    assertThat(world.allows(counter(Counter.Kind.COUNT, sliding(DAY), "xy", "z"), 1)).isTrue();
    assertThat(world.allows(counter("other", Counter.Kind.COUNT, sliding(DAY), "x", "yz"), 1))
        .isTrue();
    assertThat(world.allows(counter(Counter.Kind.QUOTA, sliding(DAY), "x", "yz"), 1)).isTrue();
    assertThat(world.allows(one, 1)).isFalse();
  }

  @Test
  void longKeyValuesAreStillTheirOwnCounters() {
    String longValue = "v".repeat(60_000);
    CounterKey one = counter(Counter.Kind.COUNT, sliding(DAY), longValue + "1");
    CounterKey two = counter(Counter.Kind.COUNT, sliding(DAY), longValue + "2");
    assertThat(world.allows(one, 1)).isTrue();
    assertThat(world.allows(two, 1)).isTrue();
    assertThat(world.allows(one, 1)).isFalse();
    int bytes = world.state.takeChanged().stream().mapToInt(row -> row.name().length).sum();
    assertThat(bytes).isLessThan(1_000);
  }

  @Test
  void whatCountsNothingIsForgotten() {
    for (int i = 0; i < 5_000; i++) {
      world.allows(counter(Counter.Kind.COUNT, sliding(Duration.ofMinutes(1)), "agent" + i), 1);
      world.advance(Duration.ofSeconds(1));
    }
    long kept = world.state.takeChanged().stream().filter(row -> row.value() != null).count();
    assertThat(kept).isLessThan(2_000);
  }

  @Test
  void whatASessionUsesFirstCountsThoughOthersAreForgottenMeanwhile() {
    for (int i = 0; i < 1023; i++) {
      CounterKey other = counter(Counter.Kind.COUNT, sliding(Duration.ofHours(1)), "a" + i);
      world.settle(new Effect.Consume(other, Value.Num.of(1)));
    }
    CounterKey first = inTotalOfSession("first");
    CounterKey second = inTotalOfSession("second");
    world.settle(
        world.use("fresh", "order://1"),
        new Effect.Consume(first, Value.Num.of(1)),
        new Effect.Consume(second, Value.Num.of(1)),
        new Effect.Remember("fresh", "act", "order://1", Value.Struct.EMPTY));
    assertThat(world.used(first)).isEqualTo(Value.Num.of(1));
    assertThat(world.used(second)).isEqualTo(Value.Num.of(1));
  }

  private static CounterKey inTotalOfSession(String scope) {
    return new CounterKey(
        new Counter(
            "policy",
            scope,
            Counter.Kind.COUNT,
            Window.Total.IN_TOTAL,
            "",
            null,
            List.of(Counter.Key.Of.SESSION)),
        List.of("fresh"));
  }

  @Test
  void aCounterThatDoesNotFitDenies() {
    World small = new World(new Bounds(3, 10, 10, 10, 10, 10, 20, 200));
    for (int i = 0; i < 3; i++) {
      assertThat(small.allows(counter(Counter.Kind.COUNT, sliding(DAY), "agent" + i), 1)).isTrue();
    }
    CounterKey fourth = counter(Counter.Kind.COUNT, sliding(DAY), "agent3");
    assertThat(small.settle(new Effect.Consume(fourth, Value.Num.of(1))).refused())
        .isEqualTo(Reason.Code.STORE_UNAVAILABLE);
    small.advance(DAY);
    assertThat(small.allows(fourth, 1)).isTrue();
  }

  private static Bounds bounds(int exactUses) {
    return new Bounds(1_000, exactUses, 1_000, 10, 1_000, 10, 20, 200);
  }

  private static Value number(String decimal) {
    return new Value.Num(new BigDecimal(decimal));
  }
}
