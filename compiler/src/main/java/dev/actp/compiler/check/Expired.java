package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.WindowItem;
import java.time.LocalDate;

/** Dates that are over: a window that never opens again, a monitor mode that enforces by now. */
final class Expired implements Check {
  private static final int LONGEST_MONITORING_IN_DAYS = 90;

  private final LocalDate today;

  Expired(LocalDate today) {
    this.today = today;
  }

  @Override
  public void run(LoweredPolicy policy, Report report) {
    for (Declaration declaration : policy.scope().file().declarations()) {
      if (declaration instanceof Declaration.Window window) {
        check(window, report);
      } else if (declaration instanceof Declaration.Monitor monitor) {
        check(monitor, report);
      }
    }
  }

  /** A day later everywhere on earth, so that no zone is still inside. */
  private void check(Declaration.Window window, Report report) {
    boolean over =
        window.items().stream()
            .allMatch(
                item ->
                    item instanceof WindowItem.Dates dates
                        && dates.to().isBefore(today.minusDays(1)));
    if (over) {
      report.add(
          Diagnostic.warning(
                  Code.OVER,
                  "the window `" + window.name() + "` is over for good",
                  window.name().span())
              .withHelp("give it new dates, or remove it with the clauses that name it"));
    }
  }

  private void check(Declaration.Monitor monitor, Report report) {
    if (!monitor.until().isAfter(today)) {
      report.add(
          Diagnostic.warning(Code.OVER, "monitor mode is over: the policy enforces", monitor.span())
              .withHelp("remove the line"));
    } else if (monitor.until().isAfter(today.plusDays(LONGEST_MONITORING_IN_DAYS))) {
      report.add(
          Diagnostic.warning(
                  Code.OVER,
                  "monitor mode that lasts over "
                      + LONGEST_MONITORING_IN_DAYS
                      + " days cannot be activated yet",
                  monitor.span())
              .withHelp("choose a date up to " + today.plusDays(LONGEST_MONITORING_IN_DAYS)));
    }
  }
}
