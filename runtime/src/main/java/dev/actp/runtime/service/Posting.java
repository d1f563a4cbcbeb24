package dev.actp.runtime.service;

import dev.actp.runtime.registry.Delivery;
import java.util.List;

/**
 * What whoever sends notices has to say: kept without a record, since it changes nothing that
 * anybody may do.
 */
public sealed interface Posting {

  /** A notice was taken. */
  record Delivered(String webhook, String notice) implements Posting {}

  /** A notice was not taken: to be sent again, or given up. */
  record Failed(Delivery delivery) implements Posting {}

  /**
   * The time of some approvals may be over.
   *
   * @param approvals their ids
   */
  record Ended(List<String> approvals) implements Posting {
    public Ended {
      approvals = List.copyOf(approvals);
    }
  }

  /** A notice about nothing is wanted. */
  record Test(String webhook, String notice) implements Posting {}
}
