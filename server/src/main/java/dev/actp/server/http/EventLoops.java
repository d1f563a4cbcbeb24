package dev.actp.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The threads that read requests and write answers, on the native transport where there is one. */
public final class EventLoops implements AutoCloseable {
  private final Vertx vertx;
  private final int count;

  private EventLoops(Vertx vertx, int count) {
    this.vertx = vertx;
    this.count = count;
  }

  /**
   * Starts them.
   *
   * @param wanted how many; 0 for one a processor
   */
  public static EventLoops start(int wanted) {
    int count = wanted == 0 ? Runtime.getRuntime().availableProcessors() : wanted;
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(count)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    return new EventLoops(vertx, count);
  }

  /** What they run. */
  public Vertx vertx() {
    return vertx;
  }

  int count() {
    return count;
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
