package dev.actp.cli;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.resolve.FolderSources;
import dev.actp.compiler.testing.CompiledTests;
import dev.actp.compiler.testing.TestCompiler;
import dev.actp.dsl.syntax.TestFile;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.testing.Expectation;
import dev.actp.runtime.testing.TestCase;
import dev.actp.runtime.testing.TestPlan;
import dev.actp.runtime.testing.TestStep;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request to try a server with: the first one that a policy's own tests expect to be allowed, in
 * a policy without time windows, so that it is allowed at any hour.
 *
 * @param session what the token has to carry
 */
record ExampleRequest(
    String policy, String action, String resource, Value.Struct attributes, Value.Struct session) {
  private static final String TESTS = "_test.actp";

  /** The first of a folder; empty where no test has one. */
  static Optional<ExampleRequest> of(Path folder) throws IOException {
    FolderSources sources = new FolderSources(folder);
    PolicyCompiler compiler = new PolicyCompiler(sources);
    return sources.paths().stream()
        .filter(path -> path.endsWith(TESTS))
        .map(path -> of(compiler, path))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<ExampleRequest> of(PolicyCompiler compiler, String path) {
    CompiledFile file = compiler.compile(path);
    if (!(file.unit() instanceof TestFile unit)) {
      return Optional.empty();
    }
    CompiledTests tests = TestCompiler.compile(compiler, path, unit);
    TestPlan plan = tests.plan() == null ? TestPlan.EMPTY : tests.plan();
    if (tests.policies().size() != 1 || dependsOnTime(tests.policies().getFirst())) {
      return Optional.empty();
    }
    String policy = tests.policies().getFirst().name();
    return plan.cases().stream()
        .map(test -> of(policy, test))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean dependsOnTime(Policy policy) {
    return policy.capabilities().stream()
        .flatMap(capability -> capability.clauses().stream())
        .anyMatch(clause -> clause.category() == Clause.Category.WINDOW);
  }

  /** The first request of a test, if it is allowed as it is. */
  private static Optional<ExampleRequest> of(String policy, TestCase test) {
    SortedMap<String, Value> session = new TreeMap<>();
    for (TestStep step : test.steps()) {
      switch (step) {
        case TestStep.At at -> {}
        case TestStep.SetSession set -> session.put(set.name(), set.value());
        case TestStep.Ask ask when ask.expectation() instanceof Expectation.Allowed -> {
          return Optional.of(
              new ExampleRequest(
                  policy,
                  ask.action(),
                  ask.resource(),
                  ask.attributes(),
                  new Value.Struct(session)));
        }
        case TestStep other -> {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** The body of a request for a decision. */
  Value.Struct body(String token) {
    return Documents.of(
        "token", token, "action", action, "resource", resource, "context", attributes);
  }
}
