package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Obligation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision: a pure function of request, token, policies and facts.
 *
 * @param exercised the capability that an allow exercised, or that an approval is asked for; else
 *     null
 * @param reasons in a fixed order: policies in force, then position
 * @param obligations what the answer is bound to; empty unless allowed
 * @param effects what has to be committed before the answer leaves
 * @param monitored what it would have been had the policies in monitor mode enforced; null where
 *     none took part
 */
public record Decision(
    Outcome outcome,
    @Nullable Exercised exercised,
    List<Reason> reasons,
    List<Obligation> obligations,
    List<Effect> effects,
    @Nullable Monitored monitored) {
  public Decision {
    reasons = List.copyOf(reasons);
    obligations = List.copyOf(obligations);
    effects = List.copyOf(effects);
  }

  /** A decision in which no policy in monitor mode took part. */
  public Decision(
      Outcome outcome,
      @Nullable Exercised exercised,
      List<Reason> reasons,
      List<Obligation> obligations,
      List<Effect> effects) {
    this(outcome, exercised, reasons, obligations, effects, null);
  }

  /** The same, beside what it would have been had the policies in monitor mode enforced. */
  public Decision beside(Decision would) {
    Monitored monitored = new Monitored(would.outcome, would.reasons);
    return new Decision(outcome, exercised, reasons, obligations, effects, monitored);
  }

  /** An outcome that is recorded and shown, and not enforced. */
  public record Monitored(Outcome outcome, List<Reason> reasons) {
    public Monitored {
      reasons = List.copyOf(reasons);
    }
  }

  /** A capability of a policy. */
  public record Exercised(String policy, String capability) {}
}
