package dev.actp.server.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * Something counted by kind: a cell for each constant of an enum, so that no caller can make one
 * more. Thread-safe; adding allocates nothing.
 */
public final class Counts<E extends Enum<E>> {
  private final Map<E, LongAdder> cells;

  Counts(Class<E> kinds) {
    cells = new EnumMap<>(kinds);
    for (E kind : kinds.getEnumConstants()) {
      cells.put(kind, new LongAdder());
    }
  }

  /** There was one more. */
  public void add(E kind) {
    Objects.requireNonNull(cells.get(kind)).increment();
  }

  void each(BiConsumer<E, LongAdder> cell) {
    cells.forEach(cell);
  }
}
