package dev.actp.runtime.decision;

import java.time.Instant;

/**
 * Everything a decision reads besides request, token and policies. Within one decision the same key
 * gives the same reading; the readings are recorded and are enough to decide again to the same
 * bytes.
 */
public interface Facts {

  /** The instant of the decision: never before that of an earlier committed one. */
  Instant now();

  /** The fact, or {@link Reading.Unavailable}; never throws. */
  Reading read(FactKey key);

  /**
   * Where the decision keeps what is costly to compute. A caller who must not wait for that gives
   * one that only looks up.
   */
  default Memo memo() {
    return new Memo();
  }
}
