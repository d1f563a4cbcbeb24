package dev.actp.runtime.store;

import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index behind the ledger. It takes at most half of one processor, and begins at most
 * four times a second, so that commits have the rest of the processor and most of the disk to
 * themselves; readers look through what it has not come to.
 */
final class Indexing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);
  private static final long RETRY_SECONDS = 10;
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final AuditIndex index;
  private final Semaphore news = new Semaphore(1);
  private final Thread thread;
  private volatile boolean closed;

  Indexing(AuditIndex index) {
    this.index = index;
    thread = Thread.ofPlatform().daemon().name("actp-audit-index").unstarted(this::run);
    thread.start();
  }

  /** There is more to take in. */
  void announce() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  /** How many records it has, over all tenants; from any thread. */
  long indexed() {
    return index.indexed();
  }

  private void run() {
    try {
      while (!closed) {
        news.acquire();
        news.drainPermits();
        catchUp();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void catchUp() throws InterruptedException {
    try {
      int done;
      do {
        long began = System.nanoTime();
        done = index.advance();
        long rest = System.nanoTime() - began;
        TimeUnit.NANOSECONDS.sleep(done < AuditIndex.BATCH ? Math.max(rest, REST_NANOS) : rest);
      } while (done > 0 && !closed);
    } catch (SQLException | RuntimeException e) {
      if (!closed) {
        LOG.warn("the index of the records waits {} s; reading takes longer", RETRY_SECONDS, e);
        TimeUnit.SECONDS.sleep(RETRY_SECONDS);
        announce();
      }
    }
  }

  /** Stops between two batches; the next start goes on from there. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    index.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
