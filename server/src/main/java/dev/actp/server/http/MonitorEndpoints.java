package dev.actp.server.http;

import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.service.MonitorReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What policies in monitor mode would have blocked, by clause, over a span of time. */
final class MonitorEndpoints {
  private final Directory directory;
  private final Moments moments;

  MonitorEndpoints(Directory directory, Moments moments) {
    this.directory = directory;
    this.moments = moments;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            Route.Method.GET,
            List.of("/v1/monitor-report"),
            Set.of(Role.AUDITOR, Role.ADMIN),
            Set.of("from", "to", "policy"),
            Route.Body.NONE,
            this::report));
  }

  private Reply report(Call call) {
    List<String> wrong = new ArrayList<>();
    Instant from = moments.of(call, "from", wrong);
    Instant to = moments.of(call, "to", wrong);
    Optional<String> named = call.query("policy");
    Optional<PolicyVersion> policy = named.flatMap(name -> directory.policy(call.tenant(), name));
    if (named.isPresent() && policy.isEmpty()) {
      wrong.add("there is no such policy");
    }
    if (!wrong.isEmpty()) {
      return Problem.of(ProblemCode.INVALID_QUERY, wrong.getFirst()).reply();
    }
    MonitorReport report =
        MonitorReport.of(
            directory.queries(),
            call.tenant(),
            from,
            to,
            policy.map(PolicyVersion::id).orElse(null));
    return Reply.ok(
        out ->
            out.time("from", from)
                .time("to", to)
                .number("monitored", report.monitored())
                .number("would_be_denied", report.denied())
                .number("would_need_approval", report.asked())
                .time("reached", report.reached())
                .each("clauses", report.lines(), MonitorEndpoints::line));
  }

  private static void line(Out out, MonitorReport.Line line) {
    out.text("policy", line.policy())
        .text("policy_name", line.name())
        .text("capability", line.capability())
        .text("clause", line.clause())
        .text("code", Words.of(line.code()))
        .number("decisions", line.decisions())
        .time("first_at", line.first())
        .time("last_at", line.last())
        .text("audit_id", line.example());
  }
}
