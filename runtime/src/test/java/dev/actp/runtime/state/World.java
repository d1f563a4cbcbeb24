package dev.actp.runtime.state;

import dev.actp.runtime.decision.ApprovalKey;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKey;

/** A state with a clock that a test moves, and short words for what happens to it. */
final class World {
  static final Instant START = Instant.parse("2026-02-16T15:00:00Z");

  static final SecretKey KEY = State.newKey(new SecureRandom());

  State state;
  Instant now = START;
  private long uses;

  World(Bounds bounds) {
    state = State.stored(bounds, KEY);
  }

  World() {
    this(Bounds.DEFAULT);
  }

  void advance(Duration by) {
    now = now.plus(by);
  }

  Settlement settle(Use use, Effect... effects) {
    Decision decision = new Decision(Outcome.ALLOW, null, List.of(), List.of(), List.of(effects));
    return state.settle(use, decision);
  }

  Settlement settle(Effect... effects) {
    return settle(use("s1", "order://1"), effects);
  }

  Use use(String session, String resource) {
    VerifiedToken.Link link =
        new VerifiedToken.Link(
            "jti-" + session, "agent", START, START.plusSeconds(86_400), List.of());
    VerifiedToken token = new VerifiedToken("t", session, Value.Struct.EMPTY, List.of(link));
    Request request = new Request("t", "act", resource, Value.Struct.EMPTY, null, null, true);
    return new Use(uses++, now, request, token);
  }

  Value used(CounterKey counter) {
    return ((Reading.Used) state.facts(now).read(new FactKey.Usage(counter))).amount();
  }

  /** Uses the counter once where fewer than {@code limit} uses count. */
  boolean allows(CounterKey counter, int limit) {
    boolean free = ((Value.Num) used(counter)).value().intValueExact() < limit;
    if (free) {
      settle(new Effect.Consume(counter, Value.Num.of(1)));
    }
    return free;
  }

  Reading.Approval approval(ApprovalKey key) {
    return (Reading.Approval) state.facts(now).read(new FactKey.ApprovalFor(key));
  }

  boolean happened(FactKey.History question) {
    return ((Reading.Truth) state.facts(now).read(question)).value();
  }

  /** The same state, taken to bytes and back. */
  void restart(List<VolatileRow> checkpoint, List<byte[]> journals) {
    State restarted = State.stored(Bounds.DEFAULT, KEY);
    checkpoint.forEach(restarted::restore);
    journals.forEach(restarted::replay);
    state = restarted;
  }

  static CounterKey counter(Counter.Kind kind, Window window, String... values) {
    return counter("scope", kind, window, values);
  }

  static CounterKey counter(String scope, Counter.Kind kind, Window window, String... values) {
    String releasedBy = kind == Counter.Kind.OPEN ? "close" : null;
    List<Counter.Key> keys = new ArrayList<>(List.of());
    for (String ignored : values) {
      keys.add(Counter.Key.Of.AGENT);
    }
    return new CounterKey(
        new Counter("policy", scope, kind, window, "", releasedBy, keys), List.of(values));
  }

  /** A counter of each of some keys, with their values. */
  static CounterKey each(
      String scope, Counter.Kind kind, Window window, Map<Counter.Key, String> keys) {
    String releasedBy = kind == Counter.Kind.OPEN ? "close" : null;
    List<Counter.Key> names = List.copyOf(keys.keySet());
    return new CounterKey(
        new Counter("policy", scope, kind, window, "", releasedBy, names),
        names.stream().map(keys::get).toList());
  }

  static Window sliding(Duration length) {
    return new Window.Sliding(length);
  }

  static Value.Struct struct(Map<String, Value> members) {
    return new Value.Struct(new TreeMap<>(members));
  }
}
