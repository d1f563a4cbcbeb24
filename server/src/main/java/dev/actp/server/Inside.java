package dev.actp.server;

import dev.actp.runtime.service.WriterWatch;
import dev.actp.server.http.HttpService;
import dev.actp.server.metrics.Metrics;
import dev.actp.server.metrics.WriterTimes;
import java.nio.file.Path;

/** What whoever runs the server sees of it: its metrics, and the threads that show them. */
final class Inside implements AutoCloseable {
  /** At a time; a further scrape is refused. */
  private static final int PAGES_MAX = 4;

  private final Metrics metrics;
  private final WriterWatch watch;
  private final BoundedThreads threads = new BoundedThreads(PAGES_MAX);
  private final Path data;

  private Inside(Metrics metrics, WriterWatch watch, Path data) {
    this.metrics = metrics;
    this.watch = watch;
    this.data = data;
  }

  /** Of a server that is configured so. Without a port for metrics, next to nothing is measured. */
  static Inside of(Config config) {
    if (config.listening().metrics() == null) {
      return new Inside(Metrics.off(), WriterWatch.NOBODY, config.data());
    }
    Metrics metrics = Metrics.on(Starter.ENGINE);
    return new Inside(metrics, new WriterTimes(metrics), config.data());
  }

  /** Who is told how long the writer takes. */
  WriterWatch watch() {
    return watch;
  }

  /** For the pages that show it. */
  HttpService.Inside parts() {
    return new HttpService.Inside(metrics, threads, this::free);
  }

  /** Asks the system itself, as a container may show no list of what is mounted. */
  private long free() {
    return data.toFile().getUsableSpace();
  }

  @Override
  public void close() {
    threads.close();
    metrics.close();
  }
}
