package dev.actp.runtime.testing;

import dev.actp.runtime.policy.TimeWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The instants at which a window opens or closes, and which of them a decision was near: in the
 * last minute before, or in the first one from there. Whether the window was open is the engine's
 * word.
 */
final class Edges {
  private static final int DAY = 24 * 60;
  private static final int WEEK = 7 * DAY;

  private Edges() {}

  /**
   * An edge.
   *
   * @param minutes of the week, from Monday's first, in which it may lie; empty for a date
   * @param date the day that it is the start of, or {@link LocalDate#MIN}
   */
  private record Edge(boolean opens, String label, BitSet minutes, LocalDate date) {
    String before() {
      return "just before it " + verb() + " " + label;
    }

    String from() {
      return "just as it " + verb() + " " + label;
    }

    private String verb() {
      return opens ? "opens" : "closes";
    }

    boolean startsAt(ZonedDateTime minute) {
      return minutes.isEmpty()
          ? minute.toLocalDate().equals(date) && minute.getHour() == 0 && minute.getMinute() == 0
          : minutes.get(minuteOfWeek(minute));
    }
  }

  /** What there is to see of a window, in words. */
  static List<String> of(TimeWindow window) {
    return all(window).stream()
        .flatMap(edge -> List.of(edge.before(), edge.from()).stream())
        .distinct()
        .toList();
  }

  /** What a decision at an instant has seen of it. */
  static Set<String> seen(TimeWindow window, Instant now, boolean open) {
    ZonedDateTime local = now.atZone(window.zone());
    Set<String> seen = new LinkedHashSet<>();
    for (Edge edge : all(window)) {
      if (open == edge.opens() && edge.startsAt(local)) {
        seen.add(edge.from());
      }
      if (open != edge.opens() && edge.startsAt(local.plusMinutes(1))) {
        seen.add(edge.before());
      }
    }
    return seen;
  }

  private static List<Edge> all(TimeWindow window) {
    BitSet open = new BitSet(WEEK);
    window.items().forEach(item -> addTo(open, item));
    List<Edge> edges = new ArrayList<>();
    for (TimeWindow.Item item : window.items()) {
      switch (item) {
        case TimeWindow.Item.Weekly weekly -> {
          add(edges, true, weekly, open);
          add(edges, false, weekly, open);
        }
        case TimeWindow.Item.Dates dates -> {
          edges.add(new Edge(true, "on " + dates.from(), new BitSet(), dates.from()));
          LocalDate end = dates.to().plusDays(1);
          edges.add(new Edge(false, "after " + dates.to(), new BitSet(), end));
        }
      }
    }
    return edges;
  }

  private static void addTo(BitSet open, TimeWindow.Item item) {
    if (item instanceof TimeWindow.Item.Weekly weekly) {
      for (DayOfWeek day : weekly.days()) {
        int from = minute(day, weekly.fromMinute());
        int to = minute(day, end(weekly));
        open.set(from, Math.min(to, WEEK));
        open.set(0, Math.max(0, to - WEEK));
      }
    }
  }

  /** Where two items meet there is no edge. */
  private static void add(
      List<Edge> edges, boolean opens, TimeWindow.Item.Weekly weekly, BitSet open) {
    int minuteOfDay = opens ? weekly.fromMinute() : end(weekly);
    BitSet minutes = new BitSet(WEEK);
    for (DayOfWeek day : weekly.days()) {
      int minute = minute(day, minuteOfDay) % WEEK;
      boolean before = open.get((minute + WEEK - 1) % WEEK);
      if (open.get(minute) == opens && before != opens) {
        minutes.set(minute);
      }
    }
    if (!minutes.isEmpty()) {
      edges.add(new Edge(opens, "at " + clock(minuteOfDay), minutes, LocalDate.MIN));
    }
  }

  private static int end(TimeWindow.Item.Weekly weekly) {
    return weekly.toMinute() <= weekly.fromMinute() ? weekly.toMinute() + DAY : weekly.toMinute();
  }

  private static String clock(int minuteOfDay) {
    int minute = minuteOfDay == DAY ? DAY : minuteOfDay % DAY;
    return "%02d:%02d".formatted(minute / 60, minute % 60);
  }

  private static int minute(DayOfWeek day, int minuteOfDay) {
    return (day.getValue() - 1) * DAY + minuteOfDay;
  }

  private static int minuteOfWeek(ZonedDateTime time) {
    return minute(time.getDayOfWeek(), time.getHour() * 60 + time.getMinute());
  }
}
