package dev.actp.runtime.decision.reference;

import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Obligation;
import java.util.List;

/**
 * What the clauses of a capability, or a policy-level approval, come to.
 *
 * @param failures why it does not hold
 * @param missing approvals that it waits for
 * @param uses given approvals that an allow uses up
 * @param charges what an allow consumes
 * @param obligations what an allow is bound to
 */
record Judgement(
    List<Reason> failures,
    List<Missing> missing,
    List<Effect> uses,
    List<Effect> charges,
    List<Obligation> obligations) {

  /**
   * An approval that is not given.
   *
   * @param fresh whether nobody has asked for it yet
   */
  record Missing(Reason reason, Effect.OpenApproval open, boolean fresh) {}

  boolean grants() {
    return failures.isEmpty() && missing.isEmpty();
  }

  boolean waits() {
    return failures.isEmpty() && !missing.isEmpty();
  }
}
