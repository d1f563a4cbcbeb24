package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Monitor;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy in force, as each link of the chain sees it.
 *
 * @param id by which tokens name it; a guardrail's name
 * @param situations by link, root first
 * @param byLink what its rules found at each link
 * @param found what they found at all of them together
 */
record PolicyInForce(
    String id,
    CompiledPolicy compiled,
    List<Situation> situations,
    List<Found> byLink,
    Found found) {

  /**
   * The policies of the leaf in its order, then those that only ancestors name, then the
   * guardrails.
   */
  static List<PolicyInForce> all(
      CompiledPolicies policies,
      Request request,
      VerifiedToken token,
      List<Reading.Agent> agents,
      Facts facts) {
    Memo memo = facts.memo();
    List<PolicyInForce> all = new ArrayList<>(2);
    for (VerifiedToken.Link link : token.links().reversed()) {
      for (VerifiedToken.Grant grant : link.grants()) {
        String id = grant.policy();
        CompiledPolicy policy = policies.byId().get(id);
        if (policy != null && !contains(all, id)) {
          all.add(of(id, policy.ready(), request, token, agents, facts, memo));
        }
      }
    }
    for (CompiledPolicy guardrail : policies.guardrails()) {
      String name = guardrail.policy().name();
      all.add(of(name, guardrail.ready(), request, token, agents, facts, memo));
    }
    return all;
  }

  private static boolean contains(List<PolicyInForce> all, String id) {
    for (PolicyInForce policy : all) {
      if (policy.id.equals(id)) {
        return true;
      }
    }
    return false;
  }

  /** Those that are not in monitor mode; the same list where none is. */
  static List<PolicyInForce> enforcing(List<PolicyInForce> all) {
    for (PolicyInForce policy : all) {
      if (policy.monitors()) {
        return all.stream().filter(one -> !one.monitors()).toList();
      }
    }
    return all;
  }

  private static PolicyInForce of(
      String id,
      CompiledPolicy compiled,
      Request request,
      VerifiedToken token,
      List<Reading.Agent> agents,
      Facts facts,
      Memo memo) {
    Policy policy = compiled.policy();
    Result attributes =
        Typing.attributes(policy.actions().get(request.action()), request.attributes());
    Result session = Typing.values(policy.session(), token.values(), "session");
    List<Situation> situations = new ArrayList<>(agents.size());
    List<Found> byLink = new ArrayList<>(agents.size());
    for (int i = 0; i < agents.size(); i++) {
      Reading.Agent agent = agents.get(i);
      Situation situation =
          new Situation(
              policy,
              request,
              token,
              token.links().get(i),
              agent.name(),
              attributes,
              session,
              Typing.values(policy.agent(), agent.values(), "agent"),
              facts,
              memo);
      situations.add(situation);
      byLink.add(Found.atOne(compiled.findings(situation)));
    }
    return new PolicyInForce(id, compiled, situations, byLink, Found.atAll(byLink));
  }

  Policy policy() {
    return compiled.policy();
  }

  /** Whether the policy only monitors at the decision's instant. */
  boolean monitors() {
    Monitor monitor = policy().monitor();
    return monitor != null && monitor.lastsAt(situations.getFirst().facts().now());
  }

  boolean guardrail() {
    return policy().kind() == Policy.Kind.GUARDRAIL;
  }
}
