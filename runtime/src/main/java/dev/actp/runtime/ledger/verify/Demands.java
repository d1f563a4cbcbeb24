package dev.actp.runtime.ledger.verify;

import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.ledger.VerifierKey;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a ledger from elsewhere. Without any of it, nobody can tell a ledger from a
 * shorter one, or from one that was written anew as a whole.
 *
 * @param receipts records that have to be there
 * @param checkpoints heads that its tree has to have had
 * @param keys of which one has to have signed each checkpoint; where there are none, no signature
 *     is checked
 */
public record Demands(
    List<Receipt> receipts, List<SignedNote> checkpoints, List<VerifierKey> keys) {
  /** Nothing. */
  public static final Demands NONE = new Demands(List.of(), List.of(), List.of());

  public Demands {
    receipts = List.copyOf(receipts);
    checkpoints = List.copyOf(checkpoints);
    keys = List.copyOf(keys);
  }

  /** The same with one record more. */
  public Demands and(Receipt receipt) {
    List<Receipt> more = new ArrayList<>(receipts);
    more.add(receipt);
    return new Demands(more, checkpoints, keys);
  }
}
