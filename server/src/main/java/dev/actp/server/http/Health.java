package dev.actp.server.http;

import dev.actp.runtime.service.DecisionService;
import dev.actp.server.export.Exports;
import dev.actp.server.ledger.Checkpointer;
import dev.actp.server.metrics.Look;
import dev.actp.server.policy.SourceState;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether the server is well. Ready is one whose store answers and has a disk to write to, and that
 * is not behind what an anchor knows of it; it was warm before its port opened.
 */
final class Health {
  /** With less than this, 16 MiB, the next commit may not find its room. */
  static final long DISK_LEAST = 16L << 20;

  private final DecisionService service;
  private final Exports exports;
  private final Checkpointer checkpointer;
  private final InstantSource clock;
  private final LongSupplier disk;
  private final Supplier<SourceState> policies;

  Health(HttpService.Parts parts) {
    this(
        parts.service(),
        parts.exports(),
        parts.checkpointer(),
        parts.clock(),
        parts.inside().disk(),
        parts.versioning()::source);
  }

  /**
   * @param disk bytes that are free where the store is
   * @param policies how the place stands that policies are taken from
   */
  Health(
      DecisionService service,
      Exports exports,
      Checkpointer checkpointer,
      InstantSource clock,
      LongSupplier disk,
      Supplier<SourceState> policies) {
    this.service = service;
    this.exports = exports;
    this.checkpointer = checkpointer;
    this.clock = clock;
    this.disk = disk;
    this.policies = policies;
  }

  /** The process answers. */
  static Reply live() {
    return Reply.ok(out -> out.text("status", "ok"));
  }

  /** In words. */
  Reply ready() {
    return reply(status(), out -> {});
  }

  /** In words and numbers. */
  Reply details() {
    Look look = look();
    return reply(look.answers() ? status() : "unavailable", out -> numbers(out, look));
  }

  /** How it stands, in numbers. */
  Look look() {
    return Look.at(service, checkpointer, exports, clock.instant());
  }

  /** Bytes that are free where the store is. */
  long disk() {
    return disk.getAsLong();
  }

  /** Whether the place that policies are taken from holds what is not in force. */
  boolean behind() {
    return policies.get().behind();
  }

  private String status() {
    if (checkpointer.state() == Checkpointer.State.SEALED) {
      return "sealed";
    }
    try {
      return service.queries().tenants().isEmpty()
          ? "unavailable"
          : disk.getAsLong() < DISK_LEAST ? "disk full" : "ok";
    } catch (RuntimeException e) {
      return "unavailable";
    }
  }

  /**
   * Policies that were refused leave the last good ones in force. A collector that takes nothing is
   * worth a look, and no reason to send requests elsewhere. Nor are a store without room and a
   * clock that jumped: whoever mends them, or revokes meanwhile, has to get here. With a full disk
   * nothing can be revoked either.
   */
  private Reply reply(String status, Consumer<Out> more) {
    return new Reply(
        status.equals("ok") ? 200 : 503,
        "application/json",
        Out.object(
            out -> {
              out.text("status", status).text("ledger", Words.of(checkpointer.state()));
              if (service.full()) {
                out.text("room", "used up");
              }
              if (service.clockJumped()) {
                out.text("clock", "jumped");
              }
              if (behind()) {
                out.text("policies", "refused");
              }
              if (exports.failing()) {
                out.text("exports", "failing");
              }
              more.accept(out);
            }));
  }

  private static void write(Out out, SourceState state) {
    out.text("source", state.source());
    if (!state.revision().isEmpty()) {
      out.text("revision", state.revision());
    }
    out.time("read_at", state.read())
        .time("refused_since", state.since())
        .texts("problems", state.problems());
  }

  private void numbers(Out out, Look look) {
    DecisionService.Load load = look.load();
    if (!policies.get().source().isEmpty()) {
      out.object("policy_source", source -> write(source, policies.get()));
    }
    out.object(
            "store",
            store ->
                store
                    .number("used_bytes", load.used())
                    .number("room_bytes", load.room())
                    .number("disk_free_bytes", disk.getAsLong()))
        .object(
            "queue",
            queue ->
                queue
                    .number("waiting", load.waiting())
                    .number("most", load.waitingMost())
                    .number("functions_waiting", load.functions())
                    .number("functions_most", load.functionsMost()))
        .object(
            "records",
            records ->
                records
                    .number("all", look.lag().records())
                    .number("unsigned", look.lag().unsigned())
                    .number("unanchored", look.lag().unanchored())
                    .number("unindexed", look.unindexed())
                    .number("unexported", look.behind()))
        .number("agents_suspended", look.waiting().suspensions())
        .number("approvals_pending", look.waiting().approvals());
  }
}
