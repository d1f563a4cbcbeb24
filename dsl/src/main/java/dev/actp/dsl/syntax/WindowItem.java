package dev.actp.dsl.syntax;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** One stretch of a window. */
public sealed interface WindowItem extends Node {

  /**
   * {@code mon-fri 09:00-17:00}; one day where both are equal, and it may wrap ({@code fri-mon}).
   */
  record Weekdays(DayOfWeek from, DayOfWeek to, ClockRange hours, Span span)
      implements WindowItem {}

  /** {@code daily 09:00-17:00}. */
  record Daily(ClockRange hours, Span span) implements WindowItem {}

  /**
   * {@code 2026-12-20..2027-01-02}, both included; one date where both are equal, never backwards.
   */
  record Dates(LocalDate from, LocalDate to, Span span) implements WindowItem {}

  /**
   * Clock times in minutes of the day, half-open; never equal. Where {@code to} is less than {@code
   * from} it runs past midnight.
   *
   * @param from 0 to 1439
   * @param to 0 to 1440
   */
  record ClockRange(int from, int to) {}
}
