package dev.actp.server.ledger;

import dev.actp.runtime.ledger.Checkpoint;
import java.io.IOException;
import java.util.Map;

/** An anchor that can be read again: a start is held against what it knows. */
public interface KeptAnchor extends Anchor {
  /** How many ledgers one may have checkpoints of. */
  int MOST_LEDGERS = 10_000;

  /**
   * The last checkpoint of each ledger, by origin; none of a ledger that it never got one of.
   *
   * @throws IOException if it cannot be read, or holds something else
   */
  Map<String, Checkpoint> last() throws IOException;
}
