package dev.actp.compiler.suggest;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.resolve.SourceLoader;
import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.compiler.testing.CompiledTests;
import dev.actp.compiler.testing.TestCompiler;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.TestFile;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.testing.TestPlan;
import dev.actp.runtime.testing.TestResult;
import dev.actp.runtime.testing.TestRunner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files at hand as they are, or as they could be. */
final class Version {
  private final PolicyCompiler compiler;
  private final List<CompiledFile> files;
  private final List<String> tests;

  /**
   * Compiles the files.
   *
   * @param policies paths of policies and guardrails
   * @param tests paths of tests
   */
  Version(SourceLoader loader, List<String> policies, List<String> tests) {
    this.compiler = new PolicyCompiler(loader);
    this.files = compiler.compile(policies).files();
    this.tests = tests;
  }

  List<CompiledFile> files() {
    return files;
  }

  /** The policies and guardrails. */
  List<Policy> policies() {
    return files.stream().map(CompiledFile::policy).flatMap(Optional::stream).toList();
  }

  /** What is wrong, each with the words by which it is known in any version. */
  Map<String, Diagnostic> diagnostics() {
    Map<String, Diagnostic> all = new TreeMap<>();
    for (CompiledFile file : files) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        all.put(
            file.path() + " " + diagnostic.code().id() + " " + diagnostic.message(), diagnostic);
      }
    }
    return all;
  }

  /** The tests that fail, by a name that they have in any version. */
  Map<String, Suggestion.FailingTest> failing() {
    Map<String, Suggestion.FailingTest> failing = new TreeMap<>();
    RuleCompiler rules = new RuleCompiler();
    for (String path : tests) {
      if (compiler.compile(path).unit() instanceof TestFile unit) {
        CompiledTests compiled = TestCompiler.compile(compiler, path, unit);
        TestPlan plan = compiled.plan();
        if (plan == null) {
          failing.put(path, broken(path, compiled.diagnostics()));
        } else {
          run(compiled, plan, rules).forEach(each -> failing.put(name(path, each), of(each)));
        }
      }
    }
    return failing;
  }

  private static List<TestResult.Failed> run(
      CompiledTests compiled, TestPlan plan, RuleCompiler rules) {
    TestRunner runner =
        new TestRunner(
            new PolicyDecider(), compiled.policies().stream().map(rules::compile).toList());
    return plan.cases().parallelStream()
        .map(runner::run)
        .filter(TestResult.Failed.class::isInstance)
        .map(TestResult.Failed.class::cast)
        .toList();
  }

  private static String name(String path, TestResult.Failed failed) {
    return path + " " + failed.testCase().title() + " " + failed.testCase().row();
  }

  private static Suggestion.FailingTest of(TestResult.Failed failed) {
    var step = failed.failure().step();
    return new Suggestion.FailingTest(
        failed.testCase().title(),
        step.file() + ":" + step.line(),
        step.text(),
        failed.failure().expected(),
        failed.failure().actual());
  }

  private static Suggestion.FailingTest broken(String path, List<Diagnostic> diagnostics) {
    String why =
        diagnostics.stream()
            .filter(Diagnostic::isError)
            .map(Diagnostic::message)
            .findFirst()
            .orElse("an error");
    return new Suggestion.FailingTest("all tests of the file", path, "", "tests that compile", why);
  }
}
