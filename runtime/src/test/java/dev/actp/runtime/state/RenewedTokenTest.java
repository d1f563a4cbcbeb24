package dev.actp.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a token used up in total is forgotten with the token, and not before. */
class RenewedTokenTest {
  private static final Value ONE = Value.Num.of(1);

  /** More counters than are kept without looking for idle ones. */
  private static final int MANY = 3_000;

  private static final FactKey.History READ =
      new FactKey.History("s1", "read", null, true, Value.Struct.EMPTY, null, false);

  private final World world = new World();
  private final CounterKey total = total("jti-s1");

  private static CounterKey total(String token) {
    Counter counter =
        new Counter(
            "policy",
            "scope",
            Counter.Kind.COUNT,
            Window.Total.IN_TOTAL,
            "",
            null,
            List.of(Counter.Key.Of.TOKEN));
    return new CounterKey(counter, List.of(token));
  }

  private void renew(Duration life) {
    VerifiedToken.Link link =
        new VerifiedToken.Link("jti-s1", "agent", World.START, World.START.plus(life), List.of());
    VerifiedToken claims = new VerifiedToken("t", "s1", Value.Struct.EMPTY, List.of(link));
    world.state.renewed(new IssuedToken(claims, World.START, "k", Value.Struct.EMPTY, null));
  }

  private void sweep() {
    for (int i = 0; i < MANY; i++) {
      world.settle(
          world.use("elsewhere", "order://1"), new Effect.Consume(total("other-" + i), ONE));
    }
  }

  @Test
  void aTokensTotalLivesAsLongAsTheRenewedToken() {
    world.settle(new Effect.Consume(total, ONE));
    renew(Duration.ofDays(10));
    world.advance(Duration.ofDays(10).minusSeconds(1));
    sweep();
    assertThat(world.used(total)).isEqualTo(ONE);

    world.advance(Duration.ofSeconds(1));
    sweep();

    assertThat(world.used(total)).isEqualTo(Value.Num.ZERO);
  }

  @Test
  void theJournalKnowsOfTheRenewal() {
    world.settle(new Effect.Consume(total, ONE));
    renew(Duration.ofDays(10));
    byte[] journal = Objects.requireNonNull(world.state.takeJournal());
    world.restart(List.of(), List.of(journal));
    world.advance(Duration.ofDays(9));
    sweep();

    assertThat(world.used(total)).isEqualTo(ONE);
  }

  @Test
  void aTokensTotalThatWasNotRenewedIsForgottenWithIt() {
    world.settle(new Effect.Consume(total, ONE));
    world.advance(Duration.ofDays(1));
    sweep();

    assertThat(world.used(total)).isEqualTo(Value.Num.ZERO);
  }

  /** The token as it was signed first is good until its end, beside the renewed one. */
  @Test
  void whatIsDoneByTheTokenAsItWasSignedFirstCountsAsLong() {
    renew(Duration.ofDays(10));
    world.settle(new Effect.Remember("s1", "read", "page://1", Value.Struct.EMPTY));
    world.settle(new Effect.Consume(total, ONE));
    world.advance(Duration.ofDays(9));
    sweep();
    sweepSessions();

    assertThat(world.used(total)).isEqualTo(ONE);
    assertThat(world.happened(READ)).isTrue();

    world.advance(Duration.ofDays(1));
    sweep();
    sweepSessions();

    assertThat(world.used(total)).isEqualTo(Value.Num.ZERO);
    assertThat(world.happened(READ)).isFalse();
  }

  private void sweepSessions() {
    for (int i = 0; i < MANY; i++) {
      String session = "other-" + i;
      world.settle(
          world.use(session, "page://1"),
          new Effect.Remember(session, "read", "page://1", Value.Struct.EMPTY));
    }
  }
}
