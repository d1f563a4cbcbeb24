package dev.actp.server.metrics;

import dev.actp.runtime.service.WriterWatch;
import java.util.concurrent.atomic.LongAdder;

/** How long the writer takes for what it does. */
public final class WriterTimes implements WriterWatch {
  private final Times queue;
  private final Times decide;
  private final Times commit;
  private final LongAdder suspended;

  /** Those of a server. */
  public WriterTimes(Metrics metrics) {
    queue = Stage.QUEUE.times(metrics);
    decide = Stage.DECIDE.times(metrics);
    commit = Stage.COMMIT.times(metrics);
    suspended =
        metrics.count("actp.breakers.tripped", "agents that a breaker or a decoy suspended");
  }

  @Override
  public void waited(long nanos) {
    queue.record(nanos);
  }

  @Override
  public void decided(long nanos) {
    decide.record(nanos);
  }

  @Override
  public void committed(long nanos) {
    commit.record(nanos);
  }

  @Override
  public void suspended() {
    suspended.increment();
  }
}
