package dev.actp.cli;

import dev.actp.compiler.mutate.Mutant;
import dev.actp.compiler.mutate.MutationReport;
import dev.actp.dsl.syntax.Characters;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;

/** The changes that no test notices, for people; and for programs, as docs/testing.md says. */
record MutationText(Style style) {
  private static final int VERSION = 1;

  List<String> lines(MutationReport report) {
    List<String> lines = new ArrayList<>(List.of(""));
    for (Mutant mutant : report.survivors()) {
      Source at = mutant.original();
      lines.add("no test notices " + at.file() + ":" + at.line() + ":" + at.column());
      lines.add("  " + style.bad("- " + Characters.visible(at.text())));
      lines.add("  " + style.good("+ " + Characters.visible(changed(mutant))));
    }
    lines.add(summary(report));
    return lines;
  }

  private static String changed(Mutant mutant) {
    return mutant.changed().isEmpty() ? "(left out)" : mutant.changed();
  }

  private String summary(MutationReport report) {
    if (report.mutants() == 0) {
      return "no changes to notice: there is no policy under test that could say something else";
    }
    String share = CoverageTable.percent(report.score()) + " %";
    String untried = report.untried() == 0 ? "" : ", " + report.untried() + " not tried";
    return "%s: %d noticed, %s%s"
        .formatted(
            Words.count(report.mutants(), "change"),
            report.killed(),
            report.survivors().isEmpty() ? style.good(share) : style.warning(share),
            untried);
  }

  static String json(MutationReport report) {
    return Documents.write(
        Documents.of(
            "version", VERSION,
            "mutants", report.mutants(),
            "killed", report.killed(),
            "equivalent", report.equivalent(),
            "invalid", report.invalid(),
            "untried", report.untried(),
            "survivors", report.survivors().stream().map(MutationText::survivor).toList()));
  }

  private static Value.Struct survivor(Mutant mutant) {
    Source at = mutant.original();
    return Documents.of(
        "path", at.file(),
        "line", at.line(),
        "column", at.column(),
        "original", at.text(),
        "changed", mutant.changed());
  }
}
