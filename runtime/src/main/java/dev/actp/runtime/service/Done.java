package dev.actp.runtime.service;

import dev.actp.runtime.ledger.Receipt;
import org.jspecify.annotations.Nullable;

/** What became of an administrative act, once it is committed. */
public sealed interface Done {

  /**
   * It is done and recorded.
   *
   * @param id the id of what it made or changed
   * @param number the version's number where a policy was activated, else 0
   */
  record Committed(String id, int number, Receipt receipt) implements Done {}

  /**
   * It was not done.
   *
   * @param message one line for people, lower case, without a final period
   * @param receipt the record of the refusal, or null where none could be made, or it is one of too
   *     many
   * @param exceeded the tenant's quota that is in the way; null for every other reason
   */
  record Refused(Why why, String message, @Nullable Receipt receipt, @Nullable Exceeded exceeded)
      implements Done {
    public Refused(Why why, String message, @Nullable Receipt receipt) {
      this(why, message, receipt, null);
    }
  }

  /** Why an act is refused. */
  enum Why {
    /** What it names does not exist in the tenant. */
    UNKNOWN,
    /** What it would create exists, or what it would change is past changing. */
    CONFLICT,
    /** The person or caller may not do it. */
    FORBIDDEN,
    /** A token would be handed on as more than it is. */
    ESCALATION,
    /** A bound of the tenant is reached. */
    FULL,
    /** A quota of the tenant is used up. */
    QUOTA,
    /** It makes no sense. */
    INVALID,
    /**
     * The store is behind what is known of it elsewhere; nothing is done before it is recovered.
     */
    SEALED,
    /** The queue is full; nothing was done. */
    OVERLOADED,
    /** The store failed; nothing was done. */
    STORE_UNAVAILABLE
  }
}
