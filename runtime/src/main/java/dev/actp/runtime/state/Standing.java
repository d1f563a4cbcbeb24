package dev.actp.runtime.state;

import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.registry.Suspension;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may act at all: the agents, their suspensions, and what was revoked. */
final class Standing {
  private final Map<String, Agent> agents = new HashMap<>();
  private final Map<String, Suspension> suspensions = new HashMap<>();
  private final Set<String> tokens = new HashSet<>();
  private final Map<String, Set<String>> capabilities = new HashMap<>();
  private final Set<String> policies = new HashSet<>();

  /** Per agent whose tokens were revoked: the tokens that it was issued since. */
  private final Map<String, Set<String>> issuedSince = new HashMap<>();

  private boolean everything;
  private int atWork;

  void put(Agent agent) {
    Agent before = agents.put(agent.id(), agent);
    atWork -= before == null || before.disabled() ? 0 : 1;
    atWork += agent.disabled() ? 0 : 1;
  }

  int agentsAtWork() {
    return atWork;
  }

  Optional<Agent> agent(String id) {
    return Optional.ofNullable(agents.get(id));
  }

  Reading agentReading(String id, Instant now) {
    Agent agent = agents.get(id);
    if (agent == null) {
      return Reading.Missing.MISSING;
    }
    Suspension suspension = suspension(id, now);
    return new Reading.Agent(
        agent.name(),
        agent.values(),
        agent.disabled(),
        suspension == null ? null : suspension.until());
  }

  @Nullable Suspension suspension(String agent, Instant now) {
    Suspension suspension = suspensions.get(agent);
    return suspension == null || !now.isBefore(suspension.until()) ? null : suspension;
  }

  /** Suspends an agent; whether it was not suspended for as long already. */
  boolean suspend(Suspension suspension) {
    Suspension before = suspensions.get(suspension.agent());
    boolean longer = before == null || suspension.until().isAfter(before.until());
    if (longer) {
      suspensions.put(suspension.agent(), suspension);
    }
    return longer;
  }

  boolean resume(String agent, Instant now) {
    boolean suspended = suspension(agent, now) != null;
    suspensions.remove(agent);
    return suspended;
  }

  Reading.Revocations revocations(String jti, String agent) {
    Set<String> since = issuedSince.get(agent);
    boolean whole = everything || tokens.contains(jti) || (since != null && !since.contains(jti));
    Set<String> named = capabilities.getOrDefault(jti, Set.of());
    if (!whole && named.isEmpty() && policies.isEmpty()) {
      return Reading.Revocations.NONE;
    }
    return new Reading.Revocations(whole, Set.copyOf(policies), Set.copyOf(named));
  }

  int agents() {
    return agents.size();
  }

  /** Whether revoking it would change nothing. */
  boolean revoked(Revocation what) {
    return switch (what) {
      case Revocation.Token token -> tokens.contains(token.jti());
      case Revocation.Capability one ->
          capabilities.getOrDefault(one.jti(), Set.of()).contains(one.capability());
      case Revocation.OfPolicy policy -> policies.contains(policy.policy());
      case Revocation.OfAgent agent -> {
        Set<String> since = issuedSince.get(agent.agent());
        yield since != null && since.isEmpty();
      }
      case Revocation.Everything ignored -> everything;
    };
  }

  /** Whether it changed anything. */
  boolean revoke(Revocation what) {
    return switch (what) {
      case Revocation.Token token -> tokens.add(token.jti());
      case Revocation.Capability one ->
          capabilities.computeIfAbsent(one.jti(), none -> new HashSet<>()).add(one.capability());
      case Revocation.OfPolicy policy -> policies.add(policy.policy());
      case Revocation.OfAgent agent -> {
        Set<String> before = issuedSince.put(agent.agent(), new HashSet<>());
        yield before == null || !before.isEmpty();
      }
      case Revocation.Everything ignored -> {
        boolean before = everything;
        everything = true;
        yield !before;
      }
    };
  }

  /** Whether it changed anything; what was revoked of a token stays so. */
  boolean reinstate(Revocation what) {
    return switch (what) {
      case Revocation.Token ignored -> false;
      case Revocation.Capability ignored -> false;
      case Revocation.OfAgent ignored -> false;
      case Revocation.OfPolicy policy -> policies.remove(policy.policy());
      case Revocation.Everything ignored -> {
        boolean before = everything;
        everything = false;
        yield before;
      }
    };
  }

  /** A token is issued to an agent. */
  void issued(String jti, String agent) {
    Set<String> since = issuedSince.get(agent);
    if (since != null) {
      since.add(jti);
    }
  }
}
