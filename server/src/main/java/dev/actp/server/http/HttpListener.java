package dev.actp.server.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The open port. */
public final class HttpListener implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final List<HttpFront> fronts;
  private final Duration drain;

  private HttpListener(Vertx vertx, List<HttpFront> fronts, Duration drain) {
    this.vertx = vertx;
    this.fronts = fronts;
    this.drain = drain;
  }

  /**
   * Opens the port, on the native transport where the machine has one.
   *
   * @param eventLoops how many threads read requests; 0 for one a processor
   * @param bounds what anybody who connects gets
   * @param drain how long requests under way may take to finish when it is closed
   * @throws ListeningFailed if the port cannot be had
   */
  public static HttpListener open(
      HttpService.Parts parts, String host, int port, int eventLoops, Bounds bounds, Duration drain)
      throws ListeningFailed {
    int loops = eventLoops == 0 ? Runtime.getRuntime().availableProcessors() : eventLoops;
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(loops)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    Api api = HttpService.api(parts);
    List<HttpFront> fronts = new CopyOnWriteArrayList<>();
    try {
      await(
          vertx.deployVerticle(
              () -> {
                HttpFront front = new HttpFront(api, host, port, bounds);
                fronts.add(front);
                return front;
              },
              new DeploymentOptions().setInstances(loops)));
      return new HttpListener(vertx, fronts, drain);
    } catch (ListeningFailed e) {
      await(vertx.close());
      throw e;
    }
  }

  /** The port that is open. */
  public int port() {
    return fronts.get(0).port();
  }

  /** Stops accepting, lets what is under way finish for a while, and closes the rest. */
  @Override
  public void close() {
    try {
      await(Future.join(fronts.stream().map(front -> front.shutdown(drain)).toList()));
      await(vertx.close());
    } catch (ListeningFailed e) {
      throw new IllegalStateException("the port could not be closed", e);
    }
  }

  private static <T> T await(Future<T> future) throws ListeningFailed {
    try {
      return future.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ListeningFailed(e);
    } catch (Throwable e) {
      throw new ListeningFailed(e);
    }
  }

  /** The port could not be opened. */
  public static final class ListeningFailed extends Exception {
    private static final long serialVersionUID = 1;

    ListeningFailed(Throwable cause) {
      super(cause);
    }
  }
}
