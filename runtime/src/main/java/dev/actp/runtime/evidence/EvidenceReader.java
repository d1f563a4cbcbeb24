package dev.actp.runtime.evidence;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.RecordedDecision;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.LedgerRow;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Queries;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects evidence. Of more uses than fit the newest are kept. For one thread.
 *
 * @see Evidence
 */
public final class EvidenceReader {
  /** How many uses are kept, of some 5 KiB each. */
  public static final int MOST = 50_000;

  private static final int PAGE = 500;
  private static final int MOST_TOKENS = 10_000;

  private final int most;
  private final @Nullable Instant from;
  private final @Nullable Instant to;
  private final @Nullable String agent;
  private final Deque<Use> uses = new ArrayDeque<>();
  private long monitored;
  private boolean all = true;

  /**
   * Collects what was used over a span.
   *
   * @param from the first instant, or null for the beginning
   * @param to the instant after the last, or null for now
   * @param agent by one agent, by id, or null for all
   */
  public EvidenceReader(@Nullable Instant from, @Nullable Instant to, @Nullable String agent) {
    this(MOST, from, to, agent);
  }

  EvidenceReader(int most, @Nullable Instant from, @Nullable Instant to, @Nullable String agent) {
    this.most = most;
    this.from = from;
    this.to = to;
    this.agent = agent;
  }

  /** What a tenant's ledger holds, and what is stored beside it. */
  public Evidence read(Queries queries, String tenant) {
    Lifetimes lifetimes = new Lifetimes(queries, tenant);
    long end = to == null ? Long.MAX_VALUE : queries.firstAt(tenant, to);
    long next = from == null ? 0 : queries.firstAt(tenant, from);
    while (next < end) {
      List<LedgerRow> rows = queries.ledger(tenant, next, PAGE);
      if (rows.isEmpty()) {
        break;
      }
      for (LedgerRow row : rows) {
        if (row.index() < end) {
          counted(row.leaf(), row.beside())
              .ifPresent(use -> add(new Use(use, lifetimes.of(use.token().session()))));
        }
      }
      next = rows.getLast().index() + 1;
    }
    return evidence(names(queries, tenant));
  }

  /**
   * What an export holds, a record a line: no values, and not how long tokens were issued for.
   *
   * @param export records alone
   * @throws IOException where it cannot be read
   * @throws IllegalArgumentException where a line is no record
   */
  public Evidence read(Leaves export) throws IOException {
    for (byte[] leaf = export.next(); leaf != null; leaf = export.next()) {
      counted(leaf, null).ifPresent(use -> add(new Use(use, null)));
    }
    return evidence(Map.of());
  }

  private void add(Use use) {
    uses.addLast(use);
    if (uses.size() > most) {
      uses.removeFirst();
      all = false;
    }
  }

  private Evidence evidence(Map<String, String> names) {
    Instant reached = all ? null : uses.getFirst().record().at();
    return new Evidence(List.copyOf(uses), names, monitored, reached);
  }

  /** A use that counts as one. */
  private Optional<RecordedDecision> counted(byte[] leaf, byte @Nullable [] beside) {
    Optional<RecordedDecision> use =
        RecordedDecision.of(leaf, beside)
            .filter(one -> one.decision().outcome() == Outcome.ALLOW && !one.dryRun())
            .filter(this::isWanted);
    if (use.isPresent() && isLetPass(use.get().decision())) {
      monitored++;
      return Optional.empty();
    }
    return use;
  }

  private boolean isWanted(RecordedDecision use) {
    return (from == null || !use.at().isBefore(from))
        && (to == null || use.at().isBefore(to))
        && (agent == null || use.token().leaf().agent().equals(agent));
  }

  private static boolean isLetPass(Decision decision) {
    Decision.Monitored would = decision.monitored();
    return decision.exercised() == null || (would != null && would.outcome() != Outcome.ALLOW);
  }

  private static Map<String, String> names(Queries queries, String tenant) {
    Map<String, String> names = new HashMap<>();
    for (PolicyVersion version : queries.allVersions(tenant)) {
      names.put(version.id(), version.name());
    }
    return names;
  }

  /** How long root tokens were issued for, each asked for once while it is remembered. */
  private static final class Lifetimes {
    private final Queries queries;
    private final String tenant;
    private final Map<String, Optional<Duration>> known =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Optional<Duration>> eldest) {
            return size() > MOST_TOKENS;
          }
        };

    Lifetimes(Queries queries, String tenant) {
      this.queries = queries;
      this.tenant = tenant;
    }

    @Nullable Duration of(String jti) {
      return known
          .computeIfAbsent(jti, unread -> queries.token(tenant, unread).map(Lifetimes::of))
          .orElse(null);
    }

    private static Duration of(IssuedToken token) {
      return Duration.between(token.issued(), token.claims().leaf().expires());
    }
  }
}
