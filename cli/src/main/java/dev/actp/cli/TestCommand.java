package dev.actp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      description = "only tests with TEXT in their file, title or requirement, whatever the case")
  private String filter = "";

  @Option(
      names = {"-v", "--verbose"},
      description = "list the tests that pass, too")
  private boolean verbose;

  @Option(names = "--strict", description = "fail where a claim is not proven")
  private boolean strict;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "the form of the report: ${COMPLETION-CANDIDATES}")
  private TestFormat format = TestFormat.TEXT;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "where to write the report; people read text beside it")
  private @Nullable Path output;

  @Option(names = "--watch", description = "run again whenever a file changes, until interrupted")
  private boolean watch;

  @Mixin private CoverageOptions coverage = new CoverageOptions();

  @Mixin private MutationOptions mutation = new MutationOptions();

  TestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    coverage.check();
    mutation.check();
    if (!watch) {
      return run();
    }
    try (FileWatch files = FileWatch.of(PathArguments.resolve(console.folder(), paths))) {
      int last = run();
      while (files.changed()) {
        console.note("");
        last = run();
      }
      return last;
    }
  }

  private int run() throws IOException {
    List<PolicyRoot> roots = PathArguments.resolve(console.folder(), paths);
    TestRun run = TestRun.of(roots, new TestFilter(filter), coverage.counted(), strict);
    run.diagnostics().print(console);
    boolean quiet = format != TestFormat.TEXT && output == null;
    if (output != null) {
      OutputFile.write(console.folder().resolve(output), format.of(run));
    }
    if (quiet) {
      console.say(format.of(run));
    } else if (!run.empty()) {
      new TestReport(console.outStyle(), verbose).lines(run).forEach(console::say);
    }
    int covered =
        run.coverage() == null
            ? ExitCode.GOOD
            : coverage.report(run.coverage(), console, quiet || run.empty());
    if (run.empty()) {
      console.note("actp: " + none());
      return ExitCode.FAILED;
    }
    if (!run.passed()) {
      return ExitCode.FAILED;
    }
    return Math.max(covered, mutation.report(roots, new TestFilter(filter), console, quiet));
  }

  private String none() {
    return filter.isEmpty()
        ? "no tests found; they stand in files that start with `tests for`"
        : "no test has `" + filter + "` in its file, title or requirement";
  }
}
