package dev.actp.runtime.service;

import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Liveness;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.ledger.Words;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.token.Handover;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tokens that are handed on: a child is never more than its parent is now. */
final class DelegationActs {
  private final Queries queries;
  private final RegistryActs registry;

  DelegationActs(Queries queries, RegistryActs registry) {
    this.queries = queries;
    this.registry = registry;
  }

  Ruling delegate(Desk desk, Act.DelegateToken act, Instant now) {
    Optional<VerifiedToken> known =
        queries.token(desk.tenant, act.parent()).map(IssuedToken::claims);
    if (known.isEmpty()) {
      return Ruling.unknown("token", act.parent());
    }
    VerifiedToken parent = known.get();
    VerifiedToken child = act.child().claims();
    if (desk.state.agent(act.child().agent()).isEmpty()) {
      return Ruling.unknown("agent", act.child().agent());
    }
    Facts facts = desk.state.facts(now);
    Optional<Reason> defect = Liveness.defect(desk.policies(), parent, facts);
    if (defect.isPresent()) {
      return Ruling.conflict("the token is not good any more: " + Words.of(defect.get().code()));
    }
    Map<String, Policy> policies = new HashMap<>();
    desk.policies().byId().forEach((id, policy) -> policies.put(id, policy.policy()));
    if (new Handover(parent, policies).to(wish(child.leaf()))
        instanceof Handover.Outcome.Refused(String why)) {
      return new Ruling.Impossible(Done.Why.ESCALATION, why);
    }
    Optional<String> revoked = revoked(parent, child.leaf(), policies, facts);
    if (revoked.isPresent()) {
      String why = "`" + revoked.get() + "` is revoked in the token";
      return new Ruling.Impossible(Done.Why.ESCALATION, why);
    }
    if (act.wider() != null) {
      return new Ruling.Impossible(Done.Why.ESCALATION, act.wider());
    }
    if (!descends(child, parent)) {
      return Ruling.invalid("the token does not descend from `" + act.parent() + "`");
    }
    return Liveness.defect(desk.policies(), child, facts)
        .<Ruling>map(one -> Ruling.conflict("the token would not be good: " + Words.of(one.code())))
        .orElseGet(() -> registry.register(desk, act.child()));
  }

  private static Handover.Wish wish(VerifiedToken.Link leaf) {
    return new Handover.Wish(
        leaf.jti(),
        leaf.agent(),
        leaf.grants(),
        leaf.narrowings(),
        leaf.notBefore(),
        leaf.expires());
  }

  /** Whether a token is another with one link more, and nothing else. */
  private static boolean descends(VerifiedToken child, VerifiedToken parent) {
    List<VerifiedToken.Link> ancestors = child.links().subList(0, child.links().size() - 1);
    return child.tenant().equals(parent.tenant())
        && child.session().equals(parent.session())
        && child.values().equals(parent.values())
        && ancestors.equals(parent.links());
  }

  /** A capability of the child that was taken back in the chain, by its name or by an action. */
  private static Optional<String> revoked(
      VerifiedToken parent, VerifiedToken.Link leaf, Map<String, Policy> policies, Facts facts) {
    Set<String> names = new HashSet<>();
    for (VerifiedToken.Link link : parent.links()) {
      if (facts.read(new FactKey.TokenStanding(link.jti(), link.agent()))
          instanceof Reading.Revocations revocations) {
        names.addAll(revocations.capabilities());
      }
    }
    for (VerifiedToken.Grant grant : leaf.grants()) {
      Policy policy = policies.get(grant.policy());
      for (Capability one : policy == null ? List.<Capability>of() : policy.capabilities()) {
        boolean taken =
            names.contains(one.name()) || one.actions().stream().anyMatch(names::contains);
        if (taken && grant.capabilities().contains(one.name())) {
          return Optional.of(one.name());
        }
      }
    }
    return Optional.empty();
  }
}
