package dev.actp.compiler.suggest;

import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredClause;
import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Count;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Period;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Quota;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits, budgets and quotas far above what was used of them in any window. What counts in total is
 * left alone: its peak is not over yet.
 */
final class Limits {
  private final Subject subject;
  private final Findings found;

  private Limits(Subject subject, Findings found) {
    this.subject = subject;
    this.found = found;
  }

  static void find(Subject subject, Findings found) {
    Limits limits = new Limits(subject, found);
    for (LoweredCapability capability : subject.lowered().capabilities()) {
      List<Played> uses = subject.of(capability);
      if (subject.suffice(uses)) {
        capability.clauses().stream()
            .filter(clause -> clause.usedAt() == null)
            .forEach(clause -> limits.clause(capability, clause, uses));
      }
    }
    limits.quotas();
  }

  private void clause(LoweredCapability capability, LoweredClause clause, List<Played> uses) {
    switch (clause.written()) {
      case Clause.Limit c when !(c.period() instanceof Period.Total) ->
          peak(capability, clause, uses)
              .flatMap(peak -> lower(c.maximum(), peak))
              .ifPresent(
                  lower ->
                      add(
                          capability,
                          c,
                          new Clause.Limit(
                              count(c.maximum(), lower), c.period(), c.each(), c.span()),
                          lower));
      case Clause.Budget c when !(c.period() instanceof Period.Total) ->
          peak(capability, clause, uses)
              .flatMap(peak -> lower(Literals.number(c.maximum()), peak, c.maximum()))
              .ifPresent(
                  lower ->
                      add(
                          capability,
                          c,
                          new Clause.Budget(
                              Literals.of(c.maximum(), lower.bound),
                              c.measure(),
                              c.period(),
                              c.each(),
                              c.span()),
                          lower));
      case Clause.Open c ->
          peak(capability, clause, uses)
              .flatMap(peak -> lower(c.maximum(), peak))
              .ifPresent(
                  lower ->
                      add(
                          capability,
                          c,
                          new Clause.Open(
                              count(c.maximum(), lower), c.releasedBy(), c.each(), c.span()),
                          lower));
      default -> {}
    }
  }

  private static Count count(Count before, Lower lower) {
    return new Count(lower.bound.longValueExact(), before.span());
  }

  private void add(LoweredCapability capability, Clause before, Clause after, Lower lower) {
    found.add(
        subject.edit(
            before.span(),
            capability.meaning().name(),
            Proposal.Kind.LIMIT,
            Formatter.text(before),
            Formatter.text(after),
            lower.why,
            lower.proof,
            Edits.clause(capability.written(), before, old -> after)));
  }

  private void quotas() {
    List<Declaration.Quota> written = new ArrayList<>();
    for (Declaration declaration : subject.lowered().scope().file().declarations()) {
      if (declaration instanceof Declaration.Quota quota) {
        written.add(quota);
      }
    }
    List<Quota> meant = subject.policy().quotas();
    for (int i = 0; i < Math.min(written.size(), meant.size()); i++) {
      quota(written.get(i), meant.get(i));
    }
  }

  private void quota(Declaration.Quota c, Quota meaning) {
    Counter counter = meaning.clause().charges().getFirst().counter();
    List<Played> uses = subject.uses().stream().filter(use -> use.mayCharge(counter)).toList();
    if (!subject.suffice(uses) || c.period() instanceof Period.Total) {
      return;
    }
    peak(Formatter.text(c), counter, uses)
        .flatMap(peak -> lower(Literals.number(c.maximum()), peak, c.measure()))
        .ifPresent(
            lower -> {
              Declaration.Quota after =
                  new Declaration.Quota(
                      c.documentation(),
                      Literals.of(c.maximum(), lower.bound),
                      c.measure(),
                      c.period(),
                      c.scope(),
                      c.each(),
                      c.span());
              found.add(
                  subject.edit(
                      c.span(),
                      "",
                      Proposal.Kind.LIMIT,
                      Formatter.text(c),
                      Formatter.text(after),
                      lower.why,
                      lower.proof,
                      Edits.declaration(c.span(), old -> after)));
            });
  }

  /** The most that was used, and by which use. */
  private record Peak(BigDecimal amount, Played at, List<Played> uses) {}

  private Optional<Peak> peak(
      LoweredCapability capability, LoweredClause clause, List<Played> uses) {
    Counter counter = clause.meaning().charges().getFirst().counter();
    String named = capability.meaning().name() + ": " + Formatter.text(clause.written());
    return peak(named, counter, uses);
  }

  private Optional<Peak> peak(String named, Counter counter, List<Played> uses) {
    Peak peak = null;
    int unknown = 0;
    for (Played use : uses) {
      Optional<Value> used = use.used(counter);
      if (used.isEmpty()) {
        unknown++;
      } else {
        BigDecimal amount = Amounts.number(used.get());
        peak =
            peak == null || amount.compareTo(peak.amount) > 0 ? new Peak(amount, use, uses) : peak;
      }
    }
    if (unknown > 0) {
      found.note(
          "`%s` is left as it is: how much was used of it is not known for %d of %d uses"
              .formatted(named, unknown, uses.size()));
      return Optional.empty();
    }
    return Optional.ofNullable(peak);
  }

  /** A lower bound, and what it follows from. */
  private record Lower(BigDecimal bound, String why, Proof proof) {}

  private Optional<Lower> lower(Count now, Peak peak) {
    return lower(BigDecimal.valueOf(now.value()), peak, null);
  }

  /**
   * @param summed what is written where something is summed; null where uses are counted
   */
  private Optional<Lower> lower(BigDecimal now, Peak peak, @Nullable Expression summed) {
    int headroom = subject.settings().headroom();
    if (peak.amount.signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal wanted = Amounts.with(peak.amount, headroom);
    BigDecimal step = summed == null ? BigDecimal.ONE : Amounts.step(wanted);
    BigDecimal bound =
        summed == null ? wanted.setScale(0, RoundingMode.CEILING) : Amounts.up(wanted, step);
    String why =
        "at most %s in one window, and %d%% more, in steps of %s"
            .formatted(peak.amount.toPlainString(), headroom, step.toPlainString());
    return bound.compareTo(now) < 0
        ? Optional.of(new Lower(bound, why, Proof.of(peak.uses, List.of(peak.at))))
        : Optional.empty();
  }
}
