package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredClause;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.expression.Windows;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Clause;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.TimeWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Windows that a capability has to be inside and outside of, and that leave it no time. Looks at
 * each moment at which one of them opens or closes: where all of those are shut, everything is.
 */
final class NoTimeLeft implements Check {
  private static final int MOST_MOMENTS = 20_000;
  private static final int DAYS_PER_WEEK = 7;
  private static final int MINUTES_PER_DAY = 24 * 60;

  /** Days far from every date that a policy names, in the summer and winter time of most zones. */
  private static final List<LocalDate> ORDINARY =
      List.of(LocalDate.of(2199, 1, 15), LocalDate.of(2199, 7, 15));

  @Override
  public void run(LoweredPolicy policy, Report report) {
    policy.capabilities().forEach(capability -> check(capability, report));
  }

  /** A clause, its window, and whether it is to be inside of it. */
  private record Demand(LoweredClause clause, TimeWindow window, boolean inside) {
    boolean holds(Instant moment) {
      return Windows.contains(window, moment) == inside;
    }
  }

  private static void check(LoweredCapability capability, Report report) {
    List<Demand> demands = new ArrayList<>();
    for (LoweredClause clause : capability.clauses()) {
      if (clause.written() instanceof Clause.During) {
        Expr condition = clause.meaning().condition();
        if (condition instanceof Expr.During(TimeWindow window)) {
          demands.add(new Demand(clause, window, true));
        } else if (condition instanceof Expr.Not(Expr.During(TimeWindow window))) {
          demands.add(new Demand(clause, window, false));
        }
      }
    }
    if (demands.size() < 2) {
      return; // a window by itself is never empty, nor all of time but by intention
    }
    Set<Instant> moments = new TreeSet<>();
    demands.forEach(demand -> addMoments(demand.window(), moments));
    boolean looked = moments.size() <= MOST_MOMENTS;
    if (looked && moments.stream().noneMatch(m -> demands.stream().allMatch(d -> d.holds(m)))) {
      report(demands, report);
    }
  }

  private static void report(List<Demand> demands, Report report) {
    Demand last = demands.getLast();
    Diagnostic diagnostic =
        Diagnostic.warning(
            Code.NO_TIME_LEFT,
            "no time satisfies this and the other windows of the capability",
            last.clause().place());
    for (Demand other : demands.subList(0, demands.size() - 1)) {
      diagnostic =
          diagnostic.withLabel(
              other.clause().place(), other.inside() ? "only inside of this" : "only outside");
    }
    report.add(diagnostic);
  }

  private static void addMoments(TimeWindow window, Set<Instant> moments) {
    Set<LocalDate> days = new TreeSet<>();
    ORDINARY.forEach(day -> addWeek(day, days));
    Set<Integer> minutes = new TreeSet<>(Set.of(0));
    for (TimeWindow.Item item : window.items()) {
      switch (item) {
        case TimeWindow.Item.Dates(LocalDate from, LocalDate to) -> {
          addWeek(from, days);
          addWeek(to.plusDays(1), days);
        }
        case TimeWindow.Item.Weekly weekly -> {
          minutes.add(weekly.fromMinute() % MINUTES_PER_DAY);
          minutes.add(weekly.toMinute() % MINUTES_PER_DAY);
        }
      }
    }
    for (LocalDate day : days) {
      for (int minute : minutes) {
        moments.add(day.atStartOfDay().plusMinutes(minute).atZone(window.zone()).toInstant());
      }
      if (moments.size() > MOST_MOMENTS) {
        return;
      }
    }
  }

  private static void addWeek(LocalDate from, Set<LocalDate> days) {
    for (int i = 0; i < DAYS_PER_WEEK; i++) {
      days.add(from.plusDays(i));
    }
  }
}
