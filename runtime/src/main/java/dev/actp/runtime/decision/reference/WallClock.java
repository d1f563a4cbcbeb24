package dev.actp.runtime.decision.reference;

import dev.actp.runtime.policy.TimeWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Windows of wall-clock time: the instant is converted to local time, so an hour that comes twice
 * counts twice.
 */
final class WallClock {
  private static final int MINUTES_A_DAY = 24 * 60;

  private WallClock() {}

  static boolean inside(TimeWindow window, Instant now) {
    LocalDateTime local = LocalDateTime.ofInstant(now, window.zone());
    return window.items().stream().anyMatch(item -> inside(item, local));
  }

  private static boolean inside(TimeWindow.Item item, LocalDateTime local) {
    return switch (item) {
      case TimeWindow.Item.Dates(var from, var to) ->
          !local.toLocalDate().isBefore(from) && !local.toLocalDate().isAfter(to);
      case TimeWindow.Item.Weekly weekly ->
          startedOn(weekly, local.toLocalDate(), local)
              || startedOn(weekly, local.toLocalDate().minusDays(1), local);
    };
  }

  /** Whether the stretch that starts on the day, if one does, covers the time. */
  private static boolean startedOn(
      TimeWindow.Item.Weekly weekly, LocalDate day, LocalDateTime local) {
    if (!weekly.days().contains(day.getDayOfWeek())) {
      return false;
    }
    boolean overnight = weekly.toMinute() <= weekly.fromMinute();
    LocalDateTime from = day.atStartOfDay().plusMinutes(weekly.fromMinute());
    LocalDateTime to =
        day.atStartOfDay().plusMinutes(weekly.toMinute() + (overnight ? MINUTES_A_DAY : 0));
    return !local.isBefore(from) && local.isBefore(to);
  }
}
