package dev.actp.server;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * A virtual thread for each task, and no more than so many at a time: a further task is refused.
 */
final class BoundedThreads implements Executor, AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places;

  BoundedThreads(int most) {
    this.places = new Semaphore(most);
  }

  @Override
  public void execute(Runnable task) {
    if (!places.tryAcquire()) {
      throw new RejectedExecutionException("too many tasks");
    }
    try {
      threads.execute(
          () -> {
            try {
              task.run();
            } finally {
              places.release();
            }
          });
    } catch (RejectedExecutionException e) {
      places.release();
      throw e;
    }
  }

  /** Waits for what runs. */
  @Override
  public void close() {
    threads.close();
  }
}
