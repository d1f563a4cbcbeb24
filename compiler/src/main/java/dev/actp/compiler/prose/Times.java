package dev.actp.compiler.prose;

import dev.actp.runtime.policy.TimeWindow;
import dev.actp.runtime.policy.TimeWindow.Item;
import dev.actp.runtime.policy.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Lengths and windows of time in English. */
public final class Times {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
  private static final int MINUTES_OF_A_DAY = 24 * 60;

  private Times() {}

  /** {@code 30 minutes}, {@code 1 hour}. */
  public static String length(Duration length) {
    long seconds = length.toSeconds();
    if (seconds > 0 && seconds % 86_400 == 0) {
      return count(seconds / 86_400, "day");
    }
    if (seconds > 0 && seconds % 3_600 == 0) {
      return count(seconds / 3_600, "hour");
    }
    return seconds > 0 && seconds % 60 == 0
        ? count(seconds / 60, "minute")
        : count(seconds, "second");
  }

  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** {@code in any 24 hours}: the stretch over which a counter counts. */
  public static String counted(Window window) {
    return switch (window) {
      case Window.Sliding(Duration length) when length.equals(Duration.ofDays(1)) ->
          "in any 24 hours";
      case Window.Sliding(Duration length) -> "in any " + length(length).replaceFirst("^1 ", "");
      case Window.Calendar calendar ->
          "in any calendar "
              + calendar.unit().name().toLowerCase(Locale.ROOT)
              + " ("
              + calendar.zone().getId()
              + ")";
      case Window.Total total -> "in total";
    };
  }

  /** The hours of a window, with their zone. */
  public static String hours(TimeWindow window) {
    List<String> items = window.items().stream().map(Times::item).toList();
    return String.join(", ", items) + " (" + window.zone().getId() + " time)";
  }

  private static String item(Item item) {
    return switch (item) {
      case Item.Weekly week -> days(week.days()) + " " + clock(week);
      case Item.Dates(LocalDate from, LocalDate to) when from.equals(to) -> DATE.format(from);
      case Item.Dates(LocalDate from, LocalDate to) ->
          DATE.format(from) + " to " + DATE.format(to) + ", both included";
    };
  }

  private static String clock(Item.Weekly week) {
    if (week.fromMinute() == 0 && week.toMinute() == MINUTES_OF_A_DAY) {
      return "all day";
    }
    String next = week.toMinute() <= week.fromMinute() ? " of the next day" : "";
    return clock(week.fromMinute()) + " to " + clock(week.toMinute()) + next;
  }

  private static String clock(int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
  }

  private static String days(Set<DayOfWeek> days) {
    if (days.size() == DayOfWeek.values().length) {
      return "every day";
    }
    for (DayOfWeek first : DayOfWeek.values()) {
      if (days.contains(first) && !days.contains(first.minus(1))) {
        List<String> run = run(days, first);
        if (run.size() == days.size()) {
          return run.size() == 1 ? run.getFirst() : run.getFirst() + " to " + run.getLast();
        }
      }
    }
    return String.join(", ", days.stream().sorted().map(Times::name).toList());
  }

  private static List<String> run(Set<DayOfWeek> days, DayOfWeek first) {
    List<String> run = new ArrayList<>();
    for (DayOfWeek day = first; days.contains(day) && run.size() < days.size(); day = day.plus(1)) {
      run.add(name(day));
    }
    return run;
  }

  private static String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }
}
