package dev.actp.compiler.clause;

import dev.actp.compiler.resolve.FileScope;
import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.types.Attributes;
import dev.actp.compiler.types.Declarations;
import dev.actp.compiler.types.Patterns;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Name;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Charge;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code capability}. */
final class CapabilityRule {
  private final FileScope scope;
  private final Declarations declarations;
  private final UseClause uses;
  private final Report report;
  private final Map<String, Set<String>> knownActions = new HashMap<>();

  CapabilityRule(FileScope scope, Declarations declarations, Report report) {
    this.scope = scope;
    this.declarations = declarations;
    this.uses = new UseClause(report);
    this.report = report;
  }

  /** What a capability means. Only to be used where nothing was reported. */
  LoweredCapability lower(Declaration.Capability written) {
    List<String> actions = written.actions().stream().map(Name::text).toList();
    List<Pattern> resources = new Patterns(declarations, report).lower(written.resources());
    RuleContext context =
        new RuleContext(
            scope,
            knownActions(scope),
            declarations,
            Attributes.of(actions, declarations, scope),
            scope.file().name().text(),
            written.name().text(),
            report);
    List<UseClause.Placed> placed = uses.expand(written.clauses(), scope);
    reportRepeated(placed);
    List<LoweredClause> clauses = new ArrayList<>();
    placed.forEach(p -> lower(p, context, clauses));
    reportShared(clauses);
    Capability meaning =
        new Capability(
            written.name().text(),
            actions,
            resources,
            clauses.stream().map(LoweredClause::meaning).toList(),
            Documentation.of(written.documentation()),
            SourceTexts.head(written));
    return new LoweredCapability(written, meaning, clauses);
  }

  /** The actions that a clause may name which is written in that file. */
  private Set<String> knownActions(FileScope home) {
    return knownActions.computeIfAbsent(
        home.path(),
        path -> {
          Set<String> known = new TreeSet<>(scope.knownActions());
          known.addAll(home.knownActions());
          return known;
        });
  }

  private void lower(UseClause.Placed placed, RuleContext context, List<LoweredClause> clauses) {
    if (report.isFull()) {
      return;
    }
    Report found = new Report();
    Clauses.lower(placed.clause(), context.in(placed.home(), knownActions(placed.home()), found))
        .ifPresent(c -> clauses.add(new LoweredClause(placed.clause(), c, placed.usedAt())));
    for (Diagnostic diagnostic : found.diagnostics()) {
      report.add(
          placed.usedAt() == null
              ? diagnostic
              : diagnostic.withLabel(placed.usedAt(), "used here"));
    }
  }

  private void reportRepeated(List<UseClause.Placed> placed) {
    Map<dev.actp.dsl.syntax.Clause, UseClause.Placed> seen = new HashMap<>();
    for (UseClause.Placed p : placed) {
      UseClause.Placed first = seen.putIfAbsent(p.clause(), p);
      if (first != null) {
        report.add(
            Diagnostic.error(
                    Code.DUPLICATE_CLAUSE,
                    "this clause stands here twice",
                    p.usedAt() == null ? p.clause().span() : p.usedAt())
                .withLabel(
                    first.usedAt() == null ? first.clause().span() : first.usedAt(), "first here"));
      }
    }
  }

  /** Two maxima over one counter would charge it twice a use. */
  private void reportShared(List<LoweredClause> clauses) {
    Map<Counter, LoweredClause> charged = new HashMap<>();
    for (LoweredClause clause : clauses) {
      for (Charge charge : clause.meaning().charges()) {
        LoweredClause first = charged.putIfAbsent(charge.counter(), clause);
        if (first != null && !first.written().equals(clause.written())) {
          report.add(
              Diagnostic.error(
                      Code.SHARED_COUNTER, "this counts what another limit counts", clause.place())
                  .withLabel(first.place(), "over the same window, for the same keys")
                  .withHelp("keep the lower of the two"));
        }
      }
    }
  }
}
