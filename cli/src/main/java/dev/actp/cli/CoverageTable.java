package dev.actp.cli;

import dev.actp.runtime.testing.CoverageReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What tests saw of policies, for people: a line a file, and below it what was never seen. */
record CoverageTable(Style style) {

  List<String> lines(CoverageReport report) {
    List<String> lines = new ArrayList<>();
    int width = report.files().stream().mapToInt(String::length).max().orElse(0);
    int wide = Math.max(width, "coverage".length());
    lines.add("");
    lines.add(row("coverage", "seen", "of", "", wide));
    for (String file : report.files()) {
      CoverageReport part = report.of(file);
      lines.add(row(file, part, wide));
      for (CoverageReport.Seen seen : part.sites()) {
        missing(seen, lines);
      }
    }
    if (report.files().size() != 1) {
      lines.add(row("all", report, wide));
    }
    return lines;
  }

  private String row(String name, CoverageReport report, int width) {
    String percent = percent(report.percent()) + " %";
    boolean whole = report.covered() == report.outcomes();
    return row(
        name,
        String.valueOf(report.covered()),
        String.valueOf(report.outcomes()),
        whole ? style.good(percent) : style.warning(percent),
        width);
  }

  private static String row(String name, String seen, String all, String percent, int width) {
    String gap = " ".repeat(Math.max(0, width - name.length()));
    return "%s%s  %5s  %5s  %s".formatted(name, gap, seen, all, percent).stripTrailing();
  }

  /** A tenth of a percent, rounded down: only what is whole is called so. */
  static String percent(double percent) {
    return String.format(Locale.ROOT, "%.1f", Math.floor(percent * 10) / 10);
  }

  private void missing(CoverageReport.Seen seen, List<String> lines) {
    List<String> never =
        seen.outcomes().stream()
            .filter(outcome -> outcome.times() == 0)
            .map(CoverageReport.Outcome::what)
            .toList();
    if (!never.isEmpty()) {
      String place = seen.site().source().line() + ":" + seen.site().source().column();
      lines.add("  %-7s %s".formatted(place, style.strong(seen.site().source().text())));
      never.forEach(what -> lines.add("            never seen: " + what));
    }
  }
}
