package dev.actp.cli;

import dev.actp.runtime.testing.CoverageReport;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What tests saw of policies as an LCOV tracefile (geninfo(1)): an outcome is a branch. */
final class CoverageLcov {
  private CoverageLcov() {}

  static String of(CoverageReport report) {
    List<String> lines = new ArrayList<>();
    for (String file : report.files()) {
      lines.add("TN:");
      lines.add("SF:" + file);
      add(byLine(report.of(file)), lines);
      lines.add("end_of_record");
    }
    return String.join("\n", lines);
  }

  /** The outcomes that lie on each line. */
  static SortedMap<Integer, List<CoverageReport.Outcome>> byLine(CoverageReport file) {
    SortedMap<Integer, List<CoverageReport.Outcome>> byLine = new TreeMap<>();
    for (CoverageReport.Seen seen : file.sites()) {
      byLine
          .computeIfAbsent(seen.site().source().line(), none -> new ArrayList<>())
          .addAll(seen.outcomes());
    }
    return byLine;
  }

  /** How often a line was of any consequence. */
  static long hits(List<CoverageReport.Outcome> outcomes) {
    return outcomes.stream().mapToLong(CoverageReport.Outcome::times).max().orElse(0);
  }

  private static void add(
      SortedMap<Integer, List<CoverageReport.Outcome>> byLine, List<String> lines) {
    long all = 0;
    long taken = 0;
    for (var line : byLine.entrySet()) {
      boolean reached = hits(line.getValue()) > 0;
      int branch = 0;
      for (CoverageReport.Outcome outcome : line.getValue()) {
        String times = reached ? String.valueOf(outcome.times()) : "-";
        lines.add("BRDA:%d,0,%d,%s".formatted(line.getKey(), branch++, times));
        all++;
        taken += outcome.times() > 0 ? 1 : 0;
      }
    }
    lines.add("BRF:" + all);
    lines.add("BRH:" + taken);
    byLine.forEach((line, outcomes) -> lines.add("DA:" + line + "," + hits(outcomes)));
    lines.add("LF:" + byLine.size());
    lines.add("LH:" + byLine.values().stream().filter(each -> hits(each) > 0).count());
  }
}
