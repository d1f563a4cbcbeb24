package dev.actp.server.http;

import java.time.Duration;

/**
 * How much of its time and room the port gives to anybody who connects.
 *
 * @param connections how many may be open at once on one event loop; a further one is closed
 * @param head how long the first bytes of a request, its head included, may take from the opening
 *     of the connection or from the answer before
 * @param body how long the body may take after the head
 * @param drain how long the rest of a refused request is read and thrown away, so that its sender
 *     gets to read the answer
 */
public record Bounds(int connections, Duration head, Duration body, Duration drain) {
  /** 10,000 connections, 75 s for a head, 30 s for a body, 5 s for what nobody reads. */
  public static final Bounds DEFAULT =
      new Bounds(10_000, Duration.ofSeconds(75), Duration.ofSeconds(30), Duration.ofSeconds(5));

  /** The same with 64 connections, for whoever runs the server. */
  public static final Bounds FEW = new Bounds(64, DEFAULT.head(), DEFAULT.body(), DEFAULT.drain());
}
