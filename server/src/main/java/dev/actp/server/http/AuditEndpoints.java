package dev.actp.server.http;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.registry.Queries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The audit trail: what was decided and done, newest first. */
final class AuditEndpoints {
  private static final Set<String> QUERY =
      Set.of("agent", "action", "decision", "from", "to", "token", "q", "kind", "limit", "cursor");

  private final Queries queries;
  private final Moments moments;

  AuditEndpoints(Queries queries, Moments moments) {
    this.queries = queries;
    this.moments = moments;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            Route.Method.GET,
            List.of("/v1/audit", "/api/audit"),
            Set.of(Role.AUDITOR),
            QUERY,
            Route.Body.NONE,
            this::list));
  }

  private Reply list(Call call) {
    List<String> wrong = new ArrayList<>();
    AuditFilter filter = filter(call, wrong);
    if (!wrong.isEmpty()) {
      return Problem.of(ProblemCode.INVALID_QUERY, wrong.get(0)).reply();
    }
    return Paging.limit(call)
        .map(limit -> queries.audit(call.tenant(), filter, Paging.cursor(call), limit))
        .map(page -> write(call, page))
        .orElseGet(Paging::badLimit);
  }

  private AuditFilter filter(Call call, List<String> wrong) {
    return new AuditFilter(
        decisionsOnly(call, wrong),
        call.query("agent").orElse(null),
        call.query("action").orElse(null),
        outcome(call, wrong),
        call.query("token").orElse(null),
        moments.of(call, "from", wrong),
        moments.of(call, "to", wrong),
        call.query("q").orElse(null));
  }

  private static boolean decisionsOnly(Call call, List<String> wrong) {
    String kind = call.query("kind").orElse("all");
    if (!kind.equals("all") && !kind.equals("decision")) {
      wrong.add("`kind` is `all` or `decision`");
    }
    return kind.equals("decision");
  }

  private static @Nullable Outcome outcome(Call call, List<String> wrong) {
    Optional<String> asked = call.query("decision");
    if (asked.isEmpty()) {
      return null;
    }
    return switch (asked.get()) {
      case "allowed", "allow" -> Outcome.ALLOW;
      case "denied", "deny" -> Outcome.DENY;
      case "needs_approval" -> Outcome.NEEDS_APPROVAL;
      default -> {
        wrong.add("`decision` is `allowed`, `denied` or `needs_approval`");
        yield null;
      }
    };
  }

  private static Reply write(Call call, Page<AuditRecord> page) {
    List<AuditLine> lines = page.items().stream().map(AuditLine::of).toList();
    String accept = call.accept().orElse("");
    Reply reply;
    if (accept.contains("text/csv")) {
      reply = new Reply(200, "text/csv; charset=utf-8", AuditLine.csv(lines));
    } else if (accept.contains("application/x-ndjson")) {
      reply = new Reply(200, "application/x-ndjson", AuditLine.ndjson(lines));
    } else {
      return Reply.ok(
          out -> {
            out.each("records", lines, (one, line) -> line.write(one));
            if (!page.next().isEmpty()) {
              out.text("next", page.next());
            }
          });
    }
    return page.next().isEmpty() ? reply : reply.with("x-next-cursor", page.next());
  }
}
