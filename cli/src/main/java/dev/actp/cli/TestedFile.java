package dev.actp.cli;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.resolve.FolderSources;
import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.compiler.testing.CompiledTests;
import dev.actp.compiler.testing.TestCompiler;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.TestFile;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.Coverage;
import dev.actp.runtime.testing.TestCase;
import dev.actp.runtime.testing.TestPlan;
import dev.actp.runtime.testing.TestResult;
import dev.actp.runtime.testing.TestRunner;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A test file that was run.
 *
 * @param tests in the order of the file; none where it has an error
 * @param claims what it claims of every request, which is not proven yet
 */
record TestedFile(
    String path, Shown shown, List<Ran> tests, List<Source> claims, List<Diagnostic> diagnostics) {

  /** A test that was run, and how long that took. */
  record Ran(TestResult result, Duration took) {}

  /**
   * Runs all test files of a root, side by side; in the order of their paths.
   *
   * @param coverage counts what the tests see, of policies without a test too; null for nothing
   */
  static List<TestedFile> runAll(
      PolicyRoot root, Shown shown, TestFilter filter, @Nullable Coverage coverage)
      throws IOException {
    PolicyCompiler compiler = new PolicyCompiler(new FolderSources(root.folder()));
    RuleCompiler rules = new RuleCompiler();
    return root.files().parallelStream()
        .map(path -> run(compiler, rules, path, shown, filter, coverage))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Empty for a file that was read and holds no tests. */
  private static Optional<TestedFile> run(
      PolicyCompiler compiler,
      RuleCompiler rules,
      String path,
      Shown shown,
      TestFilter filter,
      @Nullable Coverage coverage) {
    CompiledFile file = compiler.compile(path);
    if (file.unit() instanceof TestFile unit) {
      CompiledTests tests = TestCompiler.compile(compiler, path, unit);
      List<Diagnostic> diagnostics = new ArrayList<>(file.diagnostics());
      diagnostics.addAll(tests.diagnostics());
      TestPlan plan = tests.plan() == null ? TestPlan.EMPTY : tests.plan();
      String named = shown.of(path);
      List<TestCase> wanted =
          plan.cases().stream().filter(test -> filter.wants(named, test)).toList();
      List<Source> claims =
          plan.claims().stream().filter(claim -> filter.wants(named, claim)).toList();
      List<Ran> ran = run(tests, rules, wanted, coverage);
      return Optional.of(new TestedFile(path, shown, ran, claims, diagnostics));
    }
    if (coverage != null) {
      file.policy().ifPresent(coverage::add);
    }
    return file.unit() == null
        ? Optional.of(new TestedFile(path, shown, List.of(), List.of(), file.diagnostics()))
        : Optional.empty();
  }

  private static List<Ran> run(
      CompiledTests tests, RuleCompiler rules, List<TestCase> cases, @Nullable Coverage coverage) {
    if (cases.isEmpty()) {
      return List.of();
    }
    List<CompiledPolicy> policies = tests.policies().stream().map(rules::compile).toList();
    TestRunner runner = new TestRunner(new PolicyDecider(), policies, coverage);
    return cases.parallelStream().map(test -> timed(runner, test)).toList();
  }

  private static Ran timed(TestRunner runner, TestCase test) {
    long start = System.nanoTime();
    TestResult result = runner.run(test);
    return new Ran(result, Duration.ofNanos(System.nanoTime() - start));
  }

  /** The path as the user would write it. */
  String name() {
    return shown.of(path);
  }

  /** How its tests came out, in their order. */
  List<TestResult> results() {
    return tests.stream().map(Ran::result).toList();
  }

  Stream<TestResult.Failed> failures() {
    return results().stream()
        .filter(TestResult.Failed.class::isInstance)
        .map(TestResult.Failed.class::cast);
  }

  Stream<Diagnostic> errors() {
    return diagnostics.stream().filter(Diagnostic::isError);
  }
}
