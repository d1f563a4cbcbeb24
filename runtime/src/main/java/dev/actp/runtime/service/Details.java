package dev.actp.runtime.service;

import dev.actp.runtime.value.Value;
import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what a record says of an act. */
final class Details {
  private final TreeMap<String, Value> members = new TreeMap<>();

  Details text(String name, @Nullable String value) {
    return value == null ? this : value(name, new Value.Text(value));
  }

  Details texts(String name, Collection<String> values) {
    return value(
        name, new Value.Sequence(values.stream().sorted().<Value>map(Value.Text::new).toList()));
  }

  Details value(String name, Value value) {
    members.put(name, value);
    return this;
  }

  Value.Struct struct() {
    return new Value.Struct(members);
  }
}
