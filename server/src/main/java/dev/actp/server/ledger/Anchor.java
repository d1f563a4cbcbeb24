package dev.actp.server.ledger;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.SignedNote;
import java.io.IOException;

/**
 * A place outside of the data folder that keeps checkpoints. Whoever holds the data folder must not
 * be able to change what is there.
 */
public interface Anchor {

  /** What operators know it by: its kind, and where it is, without anything secret. */
  String name();

  /**
   * Puts a checkpoint there. Returns only once it is there, as far as the kind of place can tell,
   * and within some seconds in any case.
   *
   * @throws IOException if it may not be there
   */
  void write(SignedNote note, Checkpoint checkpoint) throws IOException;
}
