package dev.actp.server.http;

/**
 * Where a server listens, and what anybody who connects gets.
 *
 * @param host the address that it listens on
 * @param number 0 for any free one
 * @param bounds how many may connect, and how long a request may take to come in
 * @param proxies whose word counts on where requests come from
 */
public record Port(String host, int number, Bounds bounds, Proxies proxies) {}
