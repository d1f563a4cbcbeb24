package dev.actp.runtime.decision.reference;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Quota;
import dev.actp.runtime.policy.RequiredApproval;
import dev.actp.runtime.policy.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A token of which every policy, and every ancestor's, is in monitor mode: would-be denials of
 * steps 3 to 5 are answered allow; what is revoked, forbidden or a decoy is denied, and guardrails
 * go on as ever.
 */
record Monitoring(
    Request request, VerifiedToken token, Facts facts, List<InForce> inForce, Set<String> revoked) {
  private static final Set<Reason.Code> STANDING =
      Set.of(Reason.Code.DECOY_TOUCHED, Reason.Code.FORBIDDEN, Reason.Code.CAPABILITY_REVOKED);

  Decision observe(Decision strict) {
    if (strict.outcome() == Outcome.ALLOW) {
      return strict;
    }
    if (strict.reasons().stream().anyMatch(reason -> STANDING.contains(reason.code()))) {
      return ReferenceDecider.deny(strict.reasons(), List.of());
    }
    String digest = ReferenceDecider.digest(request, token, inForce);
    Optional<Grants.Judged> first =
        new Grants(inForce, revoked, digest).capabilities().stream().findFirst();
    Judgement guarded = guarded(digest);
    if (!guarded.failures().isEmpty()) {
      return ReferenceDecider.deny(guarded.failures(), List.of());
    }
    if (guarded.waits()) {
      return Asking.ask(
          token, facts, first.map(Grants.Judged::name).orElse(null), List.of(guarded));
    }
    return allow(first.orElse(null), guarded, digest);
  }

  private Judgement guarded(String digest) {
    List<Judgement> all = new ArrayList<>();
    for (InForce guardrail : inForce) {
      if (guardrail.policy().kind() == Policy.Kind.GUARDRAIL) {
        Judge judge = new Judge(digest, guardrail.id(), "");
        for (RequiredApproval required : guardrail.policy().approvals()) {
          guardrail.situations().stream()
              .filter(situation -> Asking.applies(required, situation))
              .findFirst()
              .ifPresent(situation -> judge.required(required, situation));
        }
        for (Situation situation : guardrail.situations()) {
          quotas(guardrail.policy(), situation)
              .forEach(quota -> judge.clause(quota.clause(), situation));
        }
        all.add(judge.judgement());
      }
    }
    return Asking.join(all);
  }

  private static Stream<Quota> quotas(Policy policy, Situation situation) {
    Globs globs = new Globs(situation);
    return policy.quotas().stream()
        .filter(quota -> globs.touches(quota.actions()) && globs.touches(quota.resources()));
  }

  private Decision allow(Grants.@Nullable Judged first, Judgement guarded, String digest) {
    List<Effect> effects = new ArrayList<>(guarded.uses());
    Decision.Exercised name = first == null ? null : first.name();
    if (name != null) {
      effects.addAll(charges(name, digest));
    }
    effects.addAll(guarded.charges());
    effects.add(
        new Effect.Remember(
            token.session(), request.action(), request.resource(), request.attributes()));
    return new Decision(
        Outcome.ALLOW,
        name,
        List.of(granted(first)),
        List.of(),
        effects.stream().distinct().toList());
  }

  private static Reason granted(Grants.@Nullable Judged first) {
    return first == null
        ? new Reason(Reason.Code.GRANTED, "", "", Source.NONE, null, "")
        : new Reason(
            Reason.Code.GRANTED,
            first.name().policy(),
            first.name().capability(),
            first.source(),
            null,
            "");
  }

  /** Limits advance, whether they hold or not. */
  private List<Effect> charges(Decision.Exercised exercised, String digest) {
    Judge judge = new Judge(digest, exercised.policy(), exercised.capability());
    for (InForce holder : inForce) {
      if (holder.id().equals(exercised.policy())) {
        for (Situation situation : holder.situations()) {
          Stream.of(
                  holder.policy().capabilities().stream()
                      .filter(one -> one.name().equals(exercised.capability()))
                      .flatMap(one -> one.clauses().stream()),
                  Grants.narrowing(holder, exercised.capability(), situation)
                      .flatMap(each -> each.clauses().stream()),
                  quotas(holder.policy(), situation).map(Quota::clause))
              .flatMap(each -> each)
              .forEach(clause -> judge.chargesOf(clause, situation));
        }
      }
    }
    return judge.judgement().charges();
  }
}
