package dev.actp.compiler.notation;

import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Length;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Text;
import dev.actp.dsl.syntax.WindowItem;
import dev.actp.runtime.value.Value;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Constraints on when, and lengths of time. */
final class TimeConstraints {
  private static final String CLOCK =
      "([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])";
  private static final String DAY = "(mon|tue|wed|thu|fri|sat|sun)";
  private static final Pattern HOURS =
      Pattern.compile("(?:" + DAY + "(?:-" + DAY + ")? +)?" + CLOCK + " +(\\S{1,64})");
  private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,5})([smhdw])");
  private static final int MINUTES_A_DAY = 24 * 60;

  private TimeConstraints() {}

  /** {@code "09:00-17:00 UTC"}, {@code "mon-fri 09:00-17:00 America/New_York"}. */
  static void allowedHours(Given given, Draft.Parts parts) {
    given.text().ifPresent(text -> during(given, parts, "allowed_hours", text, false));
  }

  /** A window that the policy defines under {@code windows}, or the hours themselves. */
  static void notDuring(Given given, Draft.Parts parts) {
    given
        .text()
        .ifPresent(
            text -> {
              if (HOURS.matcher(text).matches()) {
                during(given, parts, "not_during", text, true);
              } else if (given.draft().definedWindow(text) instanceof Value.Text(var hours)) {
                during(given, parts, text, hours, true);
              } else {
                given.wrong(
                    "a window that the policy defines: add `\"windows\": {\""
                        + text
                        + "\": \"sun 02:00-04:00 UTC\"}` beside `constraints`");
              }
            });
  }

  private static void during(
      Given given, Draft.Parts parts, String name, String hours, boolean negated) {
    Optional<Declaration.Window> window = window(name, hours);
    if (window.isEmpty()) {
      given.wrong("hours such as `09:00-17:00 UTC` or `mon-fri 09:00-17:00 Europe/Berlin`");
      return;
    }
    given.draft().window(window.get());
    parts.add(new Clause.During(negated, Name.of(name), Span.NONE));
  }

  private static Optional<Declaration.Window> window(String name, String text) {
    Matcher hours = HOURS.matcher(text.strip());
    if (!hours.matches()) {
      return Optional.empty();
    }
    int from = minutes(hours.group(3), hours.group(4));
    int to = minutes(hours.group(5), hours.group(6));
    if (from == to || to > MINUTES_A_DAY || !isZone(hours.group(7))) {
      return Optional.empty();
    }
    WindowItem.ClockRange range = new WindowItem.ClockRange(from, to);
    WindowItem item;
    if (hours.group(1) == null) {
      item = new WindowItem.Daily(range, Span.NONE);
    } else {
      DayOfWeek first = day(hours.group(1));
      DayOfWeek last = hours.group(2) == null ? first : day(hours.group(2));
      item = new WindowItem.Weekdays(first, last, range, Span.NONE);
    }
    return Optional.of(
        new Declaration.Window(
            List.of(), Name.of(name), List.of(item), Text.of(hours.group(7)), Span.NONE));
  }

  private static DayOfWeek day(String word) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().toLowerCase(Locale.ROOT).startsWith(word)) {
        return day;
      }
    }
    throw new IllegalArgumentException(word);
  }

  private static int minutes(String hour, String minute) {
    return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
  }

  private static boolean isZone(String zone) {
    try {
      ZoneId.of(zone);
      return true;
    } catch (DateTimeException unknown) {
      return false;
    }
  }

  /** {@code "5m"}. */
  static Optional<Length> length(Given given) {
    Optional<Length> length = length(given.value());
    if (length.isEmpty()) {
      given.wrong("a length of time such as `5m`");
    }
    return length;
  }

  static Optional<Length> length(Value value) {
    if (value instanceof Value.Text(var text)) {
      Matcher length = LENGTH.matcher(text);
      if (length.matches()) {
        for (Length.Unit unit : Length.Unit.values()) {
          if (unit.suffix().equals(length.group(2))) {
            return Optional.of(Length.of(Long.parseLong(length.group(1)), unit));
          }
        }
      }
    }
    return Optional.empty();
  }
}
