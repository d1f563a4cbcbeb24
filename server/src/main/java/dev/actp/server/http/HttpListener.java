package dev.actp.server.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
  private final ApprovalWaits waits;
  private final Duration drain;

  private HttpListener(Vertx vertx, List<HttpFront> fronts, ApprovalWaits waits, Duration drain) {
    this.waits = waits;
    this.vertx = vertx;
    this.fronts = fronts;
    this.drain = drain;
  }

  /**
   * Opens the port.
   *
   * @param loops what it runs on, and closes in the end
   * @param bounds what anybody who connects gets
   * @param drain how long requests under way may take to finish when it is closed
   * @throws ListeningFailed if the port cannot be had; the loops are left to the caller
   */
  public static HttpListener open(
      EventLoops loops,
      HttpService.Parts parts,
      String host,
      int port,
      Bounds bounds,
      Duration drain)
      throws ListeningFailed {
    Api api = HttpService.api(parts);
    List<HttpFront> fronts = new CopyOnWriteArrayList<>();
    await(
        loops
            .vertx()
            .deployVerticle(
                () -> {
                  HttpFront front = new HttpFront(api, host, port, bounds);
                  fronts.add(front);
                  return front;
                },
                new DeploymentOptions().setInstances(loops.count())));
    return new HttpListener(loops.vertx(), fronts, api.waits(), drain);
  }

  /** The port that is open. */
  public int port() {
    return fronts.get(0).port();
  }

  /** Stops accepting, lets what is under way finish for a while, and closes the rest. */
  @Override
  public void close() {
    waits.close();
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
