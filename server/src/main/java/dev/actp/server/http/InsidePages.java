package dev.actp.server.http;

import dev.actp.server.metrics.Gauges;
import dev.actp.server.metrics.Metrics;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.function.Function;

/** What is there for whoever runs the server, on a port of its own. Names no tenant. */
final class InsidePages {
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final Health health;
  private final Gauges gauges;

  InsidePages(Health health, Metrics metrics) {
    this.health = health;
    gauges = new Gauges(metrics, health::look, health::disk, health::behind);
  }

  /** By path. Each may block. */
  Map<String, Function<Exchange, Reply>> pages() {
    return Map.of(
        "/metrics", exchange -> new Reply(200, TEXT_FORMAT, Buffer.buffer(gauges.scrape())),
        "/health", exchange -> health.details(),
        "/health/live", exchange -> Health.live(),
        "/health/ready", exchange -> health.details());
  }
}
