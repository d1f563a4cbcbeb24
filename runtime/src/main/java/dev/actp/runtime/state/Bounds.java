package dev.actp.runtime.state;

/**
 * How much one tenant's state may hold. What would exceed a bound is denied, or remembered more
 * coarsely where that can only deny.
 *
 * @param counters live counters, breaker windows included
 * @param exactUses uses that a sliding counter remembers one by one; above, in 60 stretches of its
 *     window
 * @param sessions sessions with a history
 * @param usesPerAction uses of one action that a session remembers one by one
 * @param usesInAll uses that all sessions remember one by one
 * @param proofs proofs of possession that are remembered until they are too old to be shown again
 * @param approvalsPerAgent approvals that one agent may have pending
 * @param approvalsPerGroup approvals that one group may have pending
 */
public record Bounds(
    int counters,
    int exactUses,
    int sessions,
    int usesPerAction,
    int usesInAll,
    int proofs,
    int approvalsPerAgent,
    int approvalsPerGroup) {
  public static final Bounds DEFAULT =
      new Bounds(2_000_000, 10_000, 500_000, 64, 2_000_000, 200_000, 20, 200);

  private static final int FIRST_SWEEP = 1024;
  private static final int SHARE = 256;

  /** How many of so many at most there have to be before what is idle is looked for. */
  static int firstSweep(int most) {
    return Math.min(FIRST_SWEEP, most / SHARE);
  }
}
