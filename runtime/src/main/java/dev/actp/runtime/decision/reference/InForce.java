package dev.actp.runtime.decision.reference;

import dev.actp.runtime.decision.Attenuations;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.decision.Typing;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
              Typing.attributes(policy.actions().get(request.action()), request.attributes()),
              Typing.values(policy.session(), token.values(), "session"),
              Typing.values(policy.agent(), agents.get(i).values(), "agent"),
              facts));
    }
    return new InForce(id, policy, compiled.digest(), compiled.attenuations(), situations);
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
