package dev.actp.runtime.ledger.verify;

import dev.actp.runtime.ledger.Receipt;
import org.jspecify.annotations.Nullable;

/** What verifying a ledger comes to. */
public sealed interface Verdict {

  /**
   * Every record follows from the one before it, every known one is there, and the heads of the
   * tree are those of the checkpoints.
   *
   * @param tenant whose ledger it is; empty where it has no record
   * @param head the last record; null where there is none
   * @param checkpoints how many checkpoints were held against the tree
   * @param covered how many records the last of them covers
   */
  record Intact(String tenant, long records, @Nullable Receipt head, long checkpoints, long covered)
      implements Verdict {}

  /**
   * Something was edited, taken out, put in, moved or cut off.
   *
   * @param index the first place that is not as it was
   * @param why one line for people, lower case, without a final period
   */
  record Broken(long index, String why) implements Verdict {}
}
