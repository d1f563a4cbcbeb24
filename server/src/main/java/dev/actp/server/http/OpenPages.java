package dev.actp.server.http;

import dev.actp.runtime.token.KeyRings;
import dev.actp.server.openapi.ApiDocument;
import dev.actp.server.openapi.DocsFile;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What is there for everybody: health, public keys, the API's description, where things are.
 * Nothing about tenants.
 */
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
    pages.put("/openapi.yaml", exchange -> text("application/yaml", ApiDocument.yaml()));
    pages.put("/openapi.json", exchange -> text("application/json", ApiDocument.json()));
    for (DocsFile file : DocsFile.values()) {
      pages.put(file.path(), exchange -> docs(file));
    }
    return pages;
  }

  private static Reply text(String contentType, String text) {
    return new Reply(200, contentType, Buffer.buffer(text));
  }

  private static Reply docs(DocsFile file) {
    return new Reply(200, file.contentType(), Buffer.buffer(file.bytes()))
        .with("content-security-policy", DocsFile.POLICY)
        .with("referrer-policy", "no-referrer");
  }

  private Reply keys() {
    return new Reply(200, "application/jwk-set+json", Buffer.buffer(rings.jwks()));
  }
}
