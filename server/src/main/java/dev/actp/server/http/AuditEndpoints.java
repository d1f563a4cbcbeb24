package dev.actp.server.http;

import dev.actp.runtime.export.ExportFormat;
import dev.actp.runtime.export.ShownRecord;
import dev.actp.runtime.ledger.ExportDigest;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Done;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * The audit trail: what was decided and done, in pages with the newest first, or all of it as one
 * document with the oldest first.
 */
final class AuditEndpoints {
  /** How many whole exports may be under way at once. */
  static final int EXPORTS_MAX = 4;

  private final Queries queries;
  private final Administration administration;
  private final AuditParameters parameters;
  private final ExportSignatures signatures;
  private final Semaphore exports = new Semaphore(EXPORTS_MAX);

  AuditEndpoints(
      Queries queries,
      Administration administration,
      Moments moments,
      ExportSignatures signatures) {
    this.queries = queries;
    this.administration = administration;
    this.signatures = signatures;
    this.parameters = new AuditParameters(moments);
  }

  List<Route> routes() {
    return List.of(
        route(
            List.of("/v1/audit", "/api/audit"),
            AuditParameters.with("limit", "cursor", "format"),
            this::list),
        route(
            List.of("/v1/audit/export", "/api/audit/export"),
            AuditParameters.with("format"),
            this::export),
        route(List.of("/v1/audit/export/:id/signature"), Set.of(), this::signature));
  }

  private static Route route(List<String> paths, Set<String> query, Endpoint endpoint) {
    return new Route(
        Route.Method.GET, paths, Set.of(Role.AUDITOR), query, Route.Body.NONE, endpoint);
  }

  private Reply filtered(Call call, Function<AuditFilter, Reply> answer) {
    Optional<String> named = call.query("format");
    if (named.isPresent() && ExportFormat.named(named.get()).isEmpty()) {
      return wrong("`format` is one of " + ExportFormat.ids());
    }
    return switch (parameters.read(call)) {
      case AuditParameters.Wrong(String why) -> wrong(why);
      case AuditParameters.Filter(AuditFilter filter) -> answer.apply(filter);
    };
  }

  private static Reply wrong(String why) {
    return Problem.of(ProblemCode.INVALID_QUERY, why).reply();
  }

  /** What the address names, else what the caller accepts. */
  private static Optional<ExportFormat> format(Call call) {
    return call.query("format")
        .flatMap(ExportFormat::named)
        .or(() -> call.accept().flatMap(ExportFormat::accepted));
  }

  private Reply list(Call call) {
    return filtered(
        call,
        filter ->
            Paging.part(
                call,
                "audit",
                (after, limit) -> queries.audit(call.tenant(), filter, after, limit),
                page -> write(call, page)));
  }

  private static Reply write(Call call, Page<AuditRecord> page) {
    List<ShownRecord> records = page.items().stream().map(ShownRecord::of).toList();
    Optional<ExportFormat> format = format(call);
    if (format.isPresent()) {
      String document = format.get().head() + format.get().document(records);
      Reply reply = new Reply(200, format.get().mediaType(), Buffer.buffer(document));
      return page.next().isEmpty() ? reply : reply.with("x-next-cursor", page.next());
    }
    return Reply.ok(
        out -> {
          out.raws("records", records.stream().map(ExportFormat.JSONL::message).toList());
          if (!page.next().isEmpty()) {
            out.text("next", page.next());
          }
        });
  }

  private Reply export(Call call) {
    ExportFormat format = format(call).orElse(ExportFormat.JSONL);
    return filtered(
        call,
        filter -> {
          if (!exports.tryAcquire()) {
            return Problem.of(
                    ProblemCode.OVERLOADED, EXPORTS_MAX + " exports are under way: try again later")
                .reply();
          }
          Reply reply =
              administration.perform(
                  call,
                  new Act.ExportRecords(format.id(), call.exchange().uri()),
                  done -> exported(call, filter, format, done));
          if (reply.parts() == null) {
            exports.release();
          }
          return reply;
        });
  }

  /** All that was there before the record of the export itself, signed when it is complete. */
  private Reply exported(Call call, AuditFilter filter, ExportFormat format, Done.Committed done) {
    long end = done.receipt().index();
    String selection = AuditParameters.selection(call, filter);
    Exported.Taker taker =
        new Exported.Taker() {
          @Override
          public void whole(long records, byte[] sha256) {
            signatures.sign(
                new ExportDigest(call.tenant(), format.id(), selection, end, records, sha256));
          }

          @Override
          public void closed() {
            exports.release();
          }
        };
    return Reply.streamed(
            format.mediaType(), new Exported(queries, call.tenant(), filter, end, format, taker))
        .with("x-signature", "/v1/audit/export/aud_" + end + "/signature");
  }

  private Reply signature(Call call) {
    return signatures
        .of(call.tenant(), call.part("id"))
        .map(note -> new Reply(200, "text/plain; charset=utf-8", Buffer.buffer(note.toString())))
        .orElseGet(
            () ->
                Problem.of(
                        ProblemCode.NOT_FOUND,
                        "no export of that id was sent to its end, or it is too long ago")
                    .reply());
  }
}
