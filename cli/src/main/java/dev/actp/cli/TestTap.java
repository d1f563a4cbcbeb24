package dev.actp.cli;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.runtime.testing.Failure;
import dev.actp.runtime.testing.TestResult;
import java.util.ArrayList;
import java.util.List;

/** A test run in the Test Anything Protocol, version 14 (testanything.org). */
final class TestTap {
  private final TestRun run;
  private final List<String> lines = new ArrayList<>();
  private int number;

  private TestTap(TestRun run) {
    this.run = run;
  }

  static String of(TestRun run) {
    TestTap tap = new TestTap(run);
    run.files().forEach(tap::file);
    List<String> all = new ArrayList<>(List.of("TAP version 14", "1.." + tap.number));
    all.addAll(tap.lines);
    return String.join("\n", all);
  }

  private void file(TestedFile file) {
    for (TestedFile.Ran ran : file.tests()) {
      String name = file.name() + ": " + TestReport.name(ran.result().testCase());
      switch (ran.result()) {
        case TestResult.Passed passed -> point(true, name, "");
        case TestResult.Failed failed -> {
          point(false, name, "");
          failure(failed, file.shown());
        }
      }
    }
    for (var claim : file.claims()) {
      String name = file.name() + ": " + claim.text();
      point(!run.strict(), name, run.strict() ? "" : " # SKIP not proven yet");
    }
    file.errors().forEach(error -> error(error, file));
  }

  private void point(boolean good, String name, String directive) {
    String escaped = name.replace("\\", "\\\\").replace("#", "\\#").replaceAll("\\s+", " ");
    lines.add((good ? "ok " : "not ok ") + ++number + " - " + escaped + directive);
  }

  private void failure(TestResult.Failed failed, Shown shown) {
    Failure failure = failed.failure();
    lines.add("  ---");
    yaml("at", shown.of(failure.step()));
    yaml("step", failure.step().text());
    yaml("expected", failure.expected());
    yaml("actual", failure.actual());
    lines.add("  account: |");
    new FailureText(Style.PLAIN, shown)
        .lines(failed)
        .forEach(line -> lines.add(line.isEmpty() ? "" : "    " + line));
    lines.add("  ...");
  }

  private void error(Diagnostic error, TestedFile file) {
    point(false, file.name() + ": compiles", "");
    lines.add("  ---");
    yaml("message", file.shown().of(error).toString());
    lines.add("  ...");
  }

  /** A JSON string is a YAML scalar in double quotes. */
  private void yaml(String key, String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    lines.add("  " + key + ": " + quoted.append('"'));
  }
}
