package dev.actp.runtime.evidence;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.ledger.RecordedDecision;
import dev.actp.runtime.registry.LedgerRow;
import dev.actp.runtime.registry.PolicyVersion;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
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

  private final int most;
  private final @Nullable String agent;
  private final Deque<Use> uses = new ArrayDeque<>();
  private long monitored;
  private boolean all = true;

  private EvidenceReader(int most, @Nullable String agent) {
    this.most = most;
    this.agent = agent;
  }

  /**
   * What records show to have been used.
   *
   * @param rows in their order
   * @param versions of the policies, as far as they are known
   * @param agent by one agent, by id, or null for all
   * @throws IllegalArgumentException where one is no record
   */
  public static Evidence read(
      Iterable<LedgerRow> rows,
      List<PolicyVersion> versions,
      Lifetimes lifetimes,
      @Nullable String agent) {
    return read(MOST, rows, versions, lifetimes, agent);
  }

  static Evidence read(
      int most,
      Iterable<LedgerRow> rows,
      List<PolicyVersion> versions,
      Lifetimes lifetimes,
      @Nullable String agent) {
    EvidenceReader reader = new EvidenceReader(most, agent);
    for (LedgerRow row : rows) {
      reader
          .counted(row)
          .ifPresent(use -> reader.add(new Use(use, lifetimes.of(use.token().session()))));
    }
    Map<String, String> names = new HashMap<>();
    versions.forEach(version -> names.put(version.id(), version.name()));
    return reader.evidence(names);
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
  private Optional<RecordedDecision> counted(LedgerRow row) {
    Optional<RecordedDecision> use =
        RecordedDecision.of(row.leaf(), row.beside())
            .filter(one -> one.decision().outcome() == Outcome.ALLOW && !one.dryRun())
            .filter(one -> agent == null || one.token().leaf().agent().equals(agent));
    if (use.isPresent() && isLetPass(use.get().decision())) {
      monitored++;
      return Optional.empty();
    }
    return use;
  }

  private static boolean isLetPass(Decision decision) {
    Decision.Monitored would = decision.monitored();
    return decision.exercised() == null || (would != null && would.outcome() != Outcome.ALLOW);
  }
}
