package dev.actp.cli;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.CoverageReport;
import dev.actp.runtime.testing.Failure;
import dev.actp.runtime.testing.TestCase;
import dev.actp.runtime.testing.TestResult;
import dev.actp.runtime.testing.Trace;
import dev.actp.runtime.value.Value;
import java.util.SortedMap;
import java.util.TreeMap;

/** A test run as programs read it: one JSON object, described in docs/testing.md. */
final class TestJson {
  private static final int VERSION = 1;

  private TestJson() {}

  static String of(TestRun run) {
    Value.Struct document =
        Documents.of(
            "version",
            VERSION,
            "passed",
            Value.Bool.of(run.passed()),
            "tests",
            (int) run.tests(),
            "failed",
            (int) run.failed(),
            "claims",
            (int) run.claims(),
            "errors",
            (int) run.errors(),
            "diagnostics",
            run.diagnostics().all().stream().map(TestJson::diagnostic).toList(),
            "files",
            run.files().stream().map(TestJson::file).toList());
    return Documents.write(
        run.coverage() == null ? document : with(document, "coverage", of(run.coverage())));
  }

  private static Value.Struct with(Value.Struct document, String name, Value value) {
    SortedMap<String, Value> members = new TreeMap<>(document.members());
    members.put(name, value);
    return new Value.Struct(members);
  }

  private static Value.Struct file(TestedFile file) {
    return Documents.of(
        "path", file.name(),
        "tests", file.tests().stream().map(ran -> test(ran, file.shown())).toList(),
        "claims", file.claims().stream().map(claim -> place(claim, file.shown())).toList());
  }

  private static Value.Struct test(TestedFile.Ran ran, Shown shown) {
    TestCase test = ran.result().testCase();
    Value.Struct document =
        Documents.of(
            "title", test.title(),
            "row", test.row(),
            "place", place(test.source(), shown),
            "micros", (int) Math.min(ran.took().toNanos() / 1_000, Integer.MAX_VALUE));
    if (test.requirement() != null) {
      document = with(document, "requirement", new Value.Text(test.requirement()));
    }
    return switch (ran.result()) {
      case TestResult.Passed passed -> with(document, "outcome", new Value.Text("passed"));
      case TestResult.Failed failed ->
          with(
              with(document, "outcome", new Value.Text("failed")),
              "failure",
              failure(failed.failure(), shown));
    };
  }

  private static Value.Struct failure(Failure failure, Shown shown) {
    return Documents.of(
        "step", place(failure.step(), shown),
        "rounds",
            failure.rounds().stream()
                .map(round -> Documents.of("number", round.number(), "of", round.of()))
                .toList(),
        "expected", failure.expected(),
        "actual", failure.actual(),
        "clauses", failure.clauses().stream().map(each -> account(each, shown)).toList());
  }

  private static Value.Struct account(Failure.Account account, Shown shown) {
    return Documents.of(
        "policy", account.policy(),
        "capability", account.capability(),
        "clause", place(account.clause(), shown),
        "finding", account.finding(),
        "values", account.trace().lines().stream().map(TestJson::value).toList());
  }

  private static Value.Struct value(Trace.Line line) {
    return Documents.of(
        "depth", line.depth(), "expression", line.expression(), "value", line.value());
  }

  private static Value.Struct place(Source source, Shown shown) {
    return Documents.of(
        "text", source.text(),
        "path", source.file().isEmpty() ? "" : shown.of(source.file()),
        "line", source.line(),
        "column", source.column());
  }

  private static Value.Struct diagnostic(Diagnostic diagnostic) {
    Value.Struct place =
        diagnostic
            .span()
            .file()
            .map(
                file ->
                    Documents.of(
                        "path", file.path(),
                        "line", file.line(diagnostic.span().start()),
                        "column", file.column(diagnostic.span().start())))
            .orElse(Value.Struct.EMPTY);
    return Documents.of(
        "code", diagnostic.code().id(),
        "severity", diagnostic.severity().word(),
        "message", diagnostic.message(),
        "help", diagnostic.help() == null ? "" : diagnostic.help(),
        "place", place);
  }

  private static Value.Struct of(CoverageReport report) {
    return Documents.of(
        "outcomes", report.outcomes(),
        "seen", report.covered(),
        "sites", report.sites().stream().map(TestJson::site).toList());
  }

  private static Value.Struct site(CoverageReport.Seen seen) {
    return Documents.of(
        "policy", seen.site().policy(),
        "capability", seen.site().capability(),
        "place", place(seen.site().source(), new Shown("")),
        "outcomes",
            seen.outcomes().stream()
                .map(each -> Documents.of("what", each.what(), "times", times(each)))
                .toList());
  }

  private static int times(CoverageReport.Outcome outcome) {
    return (int) Math.min(outcome.times(), Integer.MAX_VALUE);
  }
}
