package dev.actp.runtime.explain;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.explain.Branch.Kind;
import dev.actp.runtime.explain.Branch.Verdict;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Decoy;
import dev.actp.runtime.policy.Forbid;
import dev.actp.runtime.policy.Monitor;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Quota;
import dev.actp.runtime.policy.RequiredApproval;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.World;
import dev.actp.runtime.value.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One policy in force: what its rules found, and why. */
final class PolicyBranch {
  private final CompiledPolicy compiled;
  private final Situation situation;
  private final Set<Finding> findings;
  private final Matching matching;
  private final ClauseBranch clauses;
  private final List<Branch> parts = new ArrayList<>();

  private PolicyBranch(CompiledPolicy compiled, World.Asked asked) {
    this.compiled = compiled;
    this.situation = asked.situation(compiled);
    this.findings = new HashSet<>(compiled.findings(situation));
    this.matching = new Matching(compiled, situation);
    this.clauses = new ClauseBranch(compiled, situation);
  }

  static Branch of(CompiledPolicy compiled, World.Asked asked) {
    return new PolicyBranch(compiled, asked).whole();
  }

  private Branch whole() {
    Policy policy = compiled.policy();
    addRules(policy);
    addCapabilities(policy);
    Monitor monitor = policy.monitor();
    boolean monitors = monitor != null && monitor.lastsAt(situation.facts().now());
    String version = policy.version().isEmpty() ? "" : " " + policy.version();
    return new Branch(
        policy.kind() == Policy.Kind.GUARDRAIL ? Kind.GUARDRAIL : Kind.POLICY,
        monitors ? Verdict.MONITORS : Verdict.IN_FORCE,
        policy.name() + version,
        "",
        Source.NONE,
        parts);
  }

  private void addRules(Policy policy) {
    for (int i = 0; i < policy.decoys().size(); i++) {
      Decoy decoy = policy.decoys().get(i);
      boolean found = findings.contains(new Finding.DecoyTouched(i));
      add(Kind.DECOY, applies(found), decoy.source(), matching.touched(decoy.resources()));
    }
    for (int i = 0; i < policy.forbids().size(); i++) {
      Forbid forbid = policy.forbids().get(i);
      List<Branch> why = new ArrayList<>(List.of(matching.actions(forbid.actions())));
      why.addAll(matching.touched(forbid.resources()));
      why.addAll(clauses.values(forbid.when()));
      boolean found = findings.contains(new Finding.Forbidden(i));
      add(Kind.FORBID, applies(found), forbid.source(), why);
    }
    for (int i = 0; i < policy.approvals().size(); i++) {
      RequiredApproval approval = policy.approvals().get(i);
      List<Branch> why = new ArrayList<>(List.of(matching.actions(approval.actions())));
      why.addAll(matching.touched(approval.resources()));
      why.addAll(clauses.values(approval.ask().when()));
      boolean asks = findings.contains(new Finding.ApprovalNeeded(i));
      parts.add(
          new Branch(
              Kind.APPROVAL,
              asks ? Verdict.ASKS : Verdict.DOES_NOT_APPLY,
              approval.source().text(),
              asks ? ClauseBranch.people(approval.ask()) : "",
              approval.source(),
              why));
    }
    for (int i = 0; i < policy.quotas().size(); i++) {
      addQuota(policy.quotas().get(i), findings.contains(new Finding.QuotaApplies(i)));
    }
  }

  private void addQuota(Quota quota, boolean applies) {
    if (applies) {
      parts.add(clauses.of(Kind.QUOTA, quota.clause()));
      return;
    }
    List<Branch> why = new ArrayList<>(List.of(matching.actions(quota.actions())));
    why.addAll(matching.touched(quota.resources()));
    add(Kind.QUOTA, Verdict.DOES_NOT_APPLY, quota.clause().source(), why);
  }

  private void addCapabilities(Policy policy) {
    for (int i = 0; i < policy.capabilities().size(); i++) {
      Capability capability = policy.capabilities().get(i);
      boolean holds = findings.contains(new Finding.Holds(i));
      boolean candidate = holds || findings.contains(new Finding.Candidate(i));
      parts.add(candidate ? candidate(capability) : elsewhere(capability));
    }
  }

  private Branch elsewhere(Capability capability) {
    return capability(capability, Verdict.DOES_NOT_COVER, "", why(capability));
  }

  private List<Branch> why(Capability capability) {
    List<Branch> why = new ArrayList<>(List.of(matching.actions(capability.actions())));
    if (why.getFirst().verdict() == Verdict.MATCHES) {
      why.addAll(matching.resources(capability.resources()));
    }
    return why;
  }

  private Branch candidate(Capability capability) {
    List<Branch> why = new ArrayList<>(why(capability));
    if (situation.attributes() instanceof Fault fault) {
      return capability(capability, Verdict.DOES_NOT_GRANT, fault.detail(), why);
    }
    boolean fits = why.stream().noneMatch(part -> part.verdict() == Verdict.ERRS);
    List<Branch> own =
        capability.clauses().stream().map(each -> clauses.of(Kind.CLAUSE, each)).toList();
    why.addAll(own);
    return capability(capability, fits ? verdict(own) : Verdict.DOES_NOT_GRANT, "", why);
  }

  /** What the clauses come to, those of quotas included. */
  private Verdict verdict(List<Branch> own) {
    List<Branch> all = new ArrayList<>(own);
    parts.stream().filter(part -> part.kind() == Kind.QUOTA).forEach(all::add);
    if (all.stream().anyMatch(PolicyBranch::fails)) {
      return Verdict.DOES_NOT_GRANT;
    }
    return all.stream().anyMatch(part -> part.verdict() == Verdict.ASKS)
        ? Verdict.WAITS
        : Verdict.GRANTS;
  }

  private static boolean fails(Branch part) {
    return part.verdict() == Verdict.FAILS || part.verdict() == Verdict.ERRS;
  }

  private static Branch capability(
      Capability capability, Verdict verdict, String detail, List<Branch> why) {
    Source head = capability.source();
    return new Branch(Kind.CAPABILITY, verdict, head.text(), detail, head, why);
  }

  private static Verdict applies(boolean found) {
    return found ? Verdict.APPLIES : Verdict.DOES_NOT_APPLY;
  }

  private void add(Kind kind, Verdict verdict, Source source, List<Branch> why) {
    parts.add(new Branch(kind, verdict, source.text(), "", source, why));
  }
}
