package dev.actp.runtime.replay;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.ledger.RecordedDecision;

/**
 * A decision that other policies would have made otherwise.
 *
 * @param reason what decides: why it would not be allowed, or where it would be, why it was not
 * @param policy the name of the policy that the reason is of, or empty
 * @param estimated whether it rests on a reading that nobody took then
 */
public record Flip(
    RecordedDecision recorded,
    Decision would,
    Way way,
    Reason reason,
    String policy,
    boolean estimated) {

  /** Which way it goes. */
  public enum Way {
    /** From deny towards allow. */
    WIDENED,
    /** From allow towards deny. */
    NARROWED,
    /** Another approval is asked for, or the answer is bound to something else. */
    CHANGED
  }

  /** The outcome that is recorded. */
  public Outcome was() {
    return recorded.decision().outcome();
  }
}
