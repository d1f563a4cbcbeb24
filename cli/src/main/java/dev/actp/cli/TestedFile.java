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
import dev.actp.runtime.testing.TestCase;
import dev.actp.runtime.testing.TestPlan;
import dev.actp.runtime.testing.TestResult;
import dev.actp.runtime.testing.TestRunner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A test file that was run.
 *
 * @param results in the order of the file; none where it has an error
 * @param claims what it claims of every request, which is not proven yet
 */
record TestedFile(
    String path,
    Shown shown,
    List<TestResult> results,
    List<Source> claims,
    List<Diagnostic> diagnostics) {

  /** Runs all test files of a root, side by side; in the order of their paths. */
  static List<TestedFile> runAll(PolicyRoot root, Shown shown, String filter) throws IOException {
    PolicyCompiler compiler = new PolicyCompiler(new FolderSources(root.folder()));
    return root.files().parallelStream()
        .map(path -> run(compiler, path, shown, filter))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Empty for a file that was read and holds no tests. */
  private static Optional<TestedFile> run(
      PolicyCompiler compiler, String path, Shown shown, String filter) {
    CompiledFile file = compiler.compile(path);
    if (file.unit() instanceof TestFile unit) {
      CompiledTests tests = TestCompiler.compile(compiler, path, unit);
      List<Diagnostic> diagnostics = new ArrayList<>(file.diagnostics());
      diagnostics.addAll(tests.diagnostics());
      TestPlan plan = tests.plan() == null ? TestPlan.EMPTY : tests.plan();
      List<TestResult> results = results(tests, wanted(plan, filter));
      return Optional.of(new TestedFile(path, shown, results, plan.claims(), diagnostics));
    }
    return file.unit() == null
        ? Optional.of(new TestedFile(path, shown, List.of(), List.of(), file.diagnostics()))
        : Optional.empty();
  }

  private static List<TestCase> wanted(TestPlan plan, String filter) {
    String lower = filter.toLowerCase(Locale.ROOT);
    return plan.cases().stream()
        .filter(test -> test.title().toLowerCase(Locale.ROOT).contains(lower))
        .toList();
  }

  private static List<TestResult> results(CompiledTests tests, List<TestCase> cases) {
    if (cases.isEmpty()) {
      return List.of();
    }
    RuleCompiler rules = new RuleCompiler();
    List<CompiledPolicy> policies = tests.policies().stream().map(rules::compile).toList();
    TestRunner runner = new TestRunner(new PolicyDecider(), policies);
    return cases.parallelStream().map(runner::run).toList();
  }

  Stream<TestResult.Failed> failures() {
    return results.stream()
        .filter(TestResult.Failed.class::isInstance)
        .map(TestResult.Failed.class::cast);
  }
}
