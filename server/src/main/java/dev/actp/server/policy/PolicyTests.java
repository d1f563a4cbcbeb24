package dev.actp.server.policy;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.compiler.testing.CompiledTests;
import dev.actp.compiler.testing.TestCompiler;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.dsl.syntax.TestFile;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.Failure;
import dev.actp.runtime.testing.TestCase;
import dev.actp.runtime.testing.TestResult;
import dev.actp.runtime.testing.TestRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the tests of a snapshot, as {@code actp test} does, on one thread within a time. */
final class PolicyTests implements AutoCloseable {
  /** Problems that are told. */
  private static final int TOLD_MAX = 20;

  private final Duration atMost;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          0,
          1,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().name("policy-tests").daemon().factory());

  PolicyTests(Duration atMost) {
    this.atMost = atMost;
  }

  /** What is wrong with the tests, or fails in them; nothing where all is well. */
  List<String> problems(Snapshot snapshot) {
    Future<List<String>> running;
    try {
      running = thread.submit(() -> run(snapshot));
    } catch (RejectedExecutionException e) {
      return List.of("the tests of an earlier change still run");
    }
    try {
      return running.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      return List.of("the tests take more than " + atMost.toSeconds() + " s");
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      return List.of("the tests were interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a test broke its runner", e.getCause());
    }
  }

  private static List<String> run(Snapshot snapshot) {
    PolicyCompiler compiler = new PolicyCompiler(snapshot);
    List<String> problems = new ArrayList<>();
    for (String path : snapshot.files().keySet()) {
      if (problems.size() < TOLD_MAX && !Thread.currentThread().isInterrupted()) {
        run(compiler, path, problems);
      }
    }
    return problems.subList(0, Math.min(problems.size(), TOLD_MAX));
  }

  private static void run(PolicyCompiler compiler, String path, List<String> problems) {
    CompiledFile file = compiler.compile(path);
    if (!(file.unit() instanceof TestFile unit)) {
      if (file.failed()) {
        problems.add(new TextRenderer(false).render(errors(file.diagnostics())));
      }
      return;
    }
    CompiledTests tests = TestCompiler.compile(compiler, path, unit);
    List<Diagnostic> wrong = new ArrayList<>(errors(file.diagnostics()));
    wrong.addAll(errors(tests.diagnostics()));
    if (tests.plan() == null || !wrong.isEmpty()) {
      problems.add(new TextRenderer(false).render(wrong));
      return;
    }
    RuleCompiler rules = new RuleCompiler();
    List<CompiledPolicy> policies = tests.policies().stream().map(rules::compile).toList();
    TestRunner runner = new TestRunner(new PolicyDecider(), policies, null);
    for (TestCase test : tests.plan().cases()) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      if (runner.run(test) instanceof TestResult.Failed failed) {
        problems.add(text(failed));
      }
    }
  }

  private static List<Diagnostic> errors(List<Diagnostic> diagnostics) {
    return diagnostics.stream().filter(Diagnostic::isError).toList();
  }

  private static String text(TestResult.Failed failed) {
    Failure failure = failed.failure();
    Source step = failure.step();
    String row = failed.testCase().row() == 0 ? "" : ", row " + failed.testCase().row();
    return """
    the test `%s`%s fails
      %s  (%s:%d:%d)
      expected  %s
      but came  %s
    """
        .formatted(
            failed.testCase().title(),
            row,
            step.text(),
            step.file(),
            step.line(),
            step.column(),
            failure.expected(),
            failure.actual());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
