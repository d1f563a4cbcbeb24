package dev.actp.compiler.rules;

import dev.actp.compiler.expression.Evaluator;
import dev.actp.compiler.expression.Patterns;
import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.policy.ActionMatch;
import dev.actp.runtime.policy.Canonical;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Forbid;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Quota;
import dev.actp.runtime.policy.RequiredApproval;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy as rules, each of which adds one finding. */
final class PolicyRules {
  private static final Expr TRUE = new Expr.Literal(Value.Bool.TRUE);

  private final Policy policy;
  private final Closures closures;
  private final List<RuleSpec> rules = new ArrayList<>();

  private PolicyRules(Policy policy, Closures closures) {
    this.policy = policy;
    this.closures = closures;
  }

  static List<RuleSpec> of(Policy policy, Closures closures) {
    PolicyRules rules = new PolicyRules(policy, closures);
    rules.addCapabilities();
    rules.addForbids();
    rules.addApprovals();
    rules.addQuotas();
    rules.addDecoys();
    return List.copyOf(rules.rules);
  }

  private void addCapabilities() {
    for (int i = 0; i < policy.capabilities().size(); i++) {
      Capability capability = policy.capabilities().get(i);
      Evaluator resource = Patterns.resourceMatches(capability.resources());
      String on = "on " + Canonical.text(capability.resources());
      List<Condition> holds = new ArrayList<>();
      holds.add(Condition.isTrue(on, capability.resources(), resource));
      for (Clause clause : capability.clauses()) {
        if (!clause.condition().equals(TRUE)) {
          holds.add(isTrue(clause.condition()));
        }
      }
      for (String action : capability.actions()) {
        add("capability " + i + " " + action, action, holds, new Finding.Holds(i));
      }
    }
  }

  private void addForbids() {
    for (int i = 0; i < policy.forbids().size(); i++) {
      Forbid forbid = policy.forbids().get(i);
      List<Condition> conditions = touches(forbid.actions(), forbid.resources(), forbid.when());
      add("forbid " + i, null, conditions, new Finding.Forbidden(i));
    }
  }

  private void addApprovals() {
    for (int i = 0; i < policy.approvals().size(); i++) {
      RequiredApproval approval = policy.approvals().get(i);
      List<Condition> conditions =
          touches(approval.actions(), approval.resources(), approval.ask().when());
      add("approval " + i, null, conditions, new Finding.ApprovalNeeded(i));
    }
  }

  private void addQuotas() {
    for (int i = 0; i < policy.quotas().size(); i++) {
      Quota quota = policy.quotas().get(i);
      List<Condition> conditions = touches(quota.actions(), quota.resources(), null);
      add("quota " + i, null, conditions, new Finding.QuotaApplies(i));
    }
  }

  private void addDecoys() {
    for (int i = 0; i < policy.decoys().size(); i++) {
      Condition touched = touched(policy.decoys().get(i).resources());
      add("decoy " + i, null, List.of(touched), new Finding.DecoyTouched(i));
    }
  }

  private void add(
      String name, @Nullable String action, List<Condition> conditions, Finding finding) {
    rules.add(new RuleSpec(name, action, conditions, finding));
  }

  private Condition isTrue(Expr condition) {
    return Condition.isTrue("if " + Canonical.text(condition), condition, closures.of(condition));
  }

  private List<Condition> touches(
      ActionMatch actions, List<Pattern> resources, @Nullable Expr when) {
    List<Condition> conditions = new ArrayList<>();
    if (!(actions instanceof ActionMatch.Any)) {
      Evaluator touched = Patterns.actionTouched(actions);
      conditions.add(Condition.isTrue("loosely " + Canonical.text(actions), actions, touched));
    }
    conditions.add(touched(resources));
    if (when != null) {
      conditions.add(Condition.isNotFalse("if " + Canonical.text(when), when, closures.of(when)));
    }
    return conditions;
  }

  private static Condition touched(List<Pattern> resources) {
    String loosely = "loosely on " + Canonical.text(resources);
    return Condition.isTrue(loosely, resources, Patterns.resourceTouched(resources));
  }
}
