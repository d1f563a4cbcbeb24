package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredClause;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import java.util.HashMap;
import java.util.Map;

/**
 * One attribute compared with money of two currencies: whichever it is in, one of the comparisons
 * is an error.
 */
final class MixedCurrencies implements Check {

  @Override
  public void run(LoweredPolicy policy, Report report) {
    for (LoweredCapability capability : policy.capabilities()) {
      Map<String, Bound> first = new HashMap<>();
      for (LoweredClause clause : capability.clauses()) {
        Walk.expressions(clause.written())
            .forEach(
                e ->
                    Walk.each(e, inner -> Bound.of(inner).ifPresent(b -> check(b, first, report))));
      }
    }
  }

  private static void check(Bound bound, Map<String, Bound> first, Report report) {
    if (!bound.isMoney()) {
      return;
    }
    Bound other = first.putIfAbsent(bound.attribute(), bound);
    if (other != null && !other.unit().equals(bound.unit())) {
      report.add(
          Diagnostic.warning(
                  Code.MIXED_CURRENCIES,
                  "`"
                      + bound.attribute()
                      + "` cannot be in "
                      + other.unit()
                      + " and in "
                      + bound.unit(),
                  bound.written().span())
              .withLabel(other.written().span(), "in " + other.unit() + " here")
              .withHelp(
                  "money of another currency is an error, which fails the clause: grant each"
                      + " currency apart"));
    }
  }
}
