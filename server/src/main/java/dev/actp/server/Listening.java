package dev.actp.server;

import dev.actp.server.http.Bounds;

/**
 * Where a server listens, and what anybody who connects gets.
 *
 * @param host the address that it listens on
 * @param port its port, 0 for any free one
 * @param bounds how many may connect, and how long a request may take to come in
 */
public record Listening(String host, int port, Bounds bounds) {
  /** The port of a server that nobody gave another. */
  public static final int DEFAULT_PORT = 8080;

  /** On this machine alone. */
  public static final Listening LOCAL = new Listening("127.0.0.1", DEFAULT_PORT, Bounds.DEFAULT);

  /** The same on another address. */
  public Listening at(String otherHost, int otherPort) {
    return new Listening(otherHost, otherPort, bounds);
  }

  /** The same with other bounds on what anybody who connects gets. */
  public Listening withBounds(Bounds other) {
    return new Listening(host, port, other);
  }
}
