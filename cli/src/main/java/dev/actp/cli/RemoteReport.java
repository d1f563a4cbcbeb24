package dev.actp.cli;

import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.service.MonitorReport;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report of a server that runs, for a key with the role {@code auditor} or {@code admin}. */
final class RemoteReport {
  private RemoteReport() {}

  static MonitorReport of(
      HttpApi api, @Nullable Instant from, @Nullable Instant to, @Nullable String policy)
      throws IOException {
    List<String> query = new ArrayList<>();
    if (from != null) {
      query.add("from=" + HttpApi.escaped(from.toString()));
    }
    if (to != null) {
      query.add("to=" + HttpApi.escaped(to.toString()));
    }
    if (policy != null) {
      query.add("policy=" + HttpApi.escaped(policy));
    }
    Value.Struct report =
        api.get("/v1/monitor-report" + (query.isEmpty() ? "" : "?" + String.join("&", query)));
    try {
      String reached = Documents.text(report, "reached");
      return new MonitorReport(
          Documents.number(report, "monitored"),
          Documents.number(report, "would_be_denied"),
          Documents.number(report, "would_need_approval"),
          Documents.objects(report, "clauses").stream().map(RemoteReport::line).toList(),
          reached.isEmpty() ? null : Instant.parse(reached));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new Unusable("the server's report is not one that this version understands");
    }
  }

  private static MonitorReport.Line line(Value.Struct line) {
    return new MonitorReport.Line(
        Documents.text(line, "policy"),
        Documents.text(line, "policy_name"),
        Documents.text(line, "capability"),
        Documents.text(line, "clause"),
        Reason.Code.valueOf(Documents.text(line, "code").toUpperCase(Locale.ROOT)),
        Documents.number(line, "decisions"),
        Instant.parse(Documents.text(line, "first_at")),
        Instant.parse(Documents.text(line, "last_at")),
        Documents.text(line, "audit_id"));
  }
}
