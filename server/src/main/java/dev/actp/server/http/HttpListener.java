package dev.actp.server.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The open ports. */
public final class HttpListener implements AutoCloseable {
  /** Vert.x: any free port, and the same one for all that ask. */
  private static final int ANY_SHARED_PORT = -1;

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final List<HttpFront> fronts;
  private final List<HttpFront> inside;
  private final ApprovalWaits waits;
  private final Duration drain;
  private final SortedSet<String> operations;

  private HttpListener(
      Vertx vertx, List<HttpFront> fronts, List<HttpFront> inside, Api api, Duration drain) {
    this.operations = api.operations();
    this.waits = api.waits();
    this.vertx = vertx;
    this.fronts = fronts;
    this.inside = inside;
    this.drain = drain;
  }

  /**
   * Opens the ports.
   *
   * @param loops what it runs on, and closes in the end
   * @param outside the port of the API
   * @param metrics that of the metrics, or null for none
   * @param drain how long requests under way may take to finish when it is closed
   * @throws ListeningFailed if a port cannot be had; the loops are left to the caller
   */
  public static HttpListener open(
      EventLoops loops,
      HttpService.Parts parts,
      Port outside,
      @Nullable Port metrics,
      Duration drain)
      throws ListeningFailed {
    Api api = HttpService.api(parts);
    List<HttpFront> inside =
        metrics == null ? List.of() : fronts(loops, HttpService.inside(parts, api), metrics, 1);
    List<HttpFront> fronts = fronts(loops, api, outside, loops.count());
    return new HttpListener(loops.vertx(), fronts, inside, api, drain);
  }

  /** All that the API serves, each as a method and a path, in which {@code :name} is a segment. */
  public SortedSet<String> operations() {
    return operations;
  }

  private static List<HttpFront> fronts(EventLoops loops, Api api, Port port, int count)
      throws ListeningFailed {
    List<HttpFront> fronts = new CopyOnWriteArrayList<>();
    boolean shared = count > 1 && port.number() == 0;
    Port same =
        shared ? new Port(port.host(), ANY_SHARED_PORT, port.bounds(), port.proxies()) : port;
    try {
      await(
          loops
              .vertx()
              .deployVerticle(
                  () -> {
                    HttpFront front = new HttpFront(api, same);
                    fronts.add(front);
                    return front;
                  },
                  new DeploymentOptions().setInstances(count)));
    } catch (ExecutionException e) {
      throw new ListeningFailed(port, Objects.requireNonNullElse(e.getCause(), e));
    }
    return fronts;
  }

  /** What is served, on all ports. */
  List<Api> apis() {
    return Stream.of(fronts, inside)
        .filter(several -> !several.isEmpty())
        .map(several -> several.get(0).api())
        .toList();
  }

  /** The port of the API that is open. */
  public int port() {
    return fronts.get(0).port();
  }

  /** The port of the metrics that is open; 0 where there is none. */
  public int metricsPort() {
    return inside.isEmpty() ? 0 : inside.get(0).port();
  }

  /** Stops accepting, lets what is under way finish for a while, and closes the rest. */
  @Override
  public void close() {
    waits.close();
    try {
      await(
          Future.join(
              Stream.concat(fronts.stream(), inside.stream())
                  .map(front -> front.shutdown(drain))
                  .toList()));
      await(vertx.close());
    } catch (ExecutionException e) {
      throw new IllegalStateException("the port could not be closed", e);
    }
  }

  private static <T> T await(Future<T> future) throws ExecutionException {
    try {
      return future.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Throwable e) { // it is thrown as it is, whether checked or not
      throw new ExecutionException(e);
    }
  }

  /** A port could not be opened. */
  public static final class ListeningFailed extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Port port;

    ListeningFailed(Port port, Throwable cause) {
      super(cause);
      this.port = port;
    }

    /** Which one. */
    public Port port() {
      return port;
    }
  }
}
