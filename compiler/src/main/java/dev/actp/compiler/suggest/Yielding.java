package dev.actp.compiler.suggest;

import dev.actp.compiler.check.Globs;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Obligation;
import dev.actp.runtime.policy.Policy;
import java.util.List;

/**
 * Where capabilities overlap, a request that the first does not take in any more falls to the next.
 * That permits no more, unless the next one binds the answer to less.
 */
record Yielding(List<Policy> policies) {
  /** What looking at two capabilities may take; where it does not suffice, they overlap. */
  private static final long STEPS = 20_000;

  Yielding {
    policies = policies.stream().filter(each -> each.kind() == Policy.Kind.POLICY).toList();
  }

  /** Whether a narrower capability, or policy, could let an answer be shown with less left out. */
  boolean isBy(Proposal proposal) {
    boolean decides =
        switch (proposal.kind()) {
          case CAPABILITY, ACTION, RESOURCE, CEILING, VALUES, LIMIT, HOURS -> true;
          case DELEGATION, LIFETIME -> false;
        };
    return decides
        && policies.stream()
            .filter(policy -> policy.name().equals(proposal.policy()))
            .anyMatch(policy -> yields(policy, proposal.capability()));
  }

  /**
   * @param named the capability, or empty for all of the policy: then they deny alike
   */
  private boolean yields(Policy policy, String named) {
    List<Capability> own = policy.capabilities();
    for (int i = 0; i < own.size(); i++) {
      Capability first = own.get(i);
      List<Capability> behind = named.isEmpty() ? List.of() : own.subList(i + 1, own.size());
      boolean concerned = named.isEmpty() || first.name().equals(named);
      if (concerned && (yields(first, behind) || others(policy, first))) {
        return true;
      }
    }
    return false;
  }

  /** The order of policies is the token's. */
  private boolean others(Policy policy, Capability first) {
    return policies.stream()
        .filter(other -> !other.name().equals(policy.name()))
        .anyMatch(other -> yields(first, other.capabilities()));
  }

  private static boolean yields(Capability first, List<Capability> next) {
    List<Obligation> bound = obligations(first);
    return next.stream()
        .anyMatch(other -> !obligations(other).containsAll(bound) && overlap(first, other));
  }

  private static List<Obligation> obligations(Capability capability) {
    return capability.clauses().stream().flatMap(each -> each.obligations().stream()).toList();
  }

  private static boolean overlap(Capability one, Capability other) {
    Globs.Budget budget = new Globs.Budget(STEPS);
    return one.actions().stream().anyMatch(other.actions()::contains)
        && (one.resources().stream()
                .anyMatch(
                    a -> other.resources().stream().anyMatch(b -> Globs.overlap(a, b, budget)))
            || !budget.spend());
  }
}
