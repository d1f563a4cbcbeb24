package dev.actp.server.http;

import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.token.KeyRings;
import dev.actp.server.export.Exports;
import dev.actp.server.ledger.Checkpointer;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.function.Supplier;

/** What is there for everybody: health and public keys. Says nothing about tenants. */
final class OpenPages {
  private final KeyRings rings;
  private final DecisionService service;
  private final Exports exports;
  private final Checkpointer checkpointer;

  OpenPages(KeyRings rings, DecisionService service, Exports exports, Checkpointer checkpointer) {
    this.exports = exports;
    this.rings = rings;
    this.service = service;
    this.checkpointer = checkpointer;
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

  /** Ready is a server whose store answers, and is not behind what an anchor knows of it. */
  private Reply ready() {
    Checkpointer.State ledger = checkpointer.state();
    try {
      String status =
          ledger == Checkpointer.State.SEALED
              ? "sealed"
              : service.queries().tenants().isEmpty() ? "unavailable" : "ok";
      return ready(status, ledger);
    } catch (RuntimeException e) {
      return ready("unavailable", ledger);
    }
  }

  /**
   * A collector that takes nothing is worth a look, and no reason to send requests elsewhere. Nor
   * are a store without room and a clock that jumped: whoever mends them, or revokes meanwhile, has
   * to get here.
   */
  private Reply ready(String status, Checkpointer.State ledger) {
    return new Reply(
        status.equals("ok") ? 200 : 503,
        "application/json",
        Out.object(
            out -> {
              out.text("status", status).text("ledger", Words.of(ledger));
              if (service.full()) {
                out.text("room", "used up");
              }
              if (service.clockJumped()) {
                out.text("clock", "jumped");
              }
              if (exports.failing()) {
                out.text("exports", "failing");
              }
            }));
  }

  private Reply keys() {
    return new Reply(200, "application/jwk-set+json", Buffer.buffer(rings.jwks()));
  }
}
