package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredClause;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Expression;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A number that has a ceiling and no floor: a negative amount passes {@code amount <= 500}. */
final class UpperBoundOnly implements Check {

  @Override
  public void run(LoweredPolicy policy, Report report) {
    policy.capabilities().forEach(capability -> check(capability, report));
  }

  private static void check(LoweredCapability capability, Report report) {
    Map<String, Bound> uppers = new LinkedHashMap<>();
    Set<String> lowers = new HashSet<>();
    for (LoweredClause clause : capability.clauses()) {
      if (clause.written() instanceof Clause.Require require) {
        Walk.each(require.condition(), e -> collect(e, uppers, lowers));
      } else if (clause.written() instanceof Clause.Budget budget) {
        // a budget refuses what is below zero
        Bound.attribute(budget.measure()).ifPresent(lowers::add);
      }
    }
    uppers.forEach(
        (name, bound) -> {
          if (!lowers.contains(name)) {
            report.add(
                Diagnostic.warning(
                        Code.UPPER_BOUND_ONLY,
                        "nothing keeps `" + name + "` from being negative",
                        bound.written().span())
                    .withHelp("add `require " + name + " > 0`"));
          }
        });
  }

  private static void collect(Expression e, Map<String, Bound> uppers, Set<String> lowers) {
    Bound.of(e)
        .filter(Bound::isQuantity)
        .ifPresent(
            bound -> {
              if (bound.isUpper()) {
                uppers.putIfAbsent(bound.attribute(), bound);
              } else if (bound.isLower() || bound.isExact()) {
                lowers.add(bound.attribute());
              }
            });
  }
}
