package dev.actp.runtime.state;

import static dev.actp.runtime.state.World.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private final World world = new World();

  private Use remember(World in, String session, String resource, Value.Struct attributes) {
    Use use = in.use(session, resource);
    in.settle(use, new Effect.Remember(session, "read", resource, attributes));
    return use;
  }

  private static FactKey.History asked(
      String session, @Nullable Pattern on, Value.Struct with, boolean succeeded) {
    return new FactKey.History(session, "read", on, !succeeded, with, null, succeeded);
  }

  private static Pattern exactly(String text) {
    return new Pattern(List.of(new Pattern.Part.Literal(text)));
  }

  @Test
  void anAllowedUseHappenedAtOnceAndSucceededWhenReported() {
    Use use = remember(world, "s1", "page://1", Value.Struct.EMPTY);
    assertThat(world.happened(asked("s1", null, Value.Struct.EMPTY, false))).isTrue();
    assertThat(world.happened(asked("s2", null, Value.Struct.EMPTY, false))).isFalse();
    assertThat(world.happened(asked("s1", null, Value.Struct.EMPTY, true))).isFalse();
    Use read =
        new Use(
            use.number(),
            use.at(),
            new dev.actp.runtime.decision.Request(
                "t", "read", "page://1", Value.Struct.EMPTY, null, null, true),
            use.token());
    world.state.report(read, List.of(), true, world.now);
    assertThat(world.happened(asked("s1", null, Value.Struct.EMPTY, true))).isTrue();
    assertThat(world.happened(asked("s1", exactly("page://1"), Value.Struct.EMPTY, true))).isTrue();
    assertThat(world.happened(asked("s1", exactly("page://2"), Value.Struct.EMPTY, true)))
        .isFalse();
  }

  @Test
  void whatDeniesMatchesTheResourceLoosely() {
    remember(world, "s1", "page://A", Value.Struct.EMPTY);
    assertThat(world.happened(asked("s1", exactly("page://a"), Value.Struct.EMPTY, false)))
        .isTrue();
  }

  @Test
  void attributesHaveToBeEqual() {
    Value.Struct five = struct(Map.of("amount", Value.Num.of(5)));
    remember(world, "s1", "page://1", five);
    assertThat(world.happened(asked("s1", null, five, false))).isTrue();
    Value.Struct text = struct(Map.of("amount", new Value.Text("5")));
    assertThat(world.happened(asked("s1", null, text, false))).isFalse();
  }

  @Test
  void withinIsHalfOpen() {
    remember(world, "s1", "page://1", Value.Struct.EMPTY);
    FactKey.History asked =
        new FactKey.History(
            "s1", "read", null, true, Value.Struct.EMPTY, Duration.ofMinutes(5), false);
    world.advance(Duration.ofMinutes(5).minusNanos(1000));
    assertThat(world.happened(asked)).isTrue();
    world.advance(Duration.ofNanos(1000));
    assertThat(world.happened(asked)).isFalse();
  }

  @Test
  void whatIsRememberedCoarselyDeniesAndDoesNotAllow() {
    World small = new World(new Bounds(100, 10, 10, 3, 100, 10, 20, 200));
    for (int i = 0; i < 4; i++) {
      remember(small, "s1", "page://" + i, Value.Struct.EMPTY);
    }
    assertThat(small.happened(asked("s1", exactly("page://9"), Value.Struct.EMPTY, false)))
        .isTrue();
    assertThat(small.happened(asked("s1", exactly("page://9"), Value.Struct.EMPTY, true)))
        .isFalse();
  }

  @Test
  void allSessionsTogetherKeepOnlySoMany() {
    World small = new World(new Bounds(100, 10, 10, 10, 8, 10, 20, 200));
    for (int i = 0; i < 9; i++) {
      remember(small, "s" + i, "page://" + i, Value.Struct.EMPTY);
    }
    assertThat(small.happened(asked("s0", exactly("page://9"), Value.Struct.EMPTY, false)))
        .isTrue();
    assertThat(small.happened(asked("s8", exactly("page://9"), Value.Struct.EMPTY, false)))
        .isFalse();
  }

  @Test
  void aSessionThatDoesNotFitDenies() {
    World small = new World(new Bounds(100, 10, 2, 10, 8, 10, 20, 200));
    remember(small, "s1", "page://1", Value.Struct.EMPTY);
    remember(small, "s2", "page://1", Value.Struct.EMPTY);
    Settlement third =
        small.settle(
            small.use("s3", "page://1"),
            new Effect.Remember("s3", "read", "page://1", Value.Struct.EMPTY));
    assertThat(third.refused()).isEqualTo(Reason.Code.STORE_UNAVAILABLE);
    small.advance(Duration.ofDays(1));
    Settlement later =
        small.settle(
            small.use("s3", "page://1"),
            new Effect.Remember("s3", "read", "page://1", Value.Struct.EMPTY));
    assertThat(later.refused()).isNull();
  }
}
