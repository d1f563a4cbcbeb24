package dev.actp.runtime.policy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A declared window of wall-clock time: inside if any item is. Two are equal that are the same
 * time, whatever they are called, as their {@linkplain Canonical canonical text} is.
 *
 * @param name for people only
 */
public record TimeWindow(String name, ZoneId zone, List<Item> items) {
  public TimeWindow {
    items = List.copyOf(items);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimeWindow window
        && zone.equals(window.zone)
        && items.equals(window.items);
  }

  @Override
  public int hashCode() {
    return Objects.hash(zone, items);
  }

  /** One stretch of a window. */
  public sealed interface Item {
    /**
     * A clock range on days of the week, half-open, in minutes of the day (0 to 1440). Where {@code
     * to <= from} it runs past midnight and belongs to the day on which it starts.
     */
    record Weekly(Set<DayOfWeek> days, int fromMinute, int toMinute) implements Item {
      public Weekly {
        days = Set.copyOf(days);
      }
    }

    /** Whole days, both included. */
    record Dates(LocalDate from, LocalDate to) implements Item {}
  }
}
