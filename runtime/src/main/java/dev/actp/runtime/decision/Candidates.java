package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Step 3: the capabilities that the whole chain holds and that match, in the order in which they
 * are exercised.
 */
final class Candidates {
  private final List<PolicyInForce> inForce;
  private final VerifiedToken token;
  private final Set<String> revoked;
  private final Supplier<String> requestDigest;

  /** A capability of a policy in force, by its position. */
  record Candidate(PolicyInForce policy, int index) {
    Capability capability() {
      return policy.policy().capabilities().get(index);
    }

    Decision.Exercised name() {
      return new Decision.Exercised(policy.id(), capability().name());
    }
  }

  Candidates(
      List<PolicyInForce> inForce,
      VerifiedToken token,
      Set<String> revoked,
      Supplier<String> requestDigest) {
    this.inForce = inForce;
    this.token = token;
    this.revoked = revoked;
    this.requestDigest = requestDigest;
  }

  List<Candidate> all() {
    List<Candidate> all = new ArrayList<>(2);
    for (PolicyInForce policy : inForce) {
      BitSet found = policy.found().candidates();
      for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
        Candidate candidate = new Candidate(policy, i);
        if (!policy.guardrail()
            && isHeld(policy.id(), candidate.capability().name())
            && !isLeftOut(candidate)) {
          all.add(candidate);
        }
      }
    }
    return all;
  }

  private boolean isHeld(String policy, String capability) {
    for (VerifiedToken.Link link : token.links()) {
      if (!isNamed(policy, capability, link)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a link narrows the capability to other resources: then it does not match. */
  private boolean isLeftOut(Candidate candidate) {
    PolicyInForce policy = candidate.policy();
    for (int link = 0; link < token.links().size(); link++) {
      for (Attenuation narrowing : narrowing(candidate, link)) {
        if (narrowing.within() != null
            && within(narrowing.within(), policy, link).equals(Value.Bool.FALSE)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Result within(Expr within, PolicyInForce policy, int link) {
    return policy.compiled().evaluate(within, policy.situations().get(link));
  }

  private List<Attenuation> narrowing(Candidate candidate, int link) {
    PolicyInForce policy = candidate.policy();
    List<VerifiedToken.Narrowing> written =
        token.links().get(link).of(policy.id(), candidate.capability().name());
    if (written.isEmpty()) {
      return List.of();
    }
    Memo memo = policy.situations().get(link).memo();
    List<Attenuation> meant = new ArrayList<>(written.size());
    for (VerifiedToken.Narrowing one : written) {
      meant.add(memo.attenuation(policy.compiled().attenuations(), one));
    }
    return meant;
  }

  private static boolean isNamed(String policy, String capability, VerifiedToken.Link link) {
    for (VerifiedToken.Grant grant : link.grants()) {
      if (grant.policy().equals(policy) && grant.capabilities().contains(capability)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What a candidate comes to. The conditions of a capability that holds by its rules are not
   * looked at again.
   */
  Weighing weigh(Candidate candidate) {
    Capability capability = candidate.capability();
    PolicyInForce policy = candidate.policy();
    Weighing weighing = new Weighing(policy.id(), capability.name(), requestDigest);
    if (isRevoked(capability)) {
      weighing.fail(Reason.Code.CAPABILITY_REVOKED, capability.source(), "");
    } else if (policy.situations().getLast().attributes() instanceof Fault fault) {
      weighing.fail(Reason.Code.ATTRIBUTES_UNDECLARED, capability.source(), fault.detail());
    } else {
      for (int link = 0; link < policy.situations().size(); link++) {
        weighClauses(weighing, candidate, link);
        weighNarrowing(weighing, candidate, link);
        for (PolicyInForce pool : inForce) {
          if (pool.guardrail() || pool.id().equals(policy.id())) {
            weighQuotas(weighing, pool, link);
          }
        }
      }
    }
    return weighing;
  }

  /** A name revoked is a capability's, or an action's: then of every capability that grants it. */
  private boolean isRevoked(Capability capability) {
    return !revoked.isEmpty()
        && (revoked.contains(capability.name())
            || capability.actions().stream().anyMatch(revoked::contains));
  }

  private static void weighClauses(Weighing weighing, Candidate candidate, int link) {
    PolicyInForce policy = candidate.policy();
    Situation situation = policy.situations().get(link);
    Capability capability = candidate.capability();
    boolean holds = policy.found().holds(candidate.index());
    Fault pattern = holds ? null : Placeholders.fault(capability.resources(), situation);
    if (pattern != null) {
      weighing.fail(Reason.Code.CLAUSE_ERROR, capability.source(), pattern.detail());
    }
    for (Clause clause : capability.clauses()) {
      if (holds) {
        weighing.heldClause(clause, policy.compiled(), situation);
      } else {
        weighing.clause(clause, policy.compiled(), situation);
      }
    }
  }

  private void weighNarrowing(Weighing weighing, Candidate candidate, int link) {
    PolicyInForce policy = candidate.policy();
    Source source = candidate.capability().source();
    for (Attenuation narrowing : narrowing(candidate, link)) {
      if (narrowing instanceof Attenuation.Unclear(String why)) {
        weighing.fail(Reason.Code.ATTENUATION_UNCLEAR, source, why);
      }
      if (narrowing.within() != null
          && within(narrowing.within(), policy, link) instanceof Fault fault) {
        weighing.fail(Reason.Code.CLAUSE_ERROR, source, fault.detail());
      }
      for (Clause clause : narrowing.clauses()) {
        weighing.clause(clause, policy.compiled(), policy.situations().get(link));
      }
    }
  }

  private static void weighQuotas(Weighing weighing, PolicyInForce pool, int link) {
    BitSet quotas = pool.byLink().get(link).quotas();
    for (int i = quotas.nextSetBit(0); i >= 0; i = quotas.nextSetBit(i + 1)) {
      Clause clause = pool.policy().quotas().get(i).clause();
      weighing.clause(clause, pool.compiled(), pool.situations().get(link));
    }
  }

  /** Step 4: the approvals that policies in force ask for by themselves. */
  List<Weighing> required(Facts facts) {
    List<Weighing> all = new ArrayList<>(0);
    for (PolicyInForce policy : inForce) {
      if (!policy.found().approvals().isEmpty()) {
        Weighing weighing = new Weighing(policy.id(), "", requestDigest);
        weighApprovals(weighing, policy, facts);
        all.add(weighing);
      }
    }
    return all;
  }

  private static void weighApprovals(Weighing weighing, PolicyInForce policy, Facts facts) {
    BitSet approvals = policy.found().approvals();
    for (int i = approvals.nextSetBit(0); i >= 0; i = approvals.nextSetBit(i + 1)) {
      weighing.required(policy.policy().approvals().get(i), facts);
    }
  }

  /** What the guardrails demand whichever capability is exercised, and if none is. */
  List<Weighing> guarded(Facts facts) {
    List<Weighing> all = new ArrayList<>(0);
    for (PolicyInForce policy : inForce) {
      if (policy.guardrail()) {
        Weighing weighing = new Weighing(policy.id(), "", requestDigest);
        weighApprovals(weighing, policy, facts);
        for (int link = 0; link < policy.situations().size(); link++) {
          weighQuotas(weighing, policy, link);
        }
        all.add(weighing);
      }
    }
    return all;
  }

  /**
   * What a candidate's limits and those of its policy would be charged, whether they hold or not.
   */
  List<Effect> charges(Candidate candidate) {
    PolicyInForce policy = candidate.policy();
    Weighing weighing = new Weighing(policy.id(), candidate.capability().name(), requestDigest);
    for (int link = 0; link < policy.situations().size(); link++) {
      Situation situation = policy.situations().get(link);
      for (Clause clause : candidate.capability().clauses()) {
        weighing.charges(clause, policy.compiled(), situation);
      }
      for (Attenuation narrowing : narrowing(candidate, link)) {
        for (Clause clause : narrowing.clauses()) {
          weighing.charges(clause, policy.compiled(), situation);
        }
      }
      BitSet quotas = policy.byLink().get(link).quotas();
      for (int i = quotas.nextSetBit(0); i >= 0; i = quotas.nextSetBit(i + 1)) {
        weighing.charges(policy.policy().quotas().get(i).clause(), policy.compiled(), situation);
      }
    }
    return weighing.charges();
  }

  static Reason none() {
    return new Reason(Reason.Code.CAPABILITY_NOT_GRANTED, "", "", Source.NONE, null, "");
  }
}
