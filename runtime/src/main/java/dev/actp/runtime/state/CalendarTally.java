package dev.actp.runtime.state;

import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Value;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** Uses since the last start of a calendar unit in a zone. */
final class CalendarTally implements Tally {
  private final Window.Calendar window;
  private long start = Long.MIN_VALUE;
  private long next = Long.MIN_VALUE;
  private Value sum = Value.Num.ZERO;

  CalendarTally(Window.Calendar window) {
    this.window = window;
  }

  @Override
  public Value used(long now) {
    if (now >= next) {
      sum = Value.Num.ZERO;
      place(now);
    }
    return sum;
  }

  @Override
  public void add(Charged charged) {
    used(charged.at());
    sum = Sums.plus(sum, charged.amount());
  }

  @Override
  public void giveBack(Charged charged) {
    if (charged.at() >= start && charged.at() < next && !Sums.zero(sum)) {
      sum = Sums.minus(sum, charged.amount());
    }
  }

  @Override
  public boolean idle(long now) {
    return Sums.zero(used(now));
  }

  private void place(long now) {
    ZonedDateTime local = Micros.at(now).atZone(window.zone());
    LocalDate day = local.toLocalDate();
    ZonedDateTime from =
        switch (window.unit()) {
          case MINUTE -> local.truncatedTo(ChronoUnit.MINUTES);
          case HOUR -> local.truncatedTo(ChronoUnit.HOURS);
          case DAY -> day.atStartOfDay(window.zone());
          case WEEK -> monday(day).atStartOfDay(window.zone());
          case MONTH -> day.withDayOfMonth(1).atStartOfDay(window.zone());
        };
    ZonedDateTime to =
        switch (window.unit()) {
          case MINUTE -> from.plusMinutes(1);
          case HOUR -> from.plusHours(1);
          case DAY -> day.plusDays(1).atStartOfDay(window.zone());
          case WEEK -> monday(day).plusDays(7).atStartOfDay(window.zone());
          case MONTH -> day.withDayOfMonth(1).plusMonths(1).atStartOfDay(window.zone());
        };
    start = Micros.of(from.toInstant());
    next = Micros.of(to.toInstant());
  }

  private static LocalDate monday(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  @Override
  public void write(Wire out) {
    out.number(start).number(next).value(sum);
  }

  void read(WireReader in) {
    start = in.number();
    next = in.number();
    sum = in.value();
  }
}
