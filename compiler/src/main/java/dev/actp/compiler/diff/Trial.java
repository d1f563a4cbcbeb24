package dev.actp.compiler.diff;

import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that may tell two versions apart.
 *
 * @param values what the slots hold; one that is missing is absent from the request
 * @param prelude what has to be done before
 */
record Trial(String action, Map<Slot, Value> values, List<Step> prelude) {
  Trial {
    values = Map.copyOf(values);
    prelude = List.copyOf(prelude);
  }

  /** The same but for one slot; null empties it. */
  Trial with(Slot slot, @Nullable Value value) {
    Map<Slot, Value> changed = new LinkedHashMap<>(values);
    if (value == null) {
      changed.remove(slot);
    } else {
      changed.put(slot, value);
    }
    return new Trial(action, changed, prelude);
  }

  Trial after(List<Step> steps) {
    return new Trial(action, values, steps);
  }

  Scene scene() {
    Instant at =
        values.get(Slot.TIME) instanceof Value.Timestamp(Instant time) ? time : Pools.SOME_TIME;
    return new Scene(
        at,
        of(Slot.Kind.SESSION),
        of(Slot.Kind.AGENT),
        values.get(Slot.IP) instanceof Value.Ip ip ? ip : null,
        values.get(Slot.REASON) instanceof Value.Text(String text) ? text : null);
  }

  String resource() {
    return values.get(Slot.RESOURCE) instanceof Value.Text(String text) ? text : "";
  }

  Value.Struct attributes() {
    return new Value.Struct(of(Slot.Kind.ATTRIBUTE));
  }

  private SortedMap<String, Value> of(Slot.Kind kind) {
    SortedMap<String, Value> members = new TreeMap<>();
    values.forEach(
        (slot, value) -> {
          if (slot.kind() == kind) {
            members.put(slot.name(), value);
          }
        });
    return members;
  }

  Step.Use use(int times) {
    return new Step.Use(action, resource(), attributes(), times, true);
  }
}
