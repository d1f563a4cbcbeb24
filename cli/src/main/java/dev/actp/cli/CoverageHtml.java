package dev.actp.cli;

import dev.actp.runtime.testing.CoverageReport;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What tests saw of policies as one page: the policies' text, each line with what was seen of it.
 * The page asks for nothing from elsewhere, and runs nothing.
 */
final class CoverageHtml {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>Policy coverage</title>
      <style>
      :root { color-scheme: light dark; --all: #2e7d3233; --some: #f9a82540; --none: #c6282833; --faint: #8888; }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
      table { border-collapse: collapse; width: 100%; }
      th { text-align: left; font-weight: 600; }
      td, th { padding: .1rem .6rem; vertical-align: top; }
      td.number, th.number { text-align: right; color: GrayText; font-variant-numeric: tabular-nums; }
      table.source { font: 13px/1.5 ui-monospace, monospace; margin-bottom: 2rem; }
      table.source td.text { white-space: pre-wrap; width: 60%; }
      table.source td.outcomes { font: 12px/1.6 system-ui, sans-serif; }
      tr.all { background: var(--all); } tr.some { background: var(--some); } tr.none { background: var(--none); }
      .never { font-weight: 600; } .seen { color: GrayText; }
      a { color: inherit; }
      </style>
      </head>
      <body>
      <h1>Policy coverage</h1>
      """;

  private final CoverageReport report;
  private final Map<String, String> texts;
  private final StringBuilder page = new StringBuilder(HEAD);

  private CoverageHtml(CoverageReport report, Map<String, String> texts) {
    this.report = report;
    this.texts = texts;
  }

  /**
   * The page.
   *
   * @param texts of the files, by path
   */
  static String of(CoverageReport report, Map<String, String> texts) {
    CoverageHtml html = new CoverageHtml(report, texts);
    html.summary();
    report.files().forEach(html::file);
    return html.page.append("</body>\n</html>").toString();
  }

  private void summary() {
    page.append("<p>An outcome is what a clause can come to: it holds and it fails, a limit is ");
    page.append("reached and recovers. <strong>Bold</strong> is what no test has seen.</p>\n");
    page.append("<table>\n<tr><th>file</th><th class=\"number\">seen</th>");
    page.append("<th class=\"number\">of</th><th class=\"number\">%</th></tr>\n");
    report.files().forEach(file -> row(link(file), report.of(file)));
    row("all", report);
    page.append("</table>\n");
  }

  private String link(String file) {
    return "<a href=\"#file-" + report.files().indexOf(file) + "\">" + escape(file) + "</a>";
  }

  private void row(String name, CoverageReport part) {
    page.append("<tr><td>").append(name).append("</td><td class=\"number\">");
    page.append(part.covered()).append("</td><td class=\"number\">").append(part.outcomes());
    page.append("</td><td class=\"number\">").append(CoverageTable.percent(part.percent()));
    page.append("</td></tr>\n");
  }

  private void file(String file) {
    page.append("<h2 id=\"file-").append(report.files().indexOf(file)).append("\">");
    page.append(escape(file)).append("</h2>\n<table class=\"source\">\n");
    SortedMap<Integer, List<CoverageReport.Outcome>> byLine = CoverageLcov.byLine(report.of(file));
    List<String> lines = texts.getOrDefault(file, "").lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      line(i + 1, lines.get(i), byLine.getOrDefault(i + 1, List.of()));
    }
    page.append("</table>\n");
  }

  private void line(int number, String text, List<CoverageReport.Outcome> outcomes) {
    long seen = outcomes.stream().filter(outcome -> outcome.times() > 0).count();
    String mark = outcomes.isEmpty() ? "" : seen == 0 ? "none" : "some";
    page.append("<tr class=\"").append(seen > 0 && seen == outcomes.size() ? "all" : mark);
    page.append("\"><td class=\"number\">").append(number).append("</td><td class=\"text\">");
    page.append(escape(text)).append("</td><td class=\"outcomes\">");
    for (CoverageReport.Outcome outcome : outcomes) {
      String times = outcome.times() == 0 ? "never" : outcome.times() + "\u00d7";
      page.append("<span class=\"").append(outcome.times() == 0 ? "never" : "seen").append("\">");
      page.append(escape(outcome.what())).append(' ').append(times).append("</span><br>");
    }
    page.append("</td></tr>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
