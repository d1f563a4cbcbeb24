package dev.actp.runtime.decision.reference;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.function.ActionName;
import dev.actp.runtime.function.ResourceName;
import dev.actp.runtime.policy.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Step 1: whether request and token may be looked at at all. The first defect counts, in this
 * order: tenant, action, resource, then for each link from the root its times, its revocation, its
 * agent, its policies.
 */
final class Standing {
  private static final Duration NOT_BEFORE_LEEWAY = Duration.ofSeconds(30);

  private final CompiledPolicies policies;
  private final Facts facts;

  /** The agent of each link, root first. */
  final List<Reading.Agent> agents = new ArrayList<>();

  /** Capabilities revoked in any link. */
  final Set<String> revoked = new HashSet<>();

  Standing(CompiledPolicies policies, Facts facts) {
    this.policies = policies;
    this.facts = facts;
  }

  Optional<Reason> defect(Request request, VerifiedToken token) {
    if (!token.tenant().equals(request.tenant())) {
      return reason(Reason.Code.TOKEN_INVALID, "");
    }
    if (!ActionName.isWellFormed(request.action())) {
      return reason(Reason.Code.REQUEST_MALFORMED, "");
    }
    if (ResourceName.check(request.resource()).isPresent()) {
      return reason(Reason.Code.RESOURCE_MALFORMED, "");
    }
    return token.links().stream().flatMap(link -> link(link).stream()).findFirst();
  }

  private Optional<Reason> link(VerifiedToken.Link link) {
    if (facts.now().plus(NOT_BEFORE_LEEWAY).isBefore(link.notBefore())) {
      return reason(Reason.Code.TOKEN_NOT_YET_VALID, "");
    }
    if (!facts.now().isBefore(link.expires())) {
      return reason(Reason.Code.TOKEN_EXPIRED, "");
    }
    Reading standing = facts.read(new FactKey.TokenStanding(link.jti(), link.agent()));
    if (!(standing instanceof Reading.Revocations revocations)) {
      return reason(Reason.Code.STORE_UNAVAILABLE, "");
    }
    if (revocations.whole()) {
      return reason(Reason.Code.TOKEN_REVOKED, "");
    }
    revoked.addAll(revocations.capabilities());
    Optional<Reason> agent = agent(link.agent());
    return agent.isPresent() ? agent : policies(link, revocations);
  }

  private Optional<Reason> agent(String id) {
    return switch (facts.read(new FactKey.AgentStanding(id))) {
      case Reading.Agent agent -> {
        agents.add(agent);
        boolean suspended =
            agent.suspendedUntil() != null && facts.now().isBefore(agent.suspendedUntil());
        yield agent.disabled() || suspended
            ? reason(Reason.Code.AGENT_SUSPENDED, "")
            : Optional.empty();
      }
      case Reading.Missing missing -> reason(Reason.Code.AGENT_UNKNOWN, "");
      case Reading other -> reason(Reason.Code.STORE_UNAVAILABLE, "");
    };
  }

  private Optional<Reason> policies(VerifiedToken.Link link, Reading.Revocations revocations) {
    for (VerifiedToken.Grant grant : link.grants()) {
      CompiledPolicy current = policies.byId().get(grant.policy());
      if (current == null) {
        return reason(Reason.Code.POLICY_UNKNOWN, grant.policy());
      }
      if (revocations.policies().contains(grant.policy())) {
        return reason(Reason.Code.POLICY_REVOKED, grant.policy());
      }
      if (grant.pinned() != null && !grant.pinned().equals(current.digest())) {
        return reason(Reason.Code.POLICY_CHANGED, grant.policy());
      }
    }
    return Optional.empty();
  }

  static Optional<Reason> reason(Reason.Code code, String policy) {
    return Optional.of(new Reason(code, policy, "", Source.NONE, null, ""));
  }
}
