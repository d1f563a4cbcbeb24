package dev.actp.server;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work of a start that goes on beside the rest of it, on a thread of its own. */
final class Meanwhile<T> {
  private final FutureTask<T> task;

  private Meanwhile(FutureTask<T> task) {
    this.task = task;
  }

  /** Begins some work. */
  static <T> Meanwhile<T> begin(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().name("start-" + name).start(task);
    return new Meanwhile<>(task);
  }

  /** What came of it, once it is done; what it threw is thrown here. */
  T result() throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw thrown(Objects.requireNonNull(e.getCause()));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException thrown(Throwable cause) {
    switch (cause) {
      case RuntimeException bug -> throw bug;
      case Error error -> throw error;
      case IOException failure -> {
        return failure;
      }
      case Throwable other -> throw new IllegalStateException(other);
    }
  }
}
