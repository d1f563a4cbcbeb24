package dev.actp.runtime.service;

import dev.actp.runtime.decision.Decider;
import dev.actp.runtime.decision.Reason;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the functions are computed that take longer than the writer may be kept: {@code sql} and
 * {@code sensitive}. A request whose decision lacks results is decided here over what the writer
 * read for it, for nothing but the results, and goes back to the writer.
 */
final class FunctionThreads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionThreads.class);

  private final Decider decider;
  private final FunctionBounds bounds;
  private final InstantSource wall;
  private final LongSupplier monotonic;
  private final ThreadPoolExecutor threads;
  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

  FunctionThreads(Settings settings) {
    decider = settings.decider();
    bounds = settings.functions();
    wall = settings.wall();
    monotonic = settings.monotonic();
    threads =
        new ThreadPoolExecutor(
            bounds.threads(),
            bounds.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(bounds.waiting()),
            Thread.ofPlatform().name("actp-function-", 1).daemon().factory());
  }

  /** Computes what a request lacks and hands it on; or refuses it. Either happens once. */
  void compute(Deciding.Lacking lacking, Consumer<Job.Ask> then) {
    String tenant = lacking.ask().enforcement().request().tenant();
    if (underWay.merge(tenant, 1, Integer::sum) > bounds.eachTenant()) {
      done(tenant);
      refuse(lacking.ask(), "too many requests of the tenant wait for functions");
      return;
    }
    var unused =
        submit(lacking)
            .orTimeout(bounds.longest().toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (ignored, failure) -> {
                  done(tenant);
                  if (failure == null) {
                    then.accept(lacking.ask().again(monotonic.getAsLong()));
                  } else {
                    refuse(
                        lacking.ask(),
                        "the functions of its policies could not be computed in time");
                  }
                });
  }

  private CompletableFuture<Void> submit(Deciding.Lacking lacking) {
    try {
      return CompletableFuture.runAsync(() -> decide(lacking), threads);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.failedFuture(full);
    }
  }

  private void decide(Deciding.Lacking lacking) {
    Enforcement asked = lacking.ask().enforcement();
    try {
      decider.decide(lacking.policies(), asked.request(), asked.token(), lacking.facts());
    } catch (
        Throwable failure) { // the memo keeps it, so that the writer denies for it, and records
      LOG.error("a function failed", failure);
    }
  }

  /** How many requests wait for a thread. */
  int waiting() {
    return threads.getQueue().size();
  }

  private void done(String tenant) {
    underWay.computeIfPresent(tenant, (ignored, count) -> count == 1 ? null : count - 1);
  }

  private void refuse(Job.Ask ask, String why) {
    ask.refuse(Reason.Code.OVERLOADED, why, wall.instant());
  }

  /** Takes nothing more. What is under way is still handed on; what waits is given up in time. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
