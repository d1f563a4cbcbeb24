package dev.actp.compiler.clause;

import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.types.Zones;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Declaration.Window;
import dev.actp.dsl.syntax.WindowItem;
import dev.actp.runtime.policy.TimeWindow;
import dev.actp.runtime.policy.TimeWindow.Item;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** {@code window NAME = ...}. */
final class WindowDeclaration {
  private WindowDeclaration() {}

  /** Reports what is wrong with a window where it is declared. */
  static void check(Window window, Report report) {
    String zone = window.zone().value();
    if (Zones.find(zone).isEmpty()) {
      report.error(
          Code.UNKNOWN_ZONE,
          "there is no time zone `" + zone + "`",
          window.zone().span(),
          Zones.help(zone));
    }
  }

  /** What it means; empty where it is in error, which {@link #check} reports. */
  static Optional<TimeWindow> lower(Window window) {
    return Zones.find(window.zone().value())
        .map(
            zone ->
                new TimeWindow(
                    window.name().text(),
                    zone,
                    window.items().stream().map(WindowDeclaration::item).toList()));
  }

  private static Item item(WindowItem item) {
    return switch (item) {
      case WindowItem.Weekdays week ->
          new Item.Weekly(days(week.from(), week.to()), week.hours().from(), week.hours().to());
      case WindowItem.Daily daily ->
          new Item.Weekly(EnumSet.allOf(DayOfWeek.class), daily.hours().from(), daily.hours().to());
      case WindowItem.Dates dates -> new Item.Dates(dates.from(), dates.to());
    };
  }

  /** From a day to a day, both included, over the end of the week if need be. */
  private static Set<DayOfWeek> days(DayOfWeek from, DayOfWeek to) {
    Set<DayOfWeek> days = EnumSet.of(to);
    for (DayOfWeek day = from; day != to; day = day.plus(1)) {
      days.add(day);
    }
    return days;
  }
}
