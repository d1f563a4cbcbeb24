package dev.actp.compiler.expression;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.CounterKeys;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The expressions that read facts. */
final class FactReads {
  private FactReads() {}

  static Evaluator used(Counter counter) {
    return frame -> {
      Optional<CounterKey> key = CounterKeys.of(counter, frame.situation());
      return key.isEmpty()
          ? new Fault(Fault.Kind.ABSENT, "a key of the limit has no value")
          : amount(frame.situation().facts().read(new FactKey.Usage(key.get())));
    };
  }

  private static Result amount(Reading reading) {
    return reading instanceof Reading.Used(Value amount) ? amount : unreadable("usage");
  }

  private static Fault unreadable(String what) {
    return Faults.unavailable("the " + what + " could not be read");
  }

  static Evaluator happened(Expr.Happened happened) {
    PatternSource on = happened.on() == null ? null : PatternSource.of(happened.on());
    return frame -> {
      Situation situation = frame.situation();
      SortedMap<String, Value> with = new TreeMap<>();
      for (String name : happened.with()) {
        Result value = given(name, situation);
        if (!(value instanceof Value same)) {
          return value;
        }
        with.put(name, same);
      }
      Value.Struct same = with.isEmpty() ? Value.Struct.EMPTY : new Value.Struct(with);
      return on == null
          ? read(happened, null, same, situation)
          : on.first(situation, pattern -> read(happened, pattern, same, situation));
    };
  }

  /** The attribute as it was given, since that is what the session's history remembers. */
  private static Result given(String name, Situation situation) {
    if (situation.attributes() instanceof Fault fault) {
      return fault;
    }
    Value value = situation.request().attributes().members().get(name);
    return value == null ? Faults.absent(name) : value;
  }

  private static Result read(
      Expr.Happened happened, @Nullable Pattern on, Value.Struct with, Situation situation) {
    boolean succeeded = happened.succeeded();
    FactKey key =
        new FactKey.History(
            situation.token().session(),
            happened.action(),
            on,
            !succeeded,
            with,
            happened.within(),
            succeeded);
    return situation.facts().read(key) instanceof Reading.Truth(boolean done)
        ? Value.Bool.of(done)
        : unreadable("session's history");
  }
}
