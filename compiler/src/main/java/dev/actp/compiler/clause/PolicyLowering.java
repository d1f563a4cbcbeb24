package dev.actp.compiler.clause;

import dev.actp.compiler.resolve.FileScope;
import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.types.Declarations;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.runtime.policy.Audit;
import dev.actp.runtime.policy.Breaker;
import dev.actp.runtime.policy.Decoy;
import dev.actp.runtime.policy.Delegation;
import dev.actp.runtime.policy.Forbid;
import dev.actp.runtime.policy.Monitor;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Quota;
import dev.actp.runtime.policy.RequiredApproval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a resolved policy or guardrail to its meaning. For one file, in one thread. */
public final class PolicyLowering {
  private final FileScope scope;
  private final PolicyFile file;
  private final Report report;
  private final Declarations declarations;
  private final Scopes scopes;
  private final CapabilityRule capabilityRule;

  private final List<LoweredCapability> capabilities = new ArrayList<>();
  private final List<Forbid> forbids = new ArrayList<>();
  private final List<RequiredApproval> approvals = new ArrayList<>();
  private final List<Quota> quotas = new ArrayList<>();
  private final List<Decoy> decoys = new ArrayList<>();
  private @Nullable Breaker breaker;
  private Delegation delegation = Delegation.NONE;
  private @Nullable Duration tokenLifetime;
  private @Nullable Audit audit;
  private @Nullable Monitor monitor;
  private Policy.Explain explain = Policy.Explain.MESSAGE;

  private PolicyLowering(FileScope scope, Report report) {
    this.scope = scope;
    this.file = scope.file();
    this.report = report;
    this.declarations = Declarations.of(scope, report);
    this.scopes = new Scopes(scope, declarations, report);
    this.capabilityRule = new CapabilityRule(scope, declarations, report);
  }

  /** What a policy or guardrail means; empty where it is in error, which has been reported. */
  public static Optional<LoweredPolicy> lower(FileScope scope, Report report) {
    return new PolicyLowering(scope, report).lower();
  }

  /**
   * Reports what is wrong with a library by itself; its clause sets are checked where they are
   * used.
   */
  public static void checkLibrary(FileScope library, Report report) {
    PolicyLowering lowering = new PolicyLowering(library, report);
    library.file().declarations().forEach(lowering::add);
  }

  private Optional<LoweredPolicy> lower() {
    if (file.declarations().size() > UseClause.MAX_CLAUSES) {
      report.error(
          Code.TOO_MANY_CLAUSES,
          "a file has at most " + UseClause.MAX_CLAUSES + " declarations",
          file.declarations().get(UseClause.MAX_CLAUSES).span(),
          "split it into several policies");
      return Optional.empty();
    }
    file.declarations().forEach(this::add);
    return report.errors() > 0
        ? Optional.empty()
        : Optional.of(new LoweredPolicy(scope, declarations, policy(), capabilities));
  }

  private void add(Declaration declaration) {
    if (report.isFull()) {
      return;
    }
    switch (declaration) {
      case Declaration.Session ignored -> {}
      case Declaration.Agent ignored -> {}
      case Declaration.Action ignored -> {}
      case Declaration.ClauseSet ignored -> {}
      case Declaration.Window window -> WindowDeclaration.check(window, report);
      case Declaration.NamedList list -> ListDeclaration.check(list, scopes.ownContext());
      case Declaration.Capability c -> capabilities.add(capabilityRule.lower(c));
      case Declaration.Forbid f -> ForbidRule.lower(f, scopes).ifPresent(forbids::add);
      case Declaration.RequiredApproval a ->
          RequiredApprovalRule.lower(a, scopes).ifPresent(approvals::add);
      case Declaration.Quota q -> QuotaRule.lower(q, file.kind(), scopes).ifPresent(quotas::add);
      case Declaration.Decoy d -> decoys.add(DecoyRule.lower(d, declarations, report));
      case Declaration.Breaker b -> breaker = SettingRules.breaker(b);
      case Declaration.Delegation d ->
          delegation = SettingRules.delegation(d, report).orElse(Delegation.NONE);
      case Declaration.TokenLifetime t -> tokenLifetime = t.maximum().toDuration();
      case Declaration.Audit a -> audit = SettingRules.audit(a, scopes.ownContext()).orElse(null);
      case Declaration.Monitor m -> monitor = new Monitor(m.until());
      case Declaration.Explain e -> explain = SettingRules.explain(e);
    }
  }

  private Policy policy() {
    return new Policy(
        file.kind() == PolicyFile.Kind.GUARDRAIL ? Policy.Kind.GUARDRAIL : Policy.Kind.POLICY,
        file.name().text(),
        file.version() == null ? "" : file.version().value(),
        Documentation.of(file.documentation()),
        declarations.session(),
        declarations.agent(),
        declarations.actions(),
        capabilities.stream().map(LoweredCapability::meaning).toList(),
        forbids,
        approvals,
        quotas,
        decoys,
        breaker,
        delegation,
        tokenLifetime,
        audit,
        monitor,
        explain);
  }
}
