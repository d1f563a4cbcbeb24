package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Sealed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record with what it is looked for by.
 *
 * @param outcome the decision's outcome in lower case; {@code act} for administration
 * @param agent the agent that asked, or empty
 * @param action the action, or the name of the act
 * @param token the presented token's id, or empty
 * @param caller who asked or acted
 * @param request what a repeated request is known by, or null
 * @param until when what is kept beside it is let go, or null for never
 */
public record StoredRecord(
    Sealed sealed,
    String outcome,
    String agent,
    String action,
    String token,
    String caller,
    @Nullable Repeatable request,
    @Nullable Instant until) {

  /**
   * What a repeated request is known by: the caller's name for it, and what stands for its digest
   * under the key of the tenant's state, so that nobody can try out a value that it has.
   */
  public record Repeatable(String requestId, String digest) {}
}
