package dev.actp.server.http;

import dev.actp.runtime.token.KeyRings;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.function.Supplier;

/** What is there for everybody: health and public keys. Says nothing about tenants. */
final class OpenPages {
  private final KeyRings rings;
  private final Health health;

  OpenPages(KeyRings rings, Health health) {
    this.rings = rings;
    this.health = health;
  }

  /** By path. Each may block. */
  Map<String, Supplier<Reply>> pages() {
    return Map.of(
        "/health", health::ready,
        "/health/live", Health::live,
        "/health/ready", health::ready,
        "/.well-known/jwks.json", this::keys);
  }

  private Reply keys() {
    return new Reply(200, "application/jwk-set+json", Buffer.buffer(rings.jwks()));
  }
}
