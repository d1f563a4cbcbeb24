package dev.actp.server.export;

import dev.actp.runtime.export.ShownRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how long a batch may take, whatever the collector does: one that accepts and never reads,
 * never answers, or says a byte now and then. A delivery runs on a thread of its own, a virtual one
 * so that an interruption ends what it waits for on a socket; there is never a second one beside
 * it.
 */
final class TimedDelivery implements Delivery {
  /** How long a batch may take. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  /** How long one that was given up is waited for. */
  private static final Duration UNWINDING = Duration.ofSeconds(5);

  private final Delivery delivery;
  private final InstantSource clock;
  private @Nullable Thread thread;
  private volatile @Nullable UnderWay underWay;

  private record UnderWay(FutureTask<Long> batch, Instant since) {

    /** A clock that was set back says nothing about how long it has been. */
    boolean tooLong(Instant now) {
      return now.isBefore(since) || !now.isBefore(since.plus(LONGEST));
    }
  }

  TimedDelivery(Delivery delivery, InstantSource clock) {
    this.delivery = delivery;
    this.clock = clock;
  }

  @Override
  public long deliver(List<ShownRecord> records) throws IOException {
    FutureTask<Long> batch = new FutureTask<>(() -> delivery.deliver(records));
    try {
      if (thread != null && !thread.join(UNWINDING)) {
        throw new IOException("a delivery that was given up has not ended yet");
      }
      underWay = new UnderWay(batch, clock.instant());
      thread = Thread.ofVirtual().name("actp-delivery").start(batch);
      return batch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (CancellationException e) {
      throw new IOException(
          "a batch was not taken within " + LONGEST.toSeconds() + " s and is sent again", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException why ? why : new IOException(e.getCause());
    } finally {
      underWay = null;
      batch.cancel(true);
    }
  }

  /** Gives up what has been under way for too long. For any thread, again and again. */
  void check() {
    UnderWay one = underWay;
    if (one != null && one.tooLong(clock.instant())) {
      one.batch().cancel(true);
    }
  }
}
