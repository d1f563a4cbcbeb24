package dev.actp.server.http;

import dev.actp.runtime.token.KeyRings;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What is there for everybody: health, public keys, where things are. Nothing about tenants. */
final class OpenPages {
  private final KeyRings rings;
  private final Health health;
  private final Discovery discovery;

  OpenPages(KeyRings rings, Health health, Discovery discovery) {
    this.rings = rings;
    this.health = health;
    this.discovery = discovery;
  }

  /** By path. Each may block. */
  Map<String, Function<Exchange, Reply>> pages() {
    Map<String, Function<Exchange, Reply>> pages = new HashMap<>(discovery.pages());
    pages.put("/health", exchange -> health.ready());
    pages.put("/health/live", exchange -> Health.live());
    pages.put("/health/ready", exchange -> health.ready());
    pages.put("/.well-known/jwks.json", exchange -> keys());
    return pages;
  }

  private Reply keys() {
    return new Reply(200, "application/jwk-set+json", Buffer.buffer(rings.jwks()));
  }
}
