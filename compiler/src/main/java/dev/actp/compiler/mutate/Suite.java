package dev.actp.compiler.mutate;

import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.resolve.ImportPath;
import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.compiler.testing.CompiledTests;
import dev.actp.compiler.testing.TestCompiler;
import dev.actp.dsl.syntax.Import;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.TestFile;
import dev.actp.dsl.syntax.Text;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.testing.TestCase;
import dev.actp.runtime.testing.TestResult;
import dev.actp.runtime.testing.TestRunner;
import dev.actp.runtime.testing.TestStep;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A test file, and the files that its tests depend on.
 *
 * @param targets the files under test, each with itself and all that it imports
 */
record Suite(String path, TestFile unit, Map<String, Set<String>> targets) {

  /** Empty for a file that holds no tests. */
  static Optional<Suite> of(PolicyCompiler compiler, String path) {
    if (!(compiler.compile(path).unit() instanceof TestFile unit)) {
      return Optional.empty();
    }
    Map<String, Set<String>> targets = new LinkedHashMap<>();
    for (Text target : unit.targets()) {
      ImportPath.resolve(path, target.value())
          .ifPresent(file -> targets.put(file, reached(compiler, file)));
    }
    return Optional.of(new Suite(path, unit, targets));
  }

  private static Set<String> reached(PolicyCompiler compiler, String file) {
    Set<String> reached = new LinkedHashSet<>();
    collect(compiler, file, reached);
    return reached;
  }

  private static void collect(PolicyCompiler compiler, String file, Set<String> reached) {
    if (compiler.compile(file).unit() instanceof PolicyFile policy && reached.add(file)) {
      for (Import library : policy.imports()) {
        ImportPath.resolve(file, library.path().value())
            .ifPresent(path -> collect(compiler, path, reached));
      }
    }
  }

  /** The files under test that mean something else when a file does. */
  Stream<String> targetsOf(String file) {
    return targets.entrySet().stream()
        .filter(target -> target.getValue().contains(file))
        .map(Map.Entry::getKey);
  }

  /** Whether a test fails, or cannot be compiled any more, with what the compiler now reads. */
  boolean notices(PolicyCompiler compiler, RuleCompiler rules, Predicate<TestCase> wanted) {
    CompiledTests tests = TestCompiler.compile(compiler, path, unit);
    if (tests.plan() == null) {
      return true;
    }
    TestRunner runner =
        new TestRunner(new PolicyDecider(), tests.policies().stream().map(rules::compile).toList());
    return tests.plan().cases().stream()
        .filter(wanted)
        .sorted(Comparator.comparingLong(test -> steps(test.steps())))
        .anyMatch(test -> runner.run(test) instanceof TestResult.Failed);
  }

  /** How long a test takes, more or less: the short ones come first. */
  private static long steps(List<TestStep> steps) {
    return steps.stream()
        .mapToLong(
            step ->
                step instanceof TestStep.Repeat repeat ? repeat.times() * steps(repeat.steps()) : 1)
        .sum();
  }
}
