package dev.actp.runtime.testing;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.CounterKeys;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Monitor;
import dev.actp.runtime.policy.Obligation;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.RequiredApproval;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches the decisions of one test, and counts the outcomes that they came to. What held, failed,
 * asked or fired is taken from findings and decisions; what a part of an expression was worth is
 * asked of the engine, in the situation in which it decided. For one thread.
 */
final class Watch {
  private static final Map<Reason.Code, String> WORDS =
      Map.of(
          Reason.Code.REQUIREMENT_NOT_MET, Points.FAILS,
          Reason.Code.OUTSIDE_WINDOW, Points.FAILS,
          Reason.Code.HISTORY, Points.FAILS,
          Reason.Code.NOT_DELEGABLE, Points.FAILS,
          Reason.Code.LIMIT_REACHED, Points.REACHED,
          Reason.Code.APPROVAL_NEEDED, Points.ASKED,
          Reason.Code.APPROVAL_REJECTED, Points.REFUSED,
          Reason.Code.FORBIDDEN, Points.FIRES,
          Reason.Code.DECOY_TOUCHED, Points.TOUCHED);

  private final Coverage coverage;
  private final CompiledPolicies policies;
  private final Map<String, Found> inForce = new LinkedHashMap<>();
  private final Set<CounterKey> exhausted = new HashSet<>();

  /** By agent: the policies under which its denials were counted, and those that suspended it. */
  private final Map<String, Set<String>> counted = new HashMap<>();

  private final Map<String, Set<String>> tripped = new HashMap<>();

  /** What a policy's rules found for the token that was presented. */
  private record Found(CompiledPolicy compiled, Situation situation, List<Finding> findings) {}

  Watch(Coverage coverage, CompiledPolicies policies) {
    this.coverage = coverage;
    this.policies =
        new CompiledPolicies(
            policies.byId().entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, each -> new WatchedPolicy(each.getValue(), this))),
            policies.guardrails().stream()
                .<CompiledPolicy>map(each -> new WatchedPolicy(each, this))
                .toList());
  }

  /** The policies to decide by. */
  CompiledPolicies policies() {
    return policies;
  }

  /** Told link by link, the presented token's last: that is the one kept. */
  void found(CompiledPolicy policy, Situation situation, List<Finding> findings) {
    inForce.put(policy.policy().name(), new Found(policy, situation, List.copyOf(findings)));
  }

  /** A decision was made, and its effects were taken. */
  void decided(World.Asked asked) {
    Decision decision = asked.decision();
    breakers(asked);
    Decision.Exercised exercised = decision.exercised();
    if (exercised != null && !isOnlyObserved(exercised, decision)) {
      exercised(exercised, decision.outcome() == Outcome.ALLOW);
    }
    decision.reasons().forEach(this::reason);
    if (decision.monitored() != null) {
      decision.monitored().reasons().forEach(this::reason);
    }
    inForce.clear();
  }

  /** Whether monitor mode let through what would not have been allowed. */
  private boolean isOnlyObserved(Decision.Exercised exercised, Decision decision) {
    Found found = inForce.get(exercised.policy());
    Monitor monitor = found == null ? null : found.compiled().policy().monitor();
    return monitor != null
        && found != null
        && monitor.lastsAt(found.situation().facts().now())
        && decision.monitored() != null
        && decision.monitored().outcome() != Outcome.ALLOW;
  }

  private void exercised(Decision.Exercised exercised, boolean allowed) {
    Found found = inForce.get(exercised.policy());
    if (found == null) {
      return;
    }
    Policy policy = found.compiled().policy();
    for (Capability capability : policy.capabilities()) {
      if (capability.name().equals(exercised.capability())) {
        if (allowed) {
          see(policy, capability.name(), capability.source(), Points.GRANTED);
        }
        for (Clause clause : capability.clauses()) {
          held(new Site(policy.name(), capability.name(), clause.source()), clause, found, allowed);
        }
      }
    }
    inForce.values().forEach(pool -> heldBeside(pool, policy, allowed));
  }

  /** Quotas and approvals of a policy in force, beside the capability that was exercised. */
  private void heldBeside(Found pool, Policy exercised, boolean allowed) {
    Policy policy = pool.compiled().policy();
    boolean shares =
        policy.kind() == Policy.Kind.GUARDRAIL || policy.name().equals(exercised.name());
    for (Finding finding : pool.findings()) {
      if (finding instanceof Finding.QuotaApplies(int quota) && shares) {
        Clause clause = policy.quotas().get(quota).clause();
        held(new Site(policy.name(), "", clause.source()), clause, pool, allowed);
      } else if (finding instanceof Finding.ApprovalNeeded(int approval) && allowed) {
        RequiredApproval required = policy.approvals().get(approval);
        see(policy, "", required.source(), Points.GIVEN);
        sides(new Site(policy.name(), "", required.source()), required.ask().when(), pool);
      }
    }
  }

  private void held(Site site, Clause clause, Found found, boolean allowed) {
    coverage.see(site, Points.HOLDS);
    look(site, clause, found);
    Ask ask = clause.ask();
    if (ask != null) {
      boolean asks = ask.when() == null || isTrue(ask.when(), found);
      if (!asks || allowed) {
        coverage.see(site, asks ? Points.GIVEN : Points.NOT_ASKED);
      }
      sides(site, ask.when(), found);
    }
    if (allowed && exhausted.removeAll(counters(clause, found))) {
      coverage.see(site, Points.RECOVERS);
    }
  }

  private void reason(Reason reason) {
    String word = WORDS.get(reason.code());
    Optional<Part> part = word == null ? Optional.empty() : Part.of(policies, reason);
    if (part.isEmpty()) {
      if (word != null) {
        see(reason.policy(), "", reason.clause(), word);
      }
      return;
    }
    String name = part.get().policy().policy().name();
    Site site = new Site(name, part.get().owner(), reason.clause());
    coverage.see(site, word == null ? "" : word);
    Found found = inForce.get(name);
    if (found != null) {
      switch (part.get()) {
        case Part.OfCapability of -> failed(site, of.clause(), found);
        case Part.Prohibition rule -> sides(site, rule.forbid().when(), found);
        case Part.Demand rule -> sides(site, rule.approval().ask().when(), found);
      }
    }
  }

  private void failed(Site site, Clause clause, Found found) {
    look(site, clause, found);
    if (!isTrue(clause.condition(), found)) {
      exhausted.addAll(counters(clause, found));
    }
  }

  private void look(Site site, Clause clause, Found found) {
    sides(site, clause.condition(), found);
    Points.timeWindow(clause.condition())
        .ifPresent(
            window ->
                Edges.seen(
                        window,
                        found.situation().facts().now(),
                        isTrue(new Expr.During(window), found))
                    .forEach(edge -> coverage.see(site, edge)));
  }

  private void sides(Site site, @Nullable Expr expression, Found found) {
    if (expression != null) {
      Sides.decisive(expression, part -> found.compiled().evaluate(part, found.situation()))
          .forEach(side -> coverage.see(site, side));
    }
  }

  private static boolean isTrue(Expr condition, Found found) {
    return found.compiled().evaluate(condition, found.situation()).equals(Value.Bool.TRUE);
  }

  private static List<CounterKey> counters(Clause clause, Found found) {
    return clause.charges().stream()
        .flatMap(charge -> CounterKeys.of(charge.counter(), found.situation()).stream())
        .toList();
  }

  /** What an agent is suspended for is known from the denials that were counted before. */
  private void breakers(World.Asked asked) {
    for (Effect effect : asked.decision().effects()) {
      if (effect instanceof Effect.CountDenial denial) {
        counted.computeIfAbsent(denial.agent(), none -> new HashSet<>()).add(denial.policy());
      }
    }
    boolean suspended = asked.suspendedByBreaker();
    for (VerifiedToken.Link link : asked.token().links()) {
      if (suspended) {
        Set<String> by = counted.getOrDefault(link.agent(), Set.of());
        by.forEach(policy -> breaker(policy, Points.TRIPS));
        tripped.computeIfAbsent(link.agent(), none -> new HashSet<>()).addAll(by);
      } else if (!inForce.isEmpty() && tripped.containsKey(link.agent())) {
        Set<String> by = tripped.getOrDefault(link.agent(), Set.of());
        by.forEach(policy -> breaker(policy, Points.RECOVERS));
        tripped.remove(link.agent());
      }
    }
  }

  private void breaker(String policy, String outcome) {
    Part.find(policies, policy)
        .map(compiled -> compiled.policy().breaker())
        .ifPresent(breaker -> see(policy, "", breaker.source(), outcome));
  }

  /** A token was not handed on; what cannot be is the reason where it is among what was wished. */
  void notDelegated(List<VerifiedToken.Grant> wished) {
    for (VerifiedToken.Grant grant : wished) {
      Part.find(policies, grant.policy()).stream()
          .flatMap(compiled -> compiled.policy().capabilities().stream())
          .filter(capability -> grant.capabilities().contains(capability.name()))
          .forEach(capability -> bound(grant.policy(), capability));
    }
  }

  private void bound(String policy, Capability capability) {
    capability.clauses().stream()
        .filter(clause -> clause.category() == Clause.Category.DELEGATION)
        .forEach(clause -> see(policy, capability.name(), clause.source(), Points.FAILS));
  }

  /** A test asked for obligations, and the answer was bound to them. */
  void asserted(Decision.@Nullable Exercised exercised, List<Obligation> obligations) {
    if (exercised == null || obligations.isEmpty()) {
      return;
    }
    List<Capability> capabilities = new ArrayList<>();
    Part.find(policies, exercised.policy())
        .ifPresent(compiled -> capabilities.addAll(compiled.policy().capabilities()));
    for (Capability capability : capabilities) {
      for (Clause clause : capability.clauses()) {
        if (capability.name().equals(exercised.capability())
            && clause.obligations().stream().anyMatch(obligations::contains)) {
          see(exercised.policy(), capability.name(), clause.source(), Points.ASSERTED);
        }
      }
    }
  }

  private void see(Policy policy, String capability, Source source, String outcome) {
    see(policy.name(), capability, source, outcome);
  }

  private void see(String policy, String capability, Source source, String outcome) {
    coverage.see(new Site(policy, capability, source), outcome);
  }
}
