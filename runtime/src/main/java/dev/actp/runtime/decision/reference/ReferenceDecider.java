package dev.actp.runtime.decision.reference;

import dev.actp.runtime.decision.CanonicalRequest;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.Decider;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides by the letter of the language reference, "How a request is decided", step by step. */
public final class ReferenceDecider implements Decider {

  @Override
  public Decision decide(
      CompiledPolicies policies, Request request, VerifiedToken token, Facts facts) {
    Standing standing = new Standing(policies, facts);
    Optional<Reason> defect = standing.defect(request, token);
    if (defect.isPresent()) {
      return deny(List.of(defect.get()), List.of());
    }
    List<InForce> inForce = InForce.of(policies, request, token, standing.agents, facts);
    Decision strict = steps(inForce, request, token, facts, standing.revoked);
    List<InForce> enforcing = inForce.stream().filter(one -> one.enforces(facts.now())).toList();
    if (enforcing.equals(inForce)) {
      return strict;
    }
    boolean beside = enforcing.stream().anyMatch(one -> one.policy().kind() == Policy.Kind.POLICY);
    Decision decision =
        beside
            ? steps(enforcing, request, token, facts, standing.revoked)
            : new Monitoring(request, token, facts, inForce, standing.revoked).observe(strict);
    return decision.beside(strict);
  }

  /**
   * Step 1 alone: why the request is denied before any rule sees it, for which its attributes, the
   * session's values and the agents' do not matter. Empty for most.
   */
  public static Optional<Reason> defect(
      CompiledPolicies policies, Request request, VerifiedToken token, Facts facts) {
    return new Standing(policies, facts).defect(request, token);
  }

  /** Steps 2 to 5, whichever policies are in force. */
  private static Decision steps(
      List<InForce> inForce,
      Request request,
      VerifiedToken token,
      Facts facts,
      Set<String> revoked) {
    Prohibitions prohibitions = new Prohibitions(inForce);
    List<Reason> decoys = prohibitions.decoys();
    if (!decoys.isEmpty()) {
      return deny(decoys, List.of(new Effect.Suspend(token.leaf().agent())));
    }
    List<Reason> forbids = prohibitions.forbids();
    if (!forbids.isEmpty()) {
      return deny(forbids, Denials.count(forbids, inForce, token));
    }
    String digest = digest(request, token, inForce);
    return grant(request, token, facts, inForce, new Grants(inForce, revoked, digest));
  }

  static String digest(Request request, VerifiedToken token, List<InForce> inForce) {
    return CanonicalRequest.digest(
        request,
        token,
        inForce.stream()
            .map(one -> CanonicalRequest.Version.of(one.policy(), one.digest(), request))
            .toList());
  }

  private static Decision grant(
      Request request, VerifiedToken token, Facts facts, List<InForce> inForce, Grants grants) {
    List<Grants.Judged> judged = grants.capabilities();
    Judgement required = grants.required();
    Optional<Grants.Judged> granting =
        judged.stream().filter(one -> one.judgement().grants()).findFirst();
    Optional<Grants.Judged> waiting =
        judged.stream().filter(one -> one.judgement().waits()).findFirst();
    if (!required.failures().isEmpty()) {
      return deny(required.failures(), Denials.count(required.failures(), inForce, token));
    }
    if (granting.isPresent() && required.grants()) {
      return allow(request, token, granting.get(), required);
    }
    Optional<Grants.Judged> asked = granting.isPresent() ? granting : waiting;
    if (asked.isPresent()) {
      return Asking.ask(
          token, facts, asked.get().name(), List.of(required, asked.get().judgement()));
    }
    List<Reason> reasons = new ArrayList<>();
    judged.forEach(one -> reasons.addAll(one.judgement().failures()));
    if (reasons.isEmpty()) {
      reasons.add(new Reason(Reason.Code.CAPABILITY_NOT_GRANTED, "", "", Source.NONE, null, ""));
    }
    return deny(reasons, Denials.count(reasons, inForce, token));
  }

  private static Decision allow(
      Request request, VerifiedToken token, Grants.Judged granting, Judgement required) {
    List<Effect> effects = new ArrayList<>();
    effects.addAll(required.uses());
    effects.addAll(granting.judgement().uses());
    effects.addAll(granting.judgement().charges());
    effects.add(
        new Effect.Remember(
            token.session(), request.action(), request.resource(), request.attributes()));
    return new Decision(
        Outcome.ALLOW,
        granting.name(),
        List.of(
            new Reason(
                Reason.Code.GRANTED,
                granting.name().policy(),
                granting.name().capability(),
                granting.source(),
                null,
                "")),
        granting.judgement().obligations().stream().distinct().toList(),
        effects.stream().distinct().toList());
  }

  static Decision deny(List<Reason> reasons, List<Effect> effects) {
    return new Decision(
        Outcome.DENY, null, reasons.stream().distinct().toList(), List.of(), effects);
  }
}
