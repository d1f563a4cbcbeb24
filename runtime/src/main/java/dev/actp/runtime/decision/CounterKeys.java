package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.value.CanonicalForm;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fills in the keys of counters, as one link of the chain sees them. */
public final class CounterKeys {
  private CounterKeys() {}

  /** The live counter; nothing where a value of its key is absent or at fault. */
  public static Optional<CounterKey> of(Counter counter, Situation situation) {
    List<Counter.Key> keys = counter.keys();
    if (keys.size() == 1 && keys.getFirst() == Counter.Key.Of.AGENT) {
      return Optional.of(new CounterKey(counter, List.of(situation.link().agent())));
    }
    List<String> values = new ArrayList<>(keys.size());
    for (Counter.Key key : keys) {
      String value = value(key, situation);
      if (value == null) {
        return Optional.empty();
      }
      values.add(value);
    }
    return Optional.of(new CounterKey(counter, values));
  }

  private static @Nullable String value(Counter.Key key, Situation situation) {
    return switch (key) {
      case Counter.Key.Of of -> own(of, situation);
      case Counter.Key.SessionValue(String name) -> member(situation.session(), name);
      case Counter.Key.Attribute(String name) -> member(situation.attributes(), name);
    };
  }

  private static String own(Counter.Key.Of key, Situation situation) {
    return switch (key) {
      case AGENT -> situation.link().agent();
      case TENANT -> situation.request().tenant();
      case TOKEN -> situation.link().jti();
      case SESSION -> situation.token().session();
      case RESOURCE -> situation.request().resource();
    };
  }

  private static @Nullable String member(Result values, String name) {
    Value value = values instanceof Value.Struct struct ? struct.members().get(name) : null;
    return value == null ? null : new String(CanonicalForm.typed(value), StandardCharsets.UTF_8);
  }
}
