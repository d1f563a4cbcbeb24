package dev.actp.cli;

import dev.actp.runtime.testing.TestResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What people read after a test run.
 *
 * @param verbose whether tests that passed are listed
 */
record TestReport(Style style, boolean verbose) {

  /** A file's tests: those that failed with all that is known about it. */
  List<String> lines(TestedFile file) {
    List<String> lines = new ArrayList<>();
    if (file.results().isEmpty() && file.claims().isEmpty()) {
      return lines;
    }
    long failed = file.failures().count();
    String mark = failed == 0 ? style.good("pass") : style.bad("FAIL");
    String path = file.shown().of(file.path());
    lines.add(mark + "  " + path + "  " + counts(file.results().size(), failed));
    FailureText text = new FailureText(style, file.shown());
    for (TestResult result : file.results()) {
      switch (result) {
        case TestResult.Passed passed when verbose ->
            lines.add("  " + style.good("pass") + "  " + passed.testCase().name());
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

  private String counts(long tests, long failed) {
    String count = Words.count(tests, "test");
    return failed == 0 ? count : failed + " of " + count + " failed";
  }

  /** One line about all files. */
  String summary(List<TestedFile> files, long errors) {
    long tests = files.stream().mapToLong(file -> file.results().size()).sum();
    long failed = files.stream().mapToLong(file -> file.failures().count()).sum();
    long claims = files.stream().mapToLong(file -> file.claims().size()).sum();
    String all = Words.count(tests, "test") + ": ";
    String outcome =
        failed > 0
            ? style.bad(failed + " failed")
            : errors > 0 ? style.bad("not all could run") : style.good("all passed");
    String unproven = claims == 0 ? "" : ", " + Words.count(claims, "claim") + " not proven yet";
    return all + outcome + unproven;
  }
}
