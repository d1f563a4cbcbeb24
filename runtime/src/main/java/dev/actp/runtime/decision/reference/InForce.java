package dev.actp.runtime.decision.reference;

import dev.actp.runtime.decision.Attenuations;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.decision.Typing;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.Withheld;
import dev.actp.runtime.policy.ActionDeclaration;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A policy in force, under the id by which tokens name it (guardrails: their name), as each link of
 * the chain sees it, root first.
 */
record InForce(
    String id,
    Policy policy,
    String digest,
    Attenuations attenuations,
    List<Situation> situations) {

  /** The policies of the leaf in its order, then what only ancestors name, then the guardrails. */
  static List<InForce> of(
      CompiledPolicies policies,
      Request request,
      VerifiedToken token,
      List<Reading.Agent> agents,
      Facts facts) {
    Map<String, CompiledPolicy> byId = new LinkedHashMap<>();
    for (VerifiedToken.Link link : token.links().reversed()) {
      for (VerifiedToken.Grant grant : link.grants()) {
        CompiledPolicy current = policies.byId().get(grant.policy());
        if (current != null) {
          byId.putIfAbsent(grant.policy(), current);
        }
      }
    }
    List<InForce> all = new ArrayList<>();
    byId.forEach((id, current) -> all.add(one(id, current, request, token, agents, facts)));
    for (CompiledPolicy guardrail : policies.guardrails()) {
      all.add(one(guardrail.policy().name(), guardrail, request, token, agents, facts));
    }
    return all;
  }

  private static InForce one(
      String id,
      CompiledPolicy compiled,
      Request request,
      VerifiedToken token,
      List<Reading.Agent> agents,
      Facts facts) {
    Policy policy = compiled.policy();
    List<Situation> situations = new ArrayList<>();
    for (int i = 0; i < token.links().size(); i++) {
      situations.add(
          new Situation(
              policy,
              request,
              token,
              token.links().get(i),
              agents.get(i).name(),
              attributes(policy, request, facts),
              Typing.values(policy.session(), token.values(), "session"),
              Typing.values(policy.agent(), agents.get(i).values(), "agent"),
              facts));
    }
    return new InForce(id, policy, compiled.digest(), compiled.attenuations(), situations);
  }

  /** The typed attributes; of those whose values are not there, whether all fitted is a fact. */
  private static Result attributes(Policy policy, Request request, Facts facts) {
    ActionDeclaration declared = policy.actions().get(request.action());
    Set<String> withheld = facts.withheld();
    if (withheld.isEmpty() || declared == null) {
      return Typing.attributes(declared, request.attributes());
    }
    FactKey fitted = new FactKey.Redacted(policy.name(), 0, Withheld.TYPES);
    if (!(facts.read(fitted) instanceof Reading.Came(Result came))) {
      return new Fault(Fault.Kind.UNAVAILABLE, "");
    }
    SortedMap<String, Type.Member> others = new TreeMap<>(declared.parameters());
    others.keySet().removeAll(withheld);
    return came instanceof Fault
        ? came
        : Typing.attributes(
            new ActionDeclaration(declared.name(), others, declared.open()), request.attributes());
  }

  /** Whether it is not in monitor mode, which ends with the first moment of its date in UTC. */
  boolean enforces(Instant now) {
    return policy.monitor() == null
        || !LocalDate.ofInstant(now, ZoneOffset.UTC).isBefore(policy.monitor().until());
  }

  Situation leaf() {
    return situations.getLast();
  }
}
