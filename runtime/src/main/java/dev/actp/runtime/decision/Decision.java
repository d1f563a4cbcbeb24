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
 */
public record Decision(
    Outcome outcome,
    @Nullable Exercised exercised,
    List<Reason> reasons,
    List<Obligation> obligations,
    List<Effect> effects) {
  public Decision {
    reasons = List.copyOf(reasons);
    obligations = List.copyOf(obligations);
    effects = List.copyOf(effects);
  }

  /** A capability of a policy. */
  public record Exercised(String policy, String capability) {}
}
