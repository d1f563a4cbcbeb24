package dev.actp.runtime.state;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Value;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.crypto.SecretKey;

/** A process that fills a state with the keys of a limit, to be given little memory. */
public final class ManyKeys {
  static final int KEYS = 1_000_000;
  private static final int CHECKPOINT = 4_096;
  private static final int BATCH = 512;
  private static final Instant NOW = Instant.parse("2026-02-16T15:00:00Z");

  private static final SecretKey KEY = State.newKey(new SecureRandom());
  private static final Reading ONE_USED = new Reading.Used(Value.Num.of(1));

  private ManyKeys() {}

  /** {@code charged}: key by key, with journals and checkpoints; {@code restored}: from a store. */
  public static void main(String... arguments) {
    State state = State.stored(Bounds.DEFAULT, KEY);
    if (arguments[0].equals("charged")) {
      charge(state, 0, KEYS);
    } else {
      for (int from = 0; from < KEYS; from += CHECKPOINT) {
        State part = State.stored(Bounds.DEFAULT, KEY);
        use(part, from, Math.min(KEYS, from + CHECKPOINT));
        part.takeChanged().forEach(state::restore);
      }
    }
    long kept = 0;
    for (int i = 0; i < KEYS; i++) {
      kept += state.facts(NOW).read(usage(i)).equals(ONE_USED) ? 1 : 0;
    }
    System.out.println("kept " + kept);
  }

  private static void charge(State state, int from, int to) {
    for (int start = from; start < to; start += BATCH) {
      use(state, start, Math.min(to, start + BATCH));
      state.takeJournal();
      if (state.changed() >= CHECKPOINT) {
        state.takeChanged();
      }
    }
  }

  private static void use(State state, int from, int to) {
    for (int i = from; i < to; i++) {
      Effect charge = new Effect.Consume(key(i), Value.Num.of(1));
      Decision decision = new Decision(Outcome.ALLOW, null, List.of(), List.of(), List.of(charge));
      if (state.settle(use(i), decision).refused() != null) {
        throw new IllegalStateException("there is no room for key " + i);
      }
    }
  }

  private static FactKey usage(int i) {
    return new FactKey.Usage(key(i));
  }

  /** Every key with a counter of its own, as a decision may bring one. */
  private static CounterKey key(int i) {
    Counter counter =
        new Counter(
            "policy",
            "scope",
            Counter.Kind.COUNT,
            new Window.Sliding(Duration.ofDays(1)),
            "",
            null,
            List.of(Counter.Key.Of.AGENT));
    return new CounterKey(counter, List.of("agent-of-somebody-" + i));
  }

  private static Use use(int number) {
    VerifiedToken.Link link =
        new VerifiedToken.Link("j", "agent", NOW, NOW.plusSeconds(86_400), List.of());
    VerifiedToken token = new VerifiedToken("t", "s", Value.Struct.EMPTY, List.of(link));
    Request request = new Request("t", "act", "order://1", Value.Struct.EMPTY, null, null, true);
    return new Use(number, NOW, request, token);
  }
}
