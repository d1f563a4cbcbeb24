package dev.actp.cli;

import dev.actp.runtime.testing.CoverageReport;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** What tests saw of policies as Cobertura XML (coverage-04.dtd): an outcome is a condition. */
final class CoverageCobertura {
  private final XmlDocument xml;

  private CoverageCobertura(XmlDocument xml) {
    this.xml = xml;
  }

  static String of(CoverageReport report) {
    return XmlDocument.of(xml -> new CoverageCobertura(xml).coverage(report));
  }

  private void coverage(CoverageReport report) {
    long lines = report.files().stream().mapToLong(file -> lines(report.of(file))).sum();
    long hit = report.files().stream().mapToLong(file -> hit(report.of(file))).sum();
    xml.element(
        "coverage",
        () -> {
          xml.element("sources", () -> xml.text("source", "."));
          xml.element("packages", () -> folder(report, rate(hit, lines)));
        },
        "line-rate",
        rate(hit, lines),
        "branch-rate",
        rate(report.covered(), report.outcomes()),
        "lines-covered",
        hit,
        "lines-valid",
        lines,
        "branches-covered",
        report.covered(),
        "branches-valid",
        report.outcomes(),
        "complexity",
        "0",
        "version",
        "actp",
        "timestamp",
        "0");
  }

  private void folder(CoverageReport report, String lineRate) {
    xml.element(
        "package",
        () ->
            xml.element(
                "classes", () -> report.files().forEach(file -> file(file, report.of(file)))),
        "name",
        "policies",
        "line-rate",
        lineRate,
        "branch-rate",
        rate(report.covered(), report.outcomes()),
        "complexity",
        "0");
  }

  private void file(String name, CoverageReport file) {
    xml.element(
        "class",
        () -> {
          xml.element("methods");
          xml.element("lines", () -> CoverageLcov.byLine(file).forEach(this::line));
        },
        "name",
        name,
        "filename",
        name,
        "line-rate",
        rate(hit(file), lines(file)),
        "branch-rate",
        rate(file.covered(), file.outcomes()),
        "complexity",
        "0");
  }

  private void line(int number, List<CoverageReport.Outcome> outcomes) {
    long seen = outcomes.stream().filter(outcome -> outcome.times() > 0).count();
    String share = 100 * seen / outcomes.size() + "%";
    xml.element(
        "line",
        () ->
            xml.element(
                "conditions",
                () -> xml.element("condition", "number", "0", "type", "jump", "coverage", share)),
        "number",
        number,
        "hits",
        CoverageLcov.hits(outcomes),
        "branch",
        "true",
        "condition-coverage",
        share + " (" + seen + "/" + outcomes.size() + ")");
  }

  private static long lines(CoverageReport file) {
    return CoverageLcov.byLine(file).size();
  }

  private static long hit(CoverageReport file) {
    SortedMap<Integer, List<CoverageReport.Outcome>> byLine = CoverageLcov.byLine(file);
    return byLine.values().stream().filter(each -> CoverageLcov.hits(each) > 0).count();
  }

  private static String rate(long part, long whole) {
    return String.format(Locale.ROOT, "%.4f", whole == 0 ? 1.0 : (double) part / whole);
  }
}
