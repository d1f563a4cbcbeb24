package dev.actp.server.http;

import dev.actp.runtime.export.ShownRecord;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.AuditCounts;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditFilter.Field;
import dev.actp.runtime.registry.Queries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decisions counted over time, for charts. */
final class AuditCountsEndpoint {
  private static final int BUCKETS_MAX = 1_000;
  private static final Duration USUAL = Duration.ofDays(1);
  private static final Map<String, AuditCounts.Span> SPANS =
      Map.of("hour", AuditCounts.Span.HOUR, "day", AuditCounts.Span.DAY);
  private static final Map<String, Field> GROUPS =
      Map.of("outcome", Field.OUTCOME, "agent", Field.AGENT, "action", Field.ACTION);

  private final Queries queries;
  private final AuditParameters parameters;
  private final InstantSource clock;

  AuditCountsEndpoint(Queries queries, Moments moments) {
    this.queries = queries;
    this.parameters = new AuditParameters(moments);
    this.clock = moments.clock();
  }

  List<Route> routes() {
    return List.of(
        new Route(
            Route.Method.GET,
            List.of("/v1/audit/counts", "/api/audit/counts"),
            Set.of(Role.AUDITOR),
            Set.of("by", "group", "from", "to", "agent", "action", "decision"),
            Route.Body.NONE,
            this::count));
  }

  private Reply count(Call call) {
    AuditCounts.Span span = SPANS.get(call.query("by").orElse("hour"));
    Field group = GROUPS.get(call.query("group").orElse("outcome"));
    if (span == null || group == null) {
      return wrong("`by` is `hour` or `day`, `group` is `outcome`, `agent` or `action`");
    }
    return switch (parameters.read(call)) {
      case AuditParameters.Wrong(String why) -> wrong(why);
      case AuditParameters.Filter(AuditFilter filter) -> count(call, span, group, filter);
    };
  }

  private Reply count(Call call, AuditCounts.Span span, Field group, AuditFilter filter) {
    Instant to = filter.to() == null ? clock.instant() : filter.to();
    Instant from = filter.from() == null ? to.minus(USUAL) : filter.from();
    if (Duration.between(from, to).compareTo(Duration.ofHours((long) BUCKETS_MAX * span.hours()))
        > 0) {
      return wrong("`from` to `to` spans at most " + BUCKETS_MAX + " of what `by` says");
    }
    Optional<AuditCounts> counts =
        queries.counts(
            call.tenant(), new AuditCounts.Question(span, group, filter.between(from, to)));
    return counts
        .map(found -> reply(from, to, group, found))
        .orElseGet(() -> wrong("there are too many counts for one answer: ask for a shorter time"));
  }

  private static Reply reply(Instant from, Instant to, Field group, AuditCounts counts) {
    return Reply.ok(
        out ->
            out.time("from", from)
                .time("to", to)
                .each(
                    "buckets",
                    counts.buckets(),
                    (one, bucket) ->
                        one.time("start", bucket.start())
                            .object(
                                "counts",
                                of ->
                                    bucket
                                        .counts()
                                        .forEach((name, n) -> of.number(shown(group, name), n))))
                .number("behind", counts.behind()));
  }

  private static String shown(Field group, String name) {
    return group == Field.OUTCOME ? ShownRecord.decision(name) : name;
  }

  private static Reply wrong(String why) {
    return Problem.of(ProblemCode.INVALID_QUERY, why).reply();
  }
}
