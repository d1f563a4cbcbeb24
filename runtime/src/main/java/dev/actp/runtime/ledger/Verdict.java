package dev.actp.runtime.ledger;

import org.jspecify.annotations.Nullable;

/** What verifying a ledger comes to. */
public sealed interface Verdict {

  /**
   * Every record follows from the one before it, and every known one is there.
   *
   * @param tenant whose ledger it is; empty where it has no record
   * @param head the last record; null where there is none
   */
  record Intact(String tenant, long records, @Nullable Receipt head) implements Verdict {}

  /**
   * Something was edited, taken out, put in, moved or cut off.
   *
   * @param index the first place that is not as it was
   * @param why one line for people, lower case, without a final period
   */
  record Broken(long index, String why) implements Verdict {}
}
