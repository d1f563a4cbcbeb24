package dev.actp.compiler.mutate;

import dev.actp.dsl.syntax.WindowItem;
import dev.actp.dsl.syntax.WindowItem.ClockRange;
import java.time.DayOfWeek;
import java.util.List;
import java.util.stream.Stream;

/** Windows that begin or end a minute or a day earlier or later, or lack one of their parts. */
final class WindowVariants {
  private static final int DAY = 24 * 60;

  private WindowVariants() {}

  static Stream<Variant<List<WindowItem>>> of(List<WindowItem> items) {
    return Stream.concat(Variant.dropping(items, 1), Variant.ofOne(items, WindowVariants::item));
  }

  private static Stream<Variant<WindowItem>> item(WindowItem item) {
    return (switch (item) {
          case WindowItem.Weekdays days -> weekdays(days);
          case WindowItem.Daily daily ->
              hours(daily.hours()).map(hours -> new WindowItem.Daily(hours, daily.span()));
          case WindowItem.Dates dates -> dates(dates);
        })
        .flatMap(other -> Variant.of(item, other));
  }

  private static Stream<WindowItem> weekdays(WindowItem.Weekdays days) {
    Stream<WindowItem> hours =
        hours(days.hours())
            .map(range -> new WindowItem.Weekdays(days.from(), days.to(), range, days.span()));
    return Stream.concat(hours, days.from() == days.to() ? longer(days) : others(days));
  }

  private static Stream<WindowItem> longer(WindowItem.Weekdays days) {
    return Stream.of(
        weekdays(days, days.from().minus(1), days.to()),
        weekdays(days, days.from(), days.to().plus(1)));
  }

  private static Stream<WindowItem> others(WindowItem.Weekdays days) {
    Stream<WindowItem> shorter =
        Stream.of(
            weekdays(days, days.from().plus(1), days.to()),
            weekdays(days, days.from(), days.to().minus(1)));
    return Stream.concat(longer(days), shorter);
  }

  private static WindowItem weekdays(WindowItem.Weekdays days, DayOfWeek from, DayOfWeek to) {
    return new WindowItem.Weekdays(from, to, days.hours(), days.span());
  }

  private static Stream<ClockRange> hours(ClockRange hours) {
    return Stream.of(
            new ClockRange(hours.from() - 1, hours.to()),
            new ClockRange(hours.from() + 1, hours.to()),
            new ClockRange(hours.from(), hours.to() - 1),
            new ClockRange(hours.from(), hours.to() + 1))
        .filter(range -> range.from() >= 0 && range.from() < DAY)
        .filter(range -> range.to() >= 0 && range.to() <= DAY && range.to() != range.from());
  }

  private static Stream<WindowItem> dates(WindowItem.Dates dates) {
    return Stream.of(
            new WindowItem.Dates(dates.from().minusDays(1), dates.to(), dates.span()),
            new WindowItem.Dates(dates.from().plusDays(1), dates.to(), dates.span()),
            new WindowItem.Dates(dates.from(), dates.to().minusDays(1), dates.span()),
            new WindowItem.Dates(dates.from(), dates.to().plusDays(1), dates.span()))
        .filter(other -> !other.from().isAfter(other.to()))
        .map(other -> other);
  }
}
