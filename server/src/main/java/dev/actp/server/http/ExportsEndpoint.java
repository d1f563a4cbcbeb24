package dev.actp.server.http;

import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.server.export.ExportStatus;
import dev.actp.server.export.Exports;
import java.util.List;
import java.util.Set;

/** How far collectors have come with the caller's records. */
record ExportsEndpoint(Exports exports) {
  List<Route> routes() {
    return List.of(
        new Route(
            Route.Method.GET,
            List.of("/v1/exports"),
            Set.of(Role.AUDITOR, Role.ADMIN),
            Set.of(),
            Route.Body.NONE,
            this::list));
  }

  private Reply list(Call call) {
    return Reply.ok(
        out -> out.each("exports", exports.status(call.tenant()), ExportsEndpoint::write));
  }

  private static void write(Out out, ExportStatus status) {
    out.text("target", status.target())
        .number("next", status.next())
        .number("behind", status.behind())
        .number("rejected", status.rejected())
        .text("failing", status.failing())
        .time("failing_since", status.since())
        .time("retry_at", status.retry());
  }
}
