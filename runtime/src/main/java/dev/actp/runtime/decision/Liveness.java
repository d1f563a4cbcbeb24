package dev.actp.runtime.decision;

import dev.actp.runtime.function.ActionName;
import dev.actp.runtime.function.ResourceName;
import dev.actp.runtime.policy.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Step 1: whether a request and its token may be looked at at all. The first defect counts: tenant,
 * action and resource, then for each link from the root its times, its revocation, its agent and
 * its policies.
 */
public final class Liveness {
  /** How far clocks may lie apart between issuer and decision point (security.md, "Tokens"). */
  private static final Duration NOT_BEFORE_LEEWAY = Duration.ofSeconds(30);

  private final CompiledPolicies policies;
  private final Facts facts;
  private final Instant now;
  private final List<Reading.Agent> agents = new ArrayList<>(2);
  private Set<String> revoked = Set.of();
  private @Nullable Reason defect;

  private Liveness(CompiledPolicies policies, Facts facts) {
    this.policies = policies;
    this.facts = facts;
    this.now = facts.now();
  }

  /**
   * Why a token could not be used for anything, whatever is asked: it is out of its time, revoked,
   * of an agent that may not act, or under a policy that is gone or revoked. Empty for a good one.
   */
  public static Optional<Reason> defect(
      CompiledPolicies policies, VerifiedToken token, Facts facts) {
    Liveness liveness = new Liveness(policies, facts);
    liveness.check(token);
    return liveness.defect();
  }

  static Liveness of(CompiledPolicies policies, Request request, VerifiedToken token, Facts facts) {
    Liveness liveness = new Liveness(policies, facts);
    liveness.check(request, token);
    return liveness;
  }

  /** Why the request is denied before any rule; empty for most. */
  Optional<Reason> defect() {
    return Optional.ofNullable(defect);
  }

  /** The agents of the links, root first. */
  List<Reading.Agent> agents() {
    return agents;
  }

  /** The names revoked in any token of the chain: of capabilities, or of actions. */
  Set<String> revoked() {
    return revoked;
  }

  private void check(Request request, VerifiedToken token) {
    if (!token.tenant().equals(request.tenant())) {
      defect = reason(Reason.Code.TOKEN_INVALID, "", "the token is of another tenant");
    } else if (!ActionName.isWellFormed(request.action())) {
      defect = reason(Reason.Code.REQUEST_MALFORMED, "", "the action is no name");
    } else {
      defect =
          ResourceName.check(request.resource())
              .map(d -> reason(Reason.Code.RESOURCE_MALFORMED, "", d.cause().description()))
              .orElse(null);
    }
    check(token);
  }

  private void check(VerifiedToken token) {
    for (int i = 0; defect == null && i < token.links().size(); i++) {
      defect = check(token.links().get(i));
    }
  }

  private @Nullable Reason check(VerifiedToken.Link link) {
    if (now.plus(NOT_BEFORE_LEEWAY).isBefore(link.notBefore())) {
      return reason(Reason.Code.TOKEN_NOT_YET_VALID, "", "valid from " + link.notBefore());
    }
    if (!now.isBefore(link.expires())) {
      return reason(Reason.Code.TOKEN_EXPIRED, "", "expired at " + link.expires());
    }
    Reading standing = facts.read(new FactKey.TokenStanding(link.jti(), link.agent()));
    if (!(standing instanceof Reading.Revocations revocations)) {
      return unreadable("revocations");
    }
    if (revocations.whole()) {
      return reason(Reason.Code.TOKEN_REVOKED, "", "");
    }
    if (!revocations.capabilities().isEmpty()) {
      revoked = new HashSet<>(revoked);
      revoked.addAll(revocations.capabilities());
    }
    Reason agent = checkAgent(link.agent());
    return agent == null ? checkPolicies(link, revocations) : agent;
  }

  private @Nullable Reason checkAgent(String id) {
    return switch (facts.read(new FactKey.AgentStanding(id))) {
      case Reading.Agent agent -> {
        agents.add(agent);
        Instant until = agent.suspendedUntil();
        boolean suspended = until != null && now.isBefore(until);
        yield agent.disabled() || suspended
            ? reason(Reason.Code.AGENT_SUSPENDED, "", suspension(agent))
            : null;
      }
      case Reading.Missing.MISSING -> reason(Reason.Code.AGENT_UNKNOWN, "", "");
      case Reading other -> unreadable("agent registry");
    };
  }

  private static String suspension(Reading.Agent agent) {
    Instant until = agent.suspendedUntil();
    return agent.disabled()
        ? "the agent is disabled"
        : Instant.MAX.equals(until) ? "until a person lifts it" : "until " + until;
  }

  private @Nullable Reason checkPolicies(VerifiedToken.Link link, Reading.Revocations revocations) {
    for (VerifiedToken.Grant grant : link.grants()) {
      String id = grant.policy();
      CompiledPolicy policy = policies.byId().get(id);
      if (policy == null) {
        return reason(Reason.Code.POLICY_UNKNOWN, id, "");
      }
      if (revocations.policies().contains(id)) {
        return reason(Reason.Code.POLICY_REVOKED, id, "");
      }
      if (grant.pinned() != null && !grant.pinned().equals(policy.digest())) {
        return reason(Reason.Code.POLICY_CHANGED, id, "the token is pinned to another version");
      }
    }
    return null;
  }

  private static Reason unreadable(String what) {
    return reason(Reason.Code.STORE_UNAVAILABLE, "", "the " + what + " could not be read");
  }

  private static Reason reason(Reason.Code code, String policy, String detail) {
    return new Reason(code, policy, "", Source.NONE, null, detail);
  }
}
