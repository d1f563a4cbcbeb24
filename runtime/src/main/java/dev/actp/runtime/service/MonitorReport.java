package dev.actp.runtime.service;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.ledger.RecordReader;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Queries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What policies in monitor mode would have blocked over a span of time, by clause, as the ledger
 * has it.
 *
 * @param monitored decisions in which a policy in monitor mode took part
 * @param denied those that would have been denied, and were not
 * @param asked those that would have waited for an approval, and did not
 * @param lines the clauses that say why, the one that blocks most first
 * @param reached the instant down to which records were looked at, or null for all of the span
 */
public record MonitorReport(
    long monitored, long denied, long asked, List<Line> lines, @Nullable Instant reached) {

  /** How many pages of records are looked through; what is older is left out, and said so. */
  private static final int PAGES_MAX = 200;

  private static final int PAGE = 1_000;
  private static final int CLAUSES_MAX = 1_000;

  public MonitorReport {
    lines = List.copyOf(lines);
  }

  /**
   * What one clause would have blocked. A decision counts for each clause that it failed.
   *
   * @param policy the policy's id
   * @param name its name, or empty where it is gone
   * @param clause in canonical text; empty where no clause is concerned
   * @param example the audit id of the latest decision
   */
  public record Line(
      String policy,
      String name,
      String capability,
      String clause,
      Reason.Code code,
      long decisions,
      Instant first,
      Instant last,
      String example) {}

  /**
   * The report over a span.
   *
   * @param from the first instant, or null for the beginning
   * @param to the instant after the last, or null for now
   * @param policy of the clauses of one policy, by id, or null
   */
  public static MonitorReport of(
      Queries queries,
      String tenant,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String policy) {
    AuditFilter filter =
        AuditFilter.DECISIONS.with(AuditFilter.Field.MONITORED, "true").between(from, to);
    Sums sums = new Sums(policy);
    String after = "";
    for (int pages = 0; pages < PAGES_MAX; pages++) {
      Page<AuditRecord> page = queries.audit(tenant, filter, after, PAGE);
      page.items().forEach(sums::add);
      after = page.next();
      if (after.isEmpty()) {
        return sums.report(queries, tenant, null);
      }
    }
    return sums.report(queries, tenant, sums.oldest);
  }

  /** A clause, and why it blocks. */
  private record Clause(String policy, String capability, String text, Reason.Code code) {}

  /** How often it would have. */
  private record Count(long decisions, Instant first, Instant last, String example) {
    Count plus(Instant at) {
      return new Count(decisions + 1, at, last, example);
    }
  }

  private static final class Sums {
    private final @Nullable String policy;
    private final Map<Clause, Count> counts = new HashMap<>();
    private long monitored;
    private long denied;
    private long asked;
    private Instant oldest = Instant.MAX;

    Sums(@Nullable String policy) {
      this.policy = policy;
    }

    /** Takes in a record that is older than those before it. */
    void add(AuditRecord record) {
      Optional<Decision.Monitored> would = RecordReader.monitored(record.leaf());
      if (would.isEmpty()) {
        return;
      }
      oldest = RecordReader.at(record.leaf());
      List<Reason> reasons =
          would.get().reasons().stream()
              .filter(reason -> policy == null || reason.policy().equals(policy))
              .toList();
      monitored++;
      if (would.get().outcome() == RecordReader.decision(record.leaf()).outcome()
          || reasons.isEmpty()) {
        return;
      }
      denied += would.get().outcome() == Outcome.DENY ? 1 : 0;
      asked += would.get().outcome() == Outcome.NEEDS_APPROVAL ? 1 : 0;
      reasons.stream().map(Sums::clause).distinct().forEach(clause -> count(clause, record));
    }

    private static Clause clause(Reason reason) {
      return new Clause(
          reason.policy(), reason.capability(), reason.clause().text(), reason.code());
    }

    private void count(Clause clause, AuditRecord record) {
      Count count = counts.get(clause);
      if (count != null) {
        counts.put(clause, count.plus(oldest));
      } else if (counts.size() < CLAUSES_MAX) {
        counts.put(clause, new Count(1, oldest, oldest, record.auditId()));
      }
    }

    MonitorReport report(Queries queries, String tenant, @Nullable Instant reached) {
      List<Line> lines = new ArrayList<>();
      counts.forEach(
          (clause, count) ->
              lines.add(
                  new Line(
                      clause.policy(),
                      queries.policy(tenant, clause.policy()).map(PolicyVersion::name).orElse(""),
                      clause.capability(),
                      clause.text(),
                      clause.code(),
                      count.decisions(),
                      count.first(),
                      count.last(),
                      count.example())));
      lines.sort(
          Comparator.comparingLong(Line::decisions)
              .reversed()
              .thenComparing(Line::policy)
              .thenComparing(Line::capability)
              .thenComparing(Line::clause)
              .thenComparing(Line::code));
      return new MonitorReport(monitored, denied, asked, lines, reached);
    }
  }
}
