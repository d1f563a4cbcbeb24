package dev.actp.server.policy;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.attenuation.AttenuationCompiler;
import dev.actp.compiler.resolve.MemorySources;
import dev.actp.compiler.resolve.SourceLoader;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.runtime.decision.Attenuations;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/**
 * Compiles policies on a few threads of its own, each within a time, so that a hostile text costs
 * nobody but its sender. Thread-safe.
 */
public final class PolicyBuilder implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int WAITING_MAX = 16;
  private static final Duration EACH_AT_MOST = Duration.ofSeconds(5);

  private final BiFunction<Policy, Attenuations, CompiledPolicy> rules;
  private final AttenuationCompiler attenuations = new AttenuationCompiler();
  private final ThreadPoolExecutor threads;

  /**
   * @param rules makes a policy executable, given what tells what tokens narrow of it
   */
  public PolicyBuilder(BiFunction<Policy, Attenuations, CompiledPolicy> rules) {
    this.rules = rules;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().name("policies-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Builds the policy that a file declares, within the bounds. */
  public Built build(String main, Map<String, String> files) {
    return build(main, new MemorySources(files));
  }

  /** Builds the policy that a file declares, within the bounds. */
  public Built build(String main, SourceLoader sources) {
    Future<Built> building;
    try {
      building = threads.submit(() -> compile(main, new ReadSources(sources)));
    } catch (RejectedExecutionException e) {
      return Built.TooMuch.TOO_MUCH;
    }
    try {
      return building.get(EACH_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      building.cancel(true);
      return Built.TooMuch.TOO_MUCH;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Built.TooMuch.TOO_MUCH;
    } catch (ExecutionException e) {
      throw new IllegalStateException("`" + main + "` broke the compiler", e.getCause());
    }
  }

  /**
   * Builds a policy that is the server's own, on the caller's thread: its text is known, so that it
   * takes what it takes, however busy the machine is.
   */
  public Built buildOwn(String main, String text) {
    return compile(main, new ReadSources(new MemorySources(Map.of(main, text))));
  }

  private Built compile(String main, ReadSources sources) {
    CompiledFile file = new PolicyCompiler(sources).compile(main);
    if (file.failed()) {
      return new Built.Wrong(file.diagnostics());
    }
    return file.policy()
        .<Built>map(policy -> ready(policy, main, sources.texts(), file.diagnostics()))
        .orElse(Built.Nothing.NOTHING);
  }

  private Built ready(
      Policy policy, String main, SortedMap<String, String> texts, List<Diagnostic> warnings) {
    CompiledPolicy compiled = rules.apply(policy, attenuations.of(main, texts));
    return new Built.Ready(compiled, main, texts, warnings);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
