package dev.actp.cli;

import dev.actp.runtime.testing.Coverage;
import dev.actp.runtime.testing.CoverageReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one run of tests found.
 *
 * @param files in the order of the roots, then of their paths
 * @param coverage files named as the user would; null where it was not counted
 * @param strict whether a claim that is not proven fails the run
 */
record TestRun(
    List<TestedFile> files,
    Diagnostics diagnostics,
    @Nullable CoverageReport coverage,
    boolean strict) {

  /** Runs the tests of some roots. */
  static TestRun of(List<PolicyRoot> roots, TestFilter filter, boolean counted, boolean strict)
      throws IOException {
    Diagnostics found = new Diagnostics();
    List<TestedFile> files = new ArrayList<>();
    List<CoverageReport.Seen> seen = new ArrayList<>();
    for (PolicyRoot root : roots) {
      Shown shown = new Shown(root.shown());
      Coverage coverage = counted ? new Coverage() : null;
      for (TestedFile file : TestedFile.runAll(root, shown, filter, coverage)) {
        found.add(shown, file.diagnostics());
        files.add(file);
      }
      if (coverage != null) {
        coverage.report().sites().forEach(each -> seen.add(shown.of(each)));
      }
    }
    return new TestRun(files, found, counted ? new CoverageReport(seen) : null, strict);
  }

  long tests() {
    return files.stream().mapToLong(file -> file.tests().size()).sum();
  }

  long failed() {
    return files.stream().mapToLong(file -> file.failures().count()).sum();
  }

  long claims() {
    return files.stream().mapToLong(file -> file.claims().size()).sum();
  }

  long errors() {
    return diagnostics.errors();
  }

  boolean passed() {
    return failed() == 0 && errors() == 0 && (!strict || claims() == 0);
  }

  /** Whether nothing was there to run, and nothing says why. */
  boolean empty() {
    return tests() == 0 && errors() == 0;
  }
}
