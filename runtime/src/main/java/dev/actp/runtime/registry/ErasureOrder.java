package dev.actp.runtime.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An erasure that was asked for, and how far it has come. The value that it is about, if any, is
 * kept beside the record of its asking alone, and erased with the rest.
 *
 * @param record the index of that record; what comes behind it is not looked at
 * @param actorKind what kind of somebody asked, and {@code actorId} who
 * @param by what chooses the records: {@code attribute}, {@code agent} or {@code records}
 * @param name the attribute or agent, or empty
 * @param next the index of the next record to look at, and {@code end} that behind the last
 * @param records whose values are gone, so far
 * @param approvals that are over, whose attributes are gone, so far
 * @param tokens that had expired, whose session values are gone, so far
 * @param live approvals and tokens that belonged to the subject and still lived when it ended: they
 *     keep their values until they are over
 * @param ended when it had gone through everything; null where it has not
 */
public record ErasureOrder(
    long record,
    Instant asked,
    String actorKind,
    String actorId,
    String by,
    String name,
    long next,
    long end,
    long records,
    long approvals,
    long tokens,
    long live,
    @Nullable Instant ended) {
  /** How many may wait for each tenant. */
  public static final int WAITING_MAX = 20;

  /** How many that have ended are remembered of each tenant. */
  public static final int ENDED_MAX = 100;

  /** The id of the record of its asking. */
  public String id() {
    return "aud_" + record;
  }

  /** Having looked at the records before an index, and erased some more. */
  public ErasureOrder at(long index, int more) {
    return new ErasureOrder(
        record,
        asked,
        actorKind,
        actorId,
        by,
        name,
        index,
        end,
        records + more,
        approvals,
        tokens,
        live,
        ended);
  }

  /** Having erased what is left of some more approvals and tokens. */
  public ErasureOrder and(int moreApprovals, int moreTokens) {
    return new ErasureOrder(
        record,
        asked,
        actorKind,
        actorId,
        by,
        name,
        next,
        end,
        records,
        approvals + moreApprovals,
        tokens + moreTokens,
        live,
        ended);
  }

  /** Having gone through everything, where some was still alive. */
  public ErasureOrder over(Instant at, long alive) {
    return new ErasureOrder(
        record, asked, actorKind, actorId, by, name, next, end, records, approvals, tokens, alive,
        at);
  }
}
