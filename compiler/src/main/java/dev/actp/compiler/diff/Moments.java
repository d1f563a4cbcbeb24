package dev.actp.compiler.diff;

import dev.actp.runtime.policy.TimeWindow;
import dev.actp.runtime.policy.TimeWindow.Item;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Instants at which a window of time may open or close: each edge, and a little before it. */
final class Moments {
  private static final LocalDate SOME_MONDAY = LocalDate.of(2026, 1, 5);

  private Moments() {}

  static List<Instant> of(TimeWindow window) {
    List<Instant> moments = new ArrayList<>();
    for (Item item : window.items()) {
      switch (item) {
        case Item.Weekly week -> weekly(week, window.zone(), moments);
        case Item.Dates(LocalDate from, LocalDate to) -> {
          edge(from.atStartOfDay(window.zone()).toInstant(), moments);
          edge(to.plusDays(1).atStartOfDay(window.zone()).toInstant(), moments);
        }
      }
    }
    return moments;
  }

  private static void weekly(Item.Weekly week, ZoneId zone, List<Instant> moments) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (week.days().contains(day)) {
        Instant midnight = SOME_MONDAY.plusDays(day.getValue() - 1L).atStartOfDay(zone).toInstant();
        int length = week.toMinute() - week.fromMinute();
        int end = length > 0 ? week.toMinute() : week.toMinute() + 24 * 60;
        edge(midnight.plusSeconds(60L * week.fromMinute()), moments);
        edge(midnight.plusSeconds(60L * end), moments);
      }
    }
  }

  private static void edge(Instant edge, List<Instant> moments) {
    moments.add(edge);
    moments.add(edge.minusSeconds(60));
  }
}
