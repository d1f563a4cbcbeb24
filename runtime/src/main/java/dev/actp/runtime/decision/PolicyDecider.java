package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Source;
import java.util.List;
import java.util.Optional;

/**
 * Decides by what the rules of the policies in force find: plain code folds the findings, so that
 * the order in which rules fire cannot matter (language.md, "How a request is decided").
 * Thread-safe, and without state.
 */
public final class PolicyDecider implements Decider {

  @Override
  @SuppressWarnings("CatchingUnchecked")
  public Decision decide(
      CompiledPolicies policies, Request request, VerifiedToken token, Facts facts) {
    try {
      return decideOrThrow(policies, request, token, facts);
    } catch (Throwable bug) {
      String detail = "an internal failure: " + bug.getClass().getSimpleName();
      return Judging.deny(
          List.of(new Reason(Reason.Code.INTERNAL_ERROR, "", "", Source.NONE, null, detail)),
          List.of());
    }
  }

  private static Decision decideOrThrow(
      CompiledPolicies policies, Request request, VerifiedToken token, Facts facts) {
    Liveness liveness = Liveness.of(policies, request, token, facts);
    Optional<Reason> defect = liveness.defect();
    if (defect.isPresent()) {
      return Judging.deny(List.of(defect.get()), List.of());
    }
    List<PolicyInForce> inForce =
        PolicyInForce.all(policies, request, token, liveness.agents(), facts);
    Judging all = new Judging(request, token, facts, inForce, liveness.revoked());
    Decision strict = all.decide();
    List<PolicyInForce> enforcing = PolicyInForce.enforcing(inForce);
    if (enforcing.size() == inForce.size()) {
      return strict;
    }
    Decision decision =
        enforcing.stream().allMatch(PolicyInForce::guardrail)
            ? all.observe(strict)
            : new Judging(request, token, facts, enforcing, liveness.revoked()).decide();
    return decision.beside(strict);
  }
}
