package dev.actp.runtime.service;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.registry.Approval;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision that is committed, or a denial because none could be.
 *
 * @param receipt the record of it; null only for what allows nothing, and could not be recorded or
 *     is one of too many
 * @param counted whether it is one of too many: counted, and not recorded by itself
 * @param replayed whether it is an earlier answer to the same request, given again
 * @param dryRun whether nothing was consumed or opened: {@code decision} is what it would have been
 * @param approvals the approvals that it waits for, as they stand; empty unless it needs some
 */
public record Answer(
    Decision decision,
    Instant decidedAt,
    @Nullable Receipt receipt,
    boolean counted,
    boolean replayed,
    boolean dryRun,
    List<Approval> approvals) {
  public Answer {
    approvals = List.copyOf(approvals);
  }

  /**
   * The record's id within its tenant: {@code aud_} and the index; empty where nothing was
   * recorded.
   */
  public String auditId() {
    return receipt == null ? "" : "aud_" + receipt.index();
  }
}
