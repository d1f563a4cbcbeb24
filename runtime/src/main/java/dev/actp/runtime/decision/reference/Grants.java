package dev.actp.runtime.decision.reference;

import dev.actp.runtime.decision.Attenuation;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Quota;
import dev.actp.runtime.policy.RequiredApproval;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Steps 3 and 4: what the capabilities named by the whole chain come to, and what policies ask for.
 */
record Grants(List<InForce> inForce, Set<String> revoked, String requestDigest) {

  /** A capability that is held and matches, with its judgement. */
  record Judged(Decision.Exercised name, Source source, Judgement judgement) {}

  /** In the order of the leaf's policies, then by position. */
  List<Judged> capabilities() {
    List<Judged> judged = new ArrayList<>();
    for (InForce policy : inForce) {
      if (policy.policy().kind() == Policy.Kind.POLICY) {
        for (Capability capability : policy.policy().capabilities()) {
          judge(policy, capability).ifPresent(judged::add);
        }
      }
    }
    return judged;
  }

  private Optional<Judged> judge(InForce policy, Capability capability) {
    boolean matches =
        capability.actions().contains(policy.leaf().request().action())
            && policy.situations().stream()
                .allMatch(
                    situation ->
                        named(policy.id(), capability, situation.link())
                            && !resource(capability, situation).equals(Value.Bool.FALSE)
                            && narrowing(policy, capability.name(), situation)
                                .noneMatch(
                                    each -> within(each, situation).equals(Value.Bool.FALSE)));
    if (!matches) {
      return Optional.empty();
    }
    Judge judge = new Judge(requestDigest, policy.id(), capability.name());
    if (revoked.contains(capability.name())
        || capability.actions().stream().anyMatch(revoked::contains)) {
      judge.fail(Reason.Code.CAPABILITY_REVOKED, capability.source());
    } else if (policy.leaf().attributes() instanceof Fault) {
      judge.fail(Reason.Code.ATTRIBUTES_UNDECLARED, capability.source());
    } else {
      judgeClauses(judge, policy, capability);
    }
    return Optional.of(
        new Judged(
            new Decision.Exercised(policy.id(), capability.name()),
            capability.source(),
            judge.judgement()));
  }

  private static boolean named(String policy, Capability capability, VerifiedToken.Link link) {
    return link.grants().stream()
        .anyMatch(
            grant ->
                grant.policy().equals(policy) && grant.capabilities().contains(capability.name()));
  }

  /** What the token of a link adds to a capability. */
  static Stream<Attenuation> narrowing(InForce policy, String capability, Situation situation) {
    return situation.link().of(policy.id(), capability).stream().map(policy.attenuations()::read);
  }

  private static Result within(Attenuation narrowing, Situation situation) {
    return narrowing.within() == null
        ? Value.Bool.TRUE
        : new Interpreter(situation).evaluate(narrowing.within());
  }

  private static void judge(
      Judge judge, Capability capability, Attenuation narrowing, Situation situation) {
    if (narrowing instanceof Attenuation.Unclear) {
      judge.fail(Reason.Code.ATTENUATION_UNCLEAR, capability.source());
    }
    if (within(narrowing, situation) instanceof Fault) {
      judge.fail(Reason.Code.CLAUSE_ERROR, capability.source());
    }
    narrowing.clauses().forEach(clause -> judge.clause(clause, situation));
  }

  private static Result resource(Capability capability, Situation situation) {
    return new Globs(situation).matchesAny(capability.resources(), situation.request().resource());
  }

  private void judgeClauses(Judge judge, InForce policy, Capability capability) {
    for (int link = 0; link < policy.situations().size(); link++) {
      Situation situation = policy.situations().get(link);
      if (resource(capability, situation) instanceof Fault) {
        judge.fail(Reason.Code.CLAUSE_ERROR, capability.source());
      }
      capability.clauses().forEach(clause -> judge.clause(clause, situation));
      narrowing(policy, capability.name(), situation)
          .forEach(each -> judge(judge, capability, each, situation));
      for (InForce other : inForce) {
        boolean pools =
            other.id().equals(policy.id()) || other.policy().kind() == Policy.Kind.GUARDRAIL;
        for (Quota quota : pools ? other.policy().quotas() : List.<Quota>of()) {
          Situation from = other.situations().get(link);
          Globs globs = new Globs(from);
          if (globs.touches(quota.actions()) && globs.touches(quota.resources())) {
            judge.clause(quota.clause(), from);
          }
        }
      }
    }
  }

  /**
   * The policy-level approvals that apply, each asked for once, as the first link sees it that it
   * applies to.
   */
  Judgement required() {
    List<Judgement> all = new ArrayList<>();
    for (InForce policy : inForce) {
      Judge judge = new Judge(requestDigest, policy.id(), "");
      for (RequiredApproval required : policy.policy().approvals()) {
        policy.situations().stream()
            .filter(situation -> Asking.applies(required, situation))
            .findFirst()
            .ifPresent(situation -> judge.required(required, situation));
      }
      all.add(judge.judgement());
    }
    return Asking.join(all);
  }
}
