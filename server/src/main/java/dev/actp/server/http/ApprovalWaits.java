package dev.actp.server.http;

import dev.actp.runtime.registry.Approval;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers wait for an approval to be answered: 100 at a time, and nobody any more once it is
 * closed. Thread-safe.
 */
final class ApprovalWaits implements AutoCloseable {
  static final Duration LONGEST = Duration.ofSeconds(60);

  /** An approval also ends by itself, which nobody says. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private static final int WAITING_MAX = 100;

  private final Semaphore places = new Semaphore(WAITING_MAX);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private volatile boolean closed;

  /** What waiting gives. */
  sealed interface Waited {}

  /**
   * How it is.
   *
   * @param approval moved on, or as it was when the time was over; null where there is none
   */
  record Seen(@Nullable Approval approval) implements Waited {}

  /** Too many wait already. */
  enum Full implements Waited {
    FULL
  }

  /** Some approval was answered. */
  void moved() {
    lock.lock();
    try {
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The approval as soon as it does not stand open any more, or as it is when the time is over. */
  Waited await(Duration atMost, Supplier<Optional<Approval>> read, Predicate<Approval> stands) {
    Optional<Approval> now = read.get();
    if (atMost.isZero() || closed || now.filter(stands).isEmpty()) {
      return new Seen(now.orElse(null));
    }
    if (!places.tryAcquire()) {
      return Full.FULL;
    }
    try {
      return new Seen(awaited(atMost, read, stands).orElse(null));
    } finally {
      places.release();
    }
  }

  private Optional<Approval> awaited(
      Duration atMost, Supplier<Optional<Approval>> read, Predicate<Approval> stands) {
    lock.lock();
    try {
      long end = System.nanoTime() + atMost.toNanos();
      Optional<Approval> now = read.get();
      long left = atMost.toNanos();
      while (now.filter(stands).isPresent() && left > 0 && !closed) {
        long unused = moved.awaitNanos(Math.min(left, LOOK_AGAIN.toNanos()));
        now = read.get();
        left = end - System.nanoTime();
      }
      return now;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return read.get();
    } finally {
      lock.unlock();
    }
  }

  /** Answers everybody who waits with what there is. */
  @Override
  public void close() {
    closed = true;
    moved();
  }
}
