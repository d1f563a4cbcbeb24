package dev.actp.runtime.service;

import dev.actp.runtime.registry.Delivery;
import dev.actp.runtime.registry.ErasureOrder;
import java.util.List;

/** What is kept without a record, since it changes nothing that anybody may do. */
public sealed interface Posting {

  /**
   * A signed head of the ledger's tree.
   *
   * @param size how many records it covers
   */
  record Head(long size, String note) implements Posting {}

  /** How far an erasure has come that has found nothing for a while. */
  record Erasing(ErasureOrder order) implements Posting {}

  /** What became of notices. */
  sealed interface Sending extends Posting {}

  /** A notice was taken. */
  record Delivered(String webhook, String notice) implements Sending {}

  /** A notice was not taken: to be sent again, or given up. */
  record Failed(Delivery delivery) implements Sending {}

  /**
   * The time of some approvals may be over.
   *
   * @param approvals their ids
   */
  record Ended(List<String> approvals) implements Sending {
    public Ended {
      approvals = List.copyOf(approvals);
    }
  }

  /** A notice about nothing is wanted. */
  record Test(String webhook, String notice) implements Sending {}
}
