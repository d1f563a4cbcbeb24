package dev.actp.cli;

import dev.actp.runtime.testing.TestResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp test PATH...}. */
@Command(name = "test", description = "Run the tests of policies.", mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "test files, or folders with test files in them")
  private List<String> paths = List.of();

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "only tests with TEXT in their title, whatever the case")
  private String filter = "";

  @Option(
      names = {"-v", "--verbose"},
      description = "list the tests that pass, too")
  private boolean verbose;

  TestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Diagnostics found = new Diagnostics();
    List<TestedFile> files = new ArrayList<>();
    for (PolicyRoot root : PathArguments.resolve(console.folder(), paths)) {
      Shown shown = new Shown(root.shown());
      for (TestedFile file : TestedFile.runAll(root, shown, filter)) {
        found.add(shown, file.diagnostics());
        files.add(file);
      }
    }
    found.print(console);
    TestReport report = new TestReport(console.outStyle(), verbose);
    files.forEach(file -> report.lines(file).forEach(console::say));
    long tests = files.stream().mapToLong(file -> file.results().size()).sum();
    if (tests == 0 && found.errors() == 0) {
      console.note("actp: " + none());
      return ExitCode.FAILED;
    }
    console.say(report.summary(files, found.errors()));
    boolean passed = files.stream().flatMap(file -> file.results().stream()).allMatch(this::passed);
    return passed && found.errors() == 0 ? ExitCode.GOOD : ExitCode.FAILED;
  }

  private boolean passed(TestResult result) {
    return switch (result) {
      case TestResult.Passed passed -> true;
      case TestResult.Failed failed -> false;
    };
  }

  private String none() {
    return filter.isEmpty()
        ? "no tests found; they stand in files that start with `tests for`"
        : "no test has `" + filter + "` in its title";
  }
}
