package dev.actp.runtime.state;

import static dev.actp.runtime.state.World.counter;
import static dev.actp.runtime.state.World.sliding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final Duration DAY = Duration.ofHours(24);
  private final World world = new World();
  private final CounterKey open = counter(Counter.Kind.OPEN, Window.Total.IN_TOTAL, "agent");
  private final CounterKey count = counter(Counter.Kind.COUNT, sliding(DAY), "agent");
  private final CounterKey budget = counter(Counter.Kind.BUDGET, sliding(DAY), "agent");

  private Use take(String session, String resource) {
    Use use = world.use(session, resource);
    world.settle(use, consume(open), consume(count), new Effect.Consume(budget, Value.Num.of(70)));
    return use;
  }

  private static Effect consume(CounterKey key) {
    return new Effect.Consume(key, Value.Num.of(1));
  }

  private List<Effect> effects() {
    return List.of(consume(open), consume(count), new Effect.Consume(budget, Value.Num.of(70)));
  }

  private Use close(String session, String resource) {
    Use use = world.use(session, resource);
    return new Use(
        use.number(),
        use.at(),
        new dev.actp.runtime.decision.Request(
            "t", "close", resource, Value.Struct.EMPTY, null, null, true),
        use.token());
  }

  @Test
  void aFailedUseGivesBackBudgetAndOpenUnitsButNoCount() {
    take("s1", "order://1");
    Use second = take("s1", "order://2");
    assertThat(world.state.report(second, effects(), false, world.now)).isEqualTo(Report.ACCEPTED);
    assertThat(world.used(open)).isEqualTo(Value.Num.of(1));
    assertThat(world.used(budget)).isEqualTo(Value.Num.of(70));
    assertThat(world.used(count)).isEqualTo(Value.Num.of(2));
  }

  @Test
  void anOutcomeIsAcceptedOnceAndWithinItsTime() {
    Use first = take("s1", "order://1");
    assertThat(world.state.report(first, effects(), false, world.now)).isEqualTo(Report.ACCEPTED);
    assertThat(world.state.report(first, effects(), false, world.now))
        .isEqualTo(Report.REPORTED_BEFORE);
    Use second = take("s1", "order://2");
    world.advance(State.REPORTABLE);
    assertThat(world.state.report(second, effects(), false, world.now)).isEqualTo(Report.TOO_LATE);
    assertThat(world.used(budget)).isEqualTo(Value.Num.of(70));
  }

  @Test
  void aUnitIsReleasedOnceOnItsResourceByASuccess() {
    take("s1", "order://1");
    take("s2", "order://1");
    take("s1", "order://2");
    Use failed = close("s1", "order://1");
    world.state.report(failed, List.of(), false, world.now);
    assertThat(world.used(open)).isEqualTo(Value.Num.of(3));
    world.state.report(close("s1", "order://3"), List.of(), true, world.now);
    assertThat(world.used(open)).isEqualTo(Value.Num.of(3));
    world.state.report(close("s2", "order://1"), List.of(), true, world.now);
    assertThat(world.used(open)).isEqualTo(Value.Num.of(2));
    world.state.report(close("s2", "order://1"), List.of(), true, world.now);
    assertThat(world.used(open)).isEqualTo(Value.Num.of(1));
    world.state.report(close("s2", "order://1"), List.of(), true, world.now);
    assertThat(world.used(open)).isEqualTo(Value.Num.of(1));
  }
}
