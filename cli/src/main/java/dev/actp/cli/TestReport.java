package dev.actp.cli;

import dev.actp.runtime.testing.TestCase;
import dev.actp.runtime.testing.TestResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What people read after a test run.
 *
 * @param verbose whether tests that passed are listed
 */
record TestReport(Style style, boolean verbose) {

  /** The whole run. */
  List<String> lines(TestRun run) {
    List<String> lines = new ArrayList<>();
    run.files().forEach(file -> lines.addAll(lines(file, run.strict())));
    lines.add(summary(run));
    return lines;
  }

  /** A file's tests: those that failed with all that is known about it. */
  private List<String> lines(TestedFile file, boolean strict) {
    List<String> lines = new ArrayList<>();
    if (file.tests().isEmpty() && file.claims().isEmpty()) {
      return lines;
    }
    long failed = file.failures().count();
    boolean good = failed == 0 && !(strict && !file.claims().isEmpty());
    String mark = good ? style.good("pass") : style.bad("FAIL");
    lines.add(mark + "  " + file.name() + "  " + counts(file.tests().size(), failed));
    FailureText text = new FailureText(style, file.shown());
    for (TestedFile.Ran ran : file.tests()) {
      switch (ran.result()) {
        case TestResult.Passed passed when verbose ->
            lines.add("  " + style.good("pass") + "  " + name(passed.testCase()));
        case TestResult.Passed passed -> {}
        case TestResult.Failed one -> {
          lines.add("");
          text.lines(one).forEach(line -> lines.add(line.isEmpty() ? "" : "  " + line));
        }
      }
    }
    if (failed > 0) {
      lines.add("");
    }
    file.claims().forEach(claim -> lines.add("  not proven yet: " + claim.text()));
    return lines;
  }

  /** The test, and what it is evidence for. */
  static String name(TestCase test) {
    return test.requirement() == null ? test.name() : test.name() + " (" + test.requirement() + ")";
  }

  private String counts(long tests, long failed) {
    String count = Words.count(tests, "test");
    return failed == 0 ? count : failed + " of " + count + " failed";
  }

  /** One line about all files. */
  private String summary(TestRun run) {
    String all = Words.count(run.tests(), "test") + ": ";
    String outcome =
        run.failed() > 0
            ? style.bad(run.failed() + " failed")
            : run.errors() > 0 ? style.bad("not all could run") : style.good("all passed");
    String claims = ", " + Words.count(run.claims(), "claim") + " not proven yet";
    return all + outcome + (run.claims() == 0 ? "" : run.strict() ? style.bad(claims) : claims);
  }
}
