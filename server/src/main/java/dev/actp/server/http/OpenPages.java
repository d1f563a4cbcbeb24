package dev.actp.server.http;

import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.token.KeyRings;
import dev.actp.server.export.Exports;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.function.Supplier;

/** What is there for everybody: health and public keys. Says nothing about tenants. */
final class OpenPages {
  private final KeyRings rings;
  private final Queries queries;
  private final Exports exports;

  OpenPages(KeyRings rings, Queries queries, Exports exports) {
    this.exports = exports;
    this.rings = rings;
    this.queries = queries;
  }

  /** By path. Each may block. */
  Map<String, Supplier<Reply>> pages() {
    return Map.of(
        "/health", this::ready,
        "/health/live", () -> status("ok"),
        "/health/ready", this::ready,
        "/.well-known/jwks.json", this::keys);
  }

  private static Reply status(String status) {
    return Reply.ok(out -> out.text("status", status));
  }

  /** Ready is a server whose store answers. */
  private Reply ready() {
    try {
      return queries.tenants().isEmpty() ? unready() : ok();
    } catch (RuntimeException e) {
      return unready();
    }
  }

  /** A collector that takes nothing is worth a look, and no reason to send requests elsewhere. */
  private Reply ok() {
    return exports.failing()
        ? Reply.ok(out -> out.text("status", "ok").text("exports", "failing"))
        : status("ok");
  }

  private static Reply unready() {
    return new Reply(503, "application/json", Out.object(out -> out.text("status", "unavailable")));
  }

  private Reply keys() {
    return new Reply(200, "application/jwk-set+json", Buffer.buffer(rings.jwks()));
  }
}
