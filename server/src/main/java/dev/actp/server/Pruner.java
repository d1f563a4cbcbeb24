package dev.actp.server;

import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Retention;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has what is kept for too long let go, every minute, on a thread of its own. */
final class Pruner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pruner.class);

  /** Each a transaction of some hundred rows, between which decisions are made. */
  private static final int ROUNDS = 100;

  private final DecisionService service;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("pruner").daemon().factory());

  Pruner(DecisionService service, InstantSource clock) {
    this.service = service;
    this.clock = clock;
    var unused = thread.scheduleWithFixedDelay(this::pruneOrSay, 1, 1, TimeUnit.MINUTES);
  }

  private void pruneOrSay() {
    try {
      prune();
    } catch (RuntimeException e) { // the next minute tries again
      LOG.warn("what is kept for too long could not be let go", e);
    }
  }

  /** Lets go what is due now; false where some is left for the next time. */
  boolean prune() {
    return Retention.prune(service, clock.instant(), ROUNDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
