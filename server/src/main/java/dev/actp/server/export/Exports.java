package dev.actp.server.export;

import dev.actp.runtime.registry.Queries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** All targets, each with a thread of its own, so that a slow one keeps no other waiting. */
public final class Exports implements AutoCloseable {
  /** How many targets there may be. */
  public static final int TARGETS_MAX = 8;

  /** Where progress is kept, within a data folder. */
  static final String FOLDER = "exports";

  private final List<Exporter> exporters;
  private final List<Thread> threads = new ArrayList<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("actp-export-watch").factory());
  private volatile boolean closed;

  private Exports(List<Exporter> exporters) {
    this.exporters = List.copyOf(exporters);
  }

  /**
   * Starts sending.
   *
   * @param data the data folder
   * @param authorization what collectors over HTTP are shown as {@code Authorization}, or null
   * @throws IOException if the progress so far cannot be read
   */
  public static Exports start(
      List<ExportTarget> targets,
      Path data,
      @Nullable String authorization,
      Queries queries,
      InstantSource clock)
      throws IOException {
    List<Exporter> exporters = new ArrayList<>();
    for (ExportTarget target : targets) {
      Progress progress = Progress.open(data.resolve(FOLDER), target.text());
      Delivery delivery = delivery(target, authorization);
      exporters.add(new Exporter(target, delivery, progress, queries, clock));
    }
    Exports exports = new Exports(exporters);
    for (Exporter one : exports.exporters) {
      exports.threads.add(
          Thread.ofPlatform().daemon().name("actp-export").start(() -> exports.run(one)));
    }
    if (!exporters.isEmpty()) {
      var unused =
          exports.watch.scheduleWithFixedDelay(
              () -> exports.exporters.forEach(Exporter::watch), 1, 1, TimeUnit.SECONDS);
    }
    return exports;
  }

  private static Delivery delivery(ExportTarget target, @Nullable String authorization) {
    return switch (target.transport()) {
      case ExportTarget.File(Path path) -> new FileDelivery(path, target.format());
      case ExportTarget.Http http ->
          new HttpDelivery(http.address(), target.format(), authorization);
      case ExportTarget.Stream stream ->
          new StreamDelivery(
              stream, target.format(), (SSLSocketFactory) SSLSocketFactory.getDefault());
    };
  }

  private void run(Exporter exporter) {
    try {
      while (!closed) {
        Duration wait = exporter.step();
        TimeUnit.NANOSECONDS.sleep(wait.toNanos());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** How each target stands with a tenant's records. */
  public List<ExportStatus> status(String tenant) {
    return exporters.stream().map(one -> one.status(tenant)).toList();
  }

  /** Whether some collector does not take what it is sent. */
  public boolean failing() {
    return exporters.stream().anyMatch(Exporter::failing);
  }

  /** Stops; what is under way is sent again by the next start, unless it was taken. */
  @Override
  public void close() {
    closed = true;
    watch.shutdownNow();
    threads.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
