package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Expression;
import java.util.HashSet;
import java.util.Set;

/**
 * An approval from an amount on, with no budget of that amount: ten small uses do what one large
 * one may not.
 */
final class ThresholdWithoutBudget implements Check {

  @Override
  public void run(LoweredPolicy policy, Report report) {
    Set<String> shared = new HashSet<>();
    for (Declaration declaration : policy.scope().file().declarations()) {
      if (declaration instanceof Declaration.Quota quota && quota.measure() != null) {
        Bound.attribute(quota.measure()).ifPresent(shared::add);
      }
    }
    policy.capabilities().forEach(capability -> check(capability, shared, report));
  }

  private static void check(LoweredCapability capability, Set<String> shared, Report report) {
    Set<String> summed = new HashSet<>(shared);
    capability.clauses().stream()
        .map(c -> c.written())
        .filter(Clause.Budget.class::isInstance)
        .forEach(
            c ->
                Walk.each(
                    ((Clause.Budget) c).measure(), e -> Bound.attribute(e).ifPresent(summed::add)));
    capability.clauses().stream()
        .map(c -> c.written())
        .filter(c -> c instanceof Clause.Approval approval && approval.when() != null)
        .flatMap(c -> Walk.expressions(c).stream())
        .forEach(when -> Walk.each(when, e -> check(e, summed, report)));
  }

  private static void check(Expression e, Set<String> summed, Report report) {
    Bound.of(e)
        .filter(b -> b.isLower() && b.isQuantity() && !summed.contains(b.attribute()))
        .ifPresent(
            bound ->
                report.add(
                    Diagnostic.warning(
                            Code.THRESHOLD_WITHOUT_BUDGET,
                            "a large `"
                                + bound.attribute()
                                + "` can be split into small ones that nobody is asked about",
                            bound.written().span())
                        .withHelp("add a budget: `limit N of " + bound.attribute() + " per day`")));
  }
}
