package dev.actp.runtime.decision;

/**
 * One thing that a policy's rules found; indices point into the policy's lists. Findings are only
 * ever added, and what they mean does not depend on their order.
 */
public sealed interface Finding {

  /** A decoy's resource matches. */
  record DecoyTouched(int decoy) implements Finding {}

  /** A prohibition applies: it matches, and its condition is absent, true or at fault. */
  record Forbidden(int forbid) implements Finding {}

  /** A policy-level approval applies: it matches, and its condition is absent, true or at fault. */
  record ApprovalNeeded(int approval) implements Finding {}

  /** A quota matches. */
  record QuotaApplies(int quota) implements Finding {}

  /**
   * A capability's action and resource match, or a pattern of it is at fault; and it does not
   * {@linkplain Holds hold}.
   */
  record Candidate(int capability) implements Finding {}

  /**
   * A capability's action and resource match and the condition of every clause of its own is true.
   * Stands for {@link Candidate} too.
   */
  record Holds(int capability) implements Finding {}
}
