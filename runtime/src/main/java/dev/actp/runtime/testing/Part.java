package dev.actp.runtime.testing;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Forbid;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Quota;
import dev.actp.runtime.policy.RequiredApproval;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of a policy that a reason speaks of. */
sealed interface Part {
  CompiledPolicy policy();

  /**
   * A clause of a capability, or of a quota.
   *
   * @param capability the name of the capability; empty for a quota
   */
  record OfCapability(CompiledPolicy policy, String capability, Clause clause) implements Part {}

  /** A prohibition. */
  record Prohibition(CompiledPolicy policy, Forbid forbid) implements Part {}

  /** An approval at the level of the policy. */
  record Demand(CompiledPolicy policy, RequiredApproval approval) implements Part {}

  /** The capability that it is of; empty where the policy itself is meant. */
  default String owner() {
    return switch (this) {
      case OfCapability part -> part.capability();
      case Prohibition part -> "";
      case Demand part -> "";
    };
  }

  /** What is worth looking into: the condition that decided. */
  default Optional<Expr> condition() {
    return switch (this) {
      case OfCapability part -> Optional.of(condition(part.clause()));
      case Prohibition part -> Optional.ofNullable(part.forbid().when());
      case Demand part -> Optional.ofNullable(part.approval().ask().when());
    };
  }

  private static Expr condition(Clause clause) {
    Ask ask = clause.ask();
    Expr when = ask == null ? null : ask.when();
    return when == null ? clause.condition() : when;
  }

  /**
   * The part, found by policy, capability and place; empty where the reason names none. A quota of
   * a guardrail fails the capabilities of other policies.
   */
  static Optional<Part> of(CompiledPolicies policies, Reason reason) {
    return find(policies, reason.policy())
        .flatMap(policy -> of(policy, reason))
        .or(
            () ->
                policies.guardrails().stream()
                    .flatMap(guardrail -> quotas(guardrail, reason))
                    .findFirst());
  }

  /** A policy or guardrail by its id. */
  static Optional<CompiledPolicy> find(CompiledPolicies policies, String id) {
    @Nullable CompiledPolicy granted = policies.byId().get(id);
    return granted != null
        ? Optional.of(granted)
        : policies.guardrails().stream()
            .filter(guardrail -> guardrail.policy().name().equals(id))
            .findFirst();
  }

  private static Optional<Part> of(CompiledPolicy compiled, Reason reason) {
    Policy policy = compiled.policy();
    Stream<Part> clauses =
        policy.capabilities().stream()
            .filter(each -> each.name().equals(reason.capability()))
            .flatMap(each -> each.clauses().stream())
            .filter(clause -> clause.source().equals(reason.clause()))
            .map(clause -> new OfCapability(compiled, reason.capability(), clause));
    Stream<Part> forbids =
        policy.forbids().stream()
            .filter(forbid -> forbid.source().equals(reason.clause()))
            .map(forbid -> new Prohibition(compiled, forbid));
    Stream<Part> demands =
        policy.approvals().stream()
            .filter(approval -> approval.source().equals(reason.clause()))
            .map(approval -> new Demand(compiled, approval));
    return Stream.of(clauses, forbids, demands, quotas(compiled, reason))
        .flatMap(each -> each)
        .findFirst();
  }

  private static Stream<Part> quotas(CompiledPolicy compiled, Reason reason) {
    return compiled.policy().quotas().stream()
        .map(Quota::clause)
        .filter(clause -> clause.source().equals(reason.clause()))
        .map(clause -> new OfCapability(compiled, "", clause));
  }
}
