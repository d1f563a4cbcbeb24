package dev.actp.dsl.syntax;

import java.time.Duration;

/** The window of a limit or quota. */
public sealed interface Period extends Node {

  /** {@code per day}: a sliding window with a name. */
  record Named(Unit unit, Span span) implements Period {}

  /** {@code per 90s}: any other sliding window. */
  record Sliding(Length length, Span span) implements Period {}

  /** {@code per calendar day in "ZONE"}. */
  record CalendarDay(Text zone, Span span) implements Period {}

  /** {@code in total}: limits only. */
  record Total(Span span) implements Period {}

  /** The named windows. */
  enum Unit {
    MINUTE("minute", Duration.ofMinutes(1)),
    HOUR("hour", Duration.ofHours(1)),
    DAY("day", Duration.ofDays(1)),
    WEEK("week", Duration.ofDays(7)),
    MONTH("month", Duration.ofDays(30));

    private final String word;
    private final Duration length;

    Unit(String word, Duration length) {
      this.word = word;
      this.length = length;
    }

    public String word() {
      return word;
    }

    /** How long it is; a month is 30 days. */
    public Duration length() {
      return length;
    }
  }
}
