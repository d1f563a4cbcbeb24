package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredClause;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bounds of an attribute that leave nothing between them: a capability that never grants, or an
 * approval that is never asked for. Only what has to hold together is looked at, not what stands
 * under {@code or} and {@code not}.
 */
final class Contradiction implements Check {
  /** How many bounds of one attribute a report points at. */
  private static final int MOST_SHOWN = 20;

  @Override
  public void run(LoweredPolicy policy, Report report) {
    policy.capabilities().forEach(capability -> check(capability, report));
  }

  private static void check(LoweredCapability capability, Report report) {
    Map<String, Found> bounds = new HashMap<>();
    for (LoweredClause clause : capability.clauses()) {
      if (clause.written() instanceof Clause.Require require) {
        for (Expression conjunct : Walk.conjuncts(require.condition())) {
          Bound.of(conjunct).ifPresent(b -> require(b, bounds, report));
        }
      }
    }
    for (LoweredClause clause : capability.clauses()) {
      if (clause.written() instanceof Clause.Approval approval && approval.when() != null) {
        for (Expression conjunct : Walk.conjuncts(approval.when())) {
          Bound.of(conjunct).ifPresent(b -> ask(b, bounds, report));
        }
      }
    }
  }

  /** The bounds of one attribute so far: what they leave, and those that a report may point at. */
  private record Found(Interval interval, List<Bound> bounds) {

    Found with(Bound bound) {
      Interval less = interval.within(bound);
      if (less.equals(interval) && bounds.size() == MOST_SHOWN) {
        return this;
      }
      List<Bound> latest = new ArrayList<>(bounds);
      latest.add(bound);
      return new Found(
          less, latest.size() > MOST_SHOWN ? latest.subList(1, latest.size()) : latest);
    }
  }

  private static void require(Bound bound, Map<String, Found> found, Report report) {
    String key = bound.attribute() + " " + bound.unit();
    Found before = found.getOrDefault(key, new Found(Interval.ALL, List.of()));
    Found after = before.with(bound);
    if (after.interval().isEmpty() && !before.interval().isEmpty()) {
      report(
          Code.CONTRADICTION,
          "no `" + bound.attribute() + "` can satisfy this and what is required besides",
          bound,
          before,
          report);
    }
    found.put(key, after);
  }

  private static void ask(Bound bound, Map<String, Found> found, Report report) {
    Found required = found.get(bound.attribute() + " " + bound.unit());
    if (required != null
        && !required.interval().isEmpty()
        && required.interval().within(bound).isEmpty()) {
      report(
          Code.THRESHOLD_OUT_OF_REACH,
          "nobody is ever asked: no `" + bound.attribute() + "` that is allowed gets here",
          bound,
          required,
          report);
    }
  }

  private static void report(Code code, String message, Bound bound, Found found, Report report) {
    Diagnostic diagnostic = Diagnostic.warning(code, message, bound.written().span());
    for (Bound other : found.bounds()) {
      if (Interval.ALL.within(other).within(bound).isEmpty()) {
        diagnostic = diagnostic.withLabel(other.written().span(), "required here");
      }
    }
    report.add(diagnostic);
  }
}
