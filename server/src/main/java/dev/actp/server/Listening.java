package dev.actp.server;

import dev.actp.server.http.Bounds;
import dev.actp.server.http.Port;
import dev.actp.server.http.Proxies;
import dev.actp.server.http.PublicUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens, and what anybody who connects gets.
 *
 * @param host the address that it listens on
 * @param port its port, 0 for any free one
 * @param publicUrl what clients know it by, or null where nobody said so
 * @param bounds how many may connect, and how long a request may take to come in
 * @param proxies whose word counts on where requests come from
 * @param metrics where metrics and the details of its health are; null for nowhere
 */
public record Listening(
    String host,
    int port,
    @Nullable PublicUrl publicUrl,
    Bounds bounds,
    Proxies proxies,
    @Nullable Port metrics) {
  /** The port of a server that nobody gave another. */
  public static final int DEFAULT_PORT = 8080;

  /** On this machine alone. */
  public static final Listening LOCAL =
      new Listening("127.0.0.1", DEFAULT_PORT, null, Bounds.DEFAULT, Proxies.NONE, null);

  /** The same on another address. */
  public Listening at(String otherHost, int otherPort) {
    return new Listening(otherHost, otherPort, publicUrl, bounds, proxies, metrics);
  }

  /** The same, known by another address. */
  public Listening knownAs(@Nullable PublicUrl other) {
    return new Listening(host, port, other, bounds, proxies, metrics);
  }

  /** The same with other bounds on what anybody who connects gets. */
  public Listening withBounds(Bounds other) {
    return new Listening(host, port, publicUrl, other, proxies, metrics);
  }

  /** The same behind proxies. */
  public Listening behind(Proxies others) {
    return new Listening(host, port, publicUrl, bounds, others, metrics);
  }

  /** The same with metrics on a port of their own, 0 for any free one. */
  public Listening withMetrics(String metricsHost, int metricsPort) {
    Port other = new Port(metricsHost, metricsPort, Bounds.FEW, Proxies.NONE);
    return new Listening(host, port, publicUrl, bounds, proxies, other);
  }

  /** Where requests come in. */
  Port outside() {
    return new Port(host, port, bounds, proxies);
  }
}
