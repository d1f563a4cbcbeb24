package dev.actp.server.http;

import dev.actp.runtime.registry.Approval;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lets callers wait for an approval to be answered. Who comes when too many wait is answered at
 * once. Thread-safe.
 */
final class ApprovalWaits {
  static final Duration LONGEST = Duration.ofSeconds(60);

  /** An approval also ends by itself, which nobody says. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private static final int WAITING_MAX = 100;

  private final Semaphore places = new Semaphore(WAITING_MAX);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

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
  Optional<Approval> await(
      Duration atMost, Supplier<Optional<Approval>> read, Predicate<Approval> stands) {
    if (atMost.isZero() || !places.tryAcquire()) {
      return read.get();
    }
    lock.lock();
    try {
      long end = System.nanoTime() + atMost.toNanos();
      Optional<Approval> now = read.get();
      long left = atMost.toNanos();
      while (now.filter(stands).isPresent() && left > 0) {
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
      places.release();
    }
  }
}
