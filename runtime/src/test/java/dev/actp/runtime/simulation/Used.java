package dev.actp.runtime.simulation;

import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.service.Act;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What has been used of a counter, recounted from every use that there ever was. */
record Used(Past past, Instant now) {

  BigDecimal of(Event.Charged counter) {
    BigDecimal sum = BigDecimal.ZERO;
    Map<Long, Event.Decided> open = openUnits();
    for (Event.Decided use : past.all(Event.Decided.class, Event.Decided::use)) {
      for (Event.Charged charge : use.charges()) {
        if (charge.sameCounter(counter) && counts(counter.counter(), use, open)) {
          sum = sum.add(charge.amount());
        }
      }
    }
    return sum;
  }

  private boolean counts(Counter counter, Event.Decided use, Map<Long, Event.Decided> open) {
    boolean inside = inside(counter.window(), use.at());
    return switch (counter.kind()) {
      case COUNT, QUOTA -> inside;
      case BUDGET -> inside && !givenBack(use);
      case OPEN -> open.containsKey(use.index());
    };
  }

  private boolean givenBack(Event.Decided use) {
    Act.Outcome outcome = past.outcome(use.index());
    return outcome != null && outcome != Act.Outcome.SUCCEEDED;
  }

  private boolean inside(Window window, Instant at) {
    return switch (window) {
      case Window.Total ignored -> true;
      case Window.Sliding sliding -> now.isBefore(at.plus(sliding.length()));
      case Window.Calendar calendar -> start(calendar, at).equals(start(calendar, now));
    };
  }

  /** The wall-clock time at which a calendar unit began. */
  private static LocalDateTime start(Window.Calendar window, Instant at) {
    LocalDateTime local = LocalDateTime.ofInstant(at, window.zone());
    return switch (window.unit()) {
      case MINUTE -> local.truncatedTo(ChronoUnit.MINUTES);
      case HOUR -> local.truncatedTo(ChronoUnit.HOURS);
      case DAY -> local.truncatedTo(ChronoUnit.DAYS);
      case WEEK ->
          local.truncatedTo(ChronoUnit.DAYS).minusDays(local.getDayOfWeek().getValue() - 1L);
      case MONTH -> local.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
    };
  }

  /** The uses that took a unit which is neither given back nor released. */
  private Map<Long, Event.Decided> openUnits() {
    Map<Long, Event.Decided> open = new LinkedHashMap<>();
    for (Event event : past.events()) {
      if (event instanceof Event.Decided use && use.use() && takesUnit(use)) {
        open.put(use.index(), use);
      } else if (event instanceof Event.Reported report) {
        if (report.outcome() != Act.Outcome.SUCCEEDED) {
          open.remove(report.use());
        } else {
          release(open, report.use());
        }
      }
    }
    return open;
  }

  private static boolean takesUnit(Event.Decided use) {
    return use.charges().stream().anyMatch(one -> one.counter().kind() == Counter.Kind.OPEN);
  }

  /** The oldest unit of the same session, else the oldest of all, on the same resource. */
  private void release(Map<Long, Event.Decided> open, long by) {
    Event.Decided releasing = past.decided(by);
    if (releasing == null || !releasing.action().equals(Counted.RELEASE)) {
      return;
    }
    open.values().stream()
        .filter(unit -> unit.resource().equals(releasing.resource()))
        .min(
            (one, other) -> {
              boolean same = one.session().equals(releasing.session());
              boolean otherSame = other.session().equals(releasing.session());
              return same == otherSame
                  ? Long.compare(one.index(), other.index())
                  : Boolean.compare(otherSame, same);
            })
        .ifPresent(unit -> open.remove(unit.index()));
  }
}
