package dev.actp.compiler.expression;

import dev.actp.runtime.policy.TimeWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Whether an instant lies in a window of wall-clock time; an hour that comes twice counts both
 * times.
 */
public final class Windows {
  private static final int MINUTES_PER_HOUR = 60;

  private Windows() {}

  /** Whether it does. */
  public static boolean contains(TimeWindow window, Instant instant) {
    LocalDateTime local = LocalDateTime.ofInstant(instant, window.zone());
    for (TimeWindow.Item item : window.items()) {
      if (contains(item, local)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(TimeWindow.Item item, LocalDateTime local) {
    return switch (item) {
      case TimeWindow.Item.Dates(LocalDate from, LocalDate to) -> {
        LocalDate date = local.toLocalDate();
        yield !date.isBefore(from) && !date.isAfter(to);
      }
      case TimeWindow.Item.Weekly weekly -> contains(weekly, local);
    };
  }

  /**
   * A range that ends at or before its start goes on into the next day, and belongs to the day on
   * which it starts.
   */
  private static boolean contains(TimeWindow.Item.Weekly weekly, LocalDateTime local) {
    DayOfWeek today = local.getDayOfWeek();
    int minute = local.getHour() * MINUTES_PER_HOUR + local.getMinute();
    int from = weekly.fromMinute();
    int to = weekly.toMinute();
    if (to > from) {
      return weekly.days().contains(today) && minute >= from && minute < to;
    }
    return (weekly.days().contains(today) && minute >= from)
        || (weekly.days().contains(today.minus(1)) && minute < to);
  }
}
