package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Suggestion;
import dev.actp.dsl.parser.grammar.ActpParser.DatesContext;
import dev.actp.dsl.parser.grammar.ActpParser.WeekdayContext;
import dev.actp.dsl.parser.grammar.ActpParser.WindowItemContext;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.WindowItem;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

/** Builds dates, times, and the items of windows. */
final class Times {
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final int MINUTES_OF_DAY = 24 * 60;

  private final Leaves leaves;
  private final Reports reports;

  Times(Leaves leaves, Reports reports) {
    this.leaves = leaves;
    this.reports = reports;
  }

  OffsetDateTime timestamp(String written, Span span) {
    LocalDate date = date(written.substring(0, 10), span);
    try {
      return OffsetDateTime.parse(date + written.substring(10));
    } catch (DateTimeException e) {
      String message = "`" + written + "` is no time of day with an offset";
      String help =
          "hours run to 23, minutes and seconds to 59, fractions to nine digits, offsets to 18:00";
      reports.error(Code.INVALID_CLOCK_TIME, message, span, help);
      return OffsetDateTime.MIN;
    }
  }

  LocalDate date(String written, Span span) {
    try {
      return LocalDate.parse(written);
    } catch (DateTimeException e) {
      String message = "there is no " + written;
      reports.error(Code.INVALID_DATE, message, span, "write year, month and day of a real date");
      return LocalDate.EPOCH;
    }
  }

  WindowItem item(WindowItemContext node) {
    Span span = leaves.span(node);
    if (node.dates() != null) {
      return dates(node.dates(), span);
    }
    WindowItem.ClockRange hours =
        hours(node.clockRange().getText(), leaves.span(node.clockRange()));
    WeekdayContext first = node.weekday().getFirst();
    WeekdayContext last = node.weekday().getLast();
    if (first.getText().equals("daily") && first.equals(last)) {
      return new WindowItem.Daily(hours, span);
    }
    DayOfWeek from = day(first);
    return new WindowItem.Weekdays(from, first.equals(last) ? from : day(last), hours, span);
  }

  private DayOfWeek day(WeekdayContext node) {
    int index = DAYS.indexOf(node.getText());
    if (index < 0) {
      String word = node.getText();
      String near = word.length() < 3 ? "" : word.substring(0, 3).toLowerCase(Locale.ROOT);
      String all = "write `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun` or `daily`";
      String help =
          DAYS.contains(near) ? "write `" + near + "`" : Suggestion.help(word, DAYS).orElse(all);
      reports.unexpected("a weekday", leaves.span(node), help);
    }
    return DayOfWeek.of(Math.max(index, 0) + 1);
  }

  private WindowItem dates(DatesContext node, Span span) {
    String written = node.getText();
    LocalDate from = date(written.substring(0, 10), span);
    LocalDate to = written.length() == 10 ? from : date(written.substring(12), span);
    if (to.isBefore(from)) {
      String message = "`" + written + "` runs backwards";
      reports.error(Code.EMPTY_RANGE, message, span, "write the earlier date first");
    }
    return new WindowItem.Dates(from, to, span);
  }

  private WindowItem.ClockRange hours(String written, Span span) {
    int from = minutes(written.substring(0, 5), span);
    int to = minutes(written.substring(6), span);
    if (from == to && from >= 0) {
      String message = "`" + written + "` is empty";
      reports.error(Code.EMPTY_RANGE, message, span, "write `00:00-24:00` for the whole day");
    } else if (from == MINUTES_OF_DAY) {
      String message = "`24:00` cannot start a range";
      reports.error(Code.INVALID_CLOCK_TIME, message, span, "write `00:00`");
    }
    return new WindowItem.ClockRange(from, to);
  }

  private int minutes(String clock, Span span) {
    int hour = Integer.parseInt(clock.substring(0, 2));
    int minute = Integer.parseInt(clock.substring(3));
    boolean midnight = hour == 24 && minute == 0;
    if ((hour > 23 || minute > 59) && !midnight) {
      String message = "there is no " + clock;
      String help = "hours run to 23 and minutes to 59; `24:00` may end a range";
      reports.error(Code.INVALID_CLOCK_TIME, message, span, help);
      return -1;
    }
    return hour * 60 + minute;
  }
}
