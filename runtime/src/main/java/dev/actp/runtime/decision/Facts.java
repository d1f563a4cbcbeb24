package dev.actp.runtime.decision;

import java.time.Instant;
import java.util.Set;

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
   * The attributes of the request whose values are not there, though the decision had them: what
   * depends on them is {@link FactKey.Redacted}. None but where a decision is made again.
   */
  default Set<String> withheld() {
    return Set.of();
  }

  /**
   * Where the decision keeps what is costly to compute. A caller who must not wait for that gives
   * one that only looks up.
   */
  default Memo memo() {
    return new Memo();
  }
}
