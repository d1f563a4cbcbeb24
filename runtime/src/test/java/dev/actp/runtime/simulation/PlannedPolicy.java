package dev.actp.runtime.simulation;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.ActionMatch;
import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Breaker;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Decoy;
import dev.actp.runtime.policy.Delegation;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Forbid;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.PolicyDigest;
import dev.actp.runtime.policy.Quota;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A plan as the policy that the service decides by. */
record PlannedPolicy(Policy policy, String digest) implements CompiledPolicy {
  private static final Pattern ANYTHING = new Pattern(List.of(Pattern.Part.Wildcard.ANY));
  private static final Pattern TRAPS =
      new Pattern(List.of(new Pattern.Part.Literal("trap://"), Pattern.Part.Wildcard.ANY));

  static PlannedPolicy of(Plan plan) {
    Policy policy =
        new Policy(
            Policy.Kind.POLICY,
            Plan.NAME,
            "1",
            null,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            capabilities(plan),
            List.of(
                new Forbid(
                    new ActionMatch.Named("wipe"),
                    List.of(ANYTHING),
                    null,
                    null,
                    source("forbid wipe"))),
            List.of(),
            quotas(plan),
            List.of(new Decoy(List.of(TRAPS), source("decoy"))),
            new Breaker(plan.denials(), plan.denialsWithin(), plan.suspends(), source("breaker")),
            new Delegation(3, false),
            null,
            null,
            null,
            Policy.Explain.MESSAGE);
    return new PlannedPolicy(policy, PolicyDigest.of(policy));
  }

  private static List<Capability> capabilities(Plan plan) {
    List<Capability> all = new ArrayList<>();
    Plan.ACTIONS.forEach(
        (name, action) -> {
          List<Clause> clauses = new ArrayList<>();
          plan.limits().getOrDefault(name, List.of()).forEach(one -> clauses.add(one.clause(name)));
          switch (name) {
            case "pay" -> clauses.add(approval(plan));
            case "write" -> clauses.add(history(plan.writeWithin(), true));
            case "send" -> clauses.add(history(plan.sendWithin(), false));
            default -> {}
          }
          all.add(
              new Capability(
                  name, List.of(action), List.of(ANYTHING), clauses, null, source(name)));
        });
    return all;
  }

  private static Clause approval(Plan plan) {
    return new Clause(
        Clause.Category.APPROVAL,
        new Expr.Literal(Value.Bool.TRUE),
        new Ask(plan.quorum(), Plan.GROUP, null, plan.lasts()),
        List.of(),
        List.of(),
        null,
        source("approval"));
  }

  private static Clause history(@Nullable Duration within, boolean succeeded) {
    Expr read = new Expr.Happened("read", null, List.of(), within, succeeded);
    return new Clause(
        Clause.Category.HISTORY,
        succeeded ? read : new Expr.Not(read),
        null,
        List.of(),
        List.of(),
        null,
        source("history"));
  }

  private static List<Quota> quotas(Plan plan) {
    Counted quota = plan.quota();
    return quota == null
        ? List.of()
        : List.of(
            new Quota(
                ActionMatch.Any.ANY_ACTION, List.of(ANYTHING), quota.clause(Plan.QUOTA_SCOPE)));
  }

  private static Source source(String text) {
    return new Source(text, "p.actp", 1, 1);
  }

  @Override
  public List<Finding> findings(Situation situation) {
    return List.of();
  }

  @Override
  public Result evaluate(Expr expression, Situation situation) {
    return new Fault(Fault.Kind.INTERNAL, "the reference decider evaluates by itself");
  }
}
