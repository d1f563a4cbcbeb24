package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Expression;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code every x in xs: BODY} whose body says nothing of x. */
final class UnusedVariable implements Check {

  @Override
  public void run(LoweredPolicy policy, Report report) {
    PolicyExpressions.each(policy, e -> Walk.each(e, inner -> check(inner, report)));
  }

  private static void check(Expression e, Report report) {
    if (e instanceof Expression.Quantified quantified && !isUsed(quantified)) {
      report.add(
          Diagnostic.warning(
              Code.UNUSED_VARIABLE,
              "the condition says nothing of `" + quantified.variable() + "`",
              quantified.variable().span()));
    }
  }

  private static boolean isUsed(Expression.Quantified quantified) {
    AtomicBoolean used = new AtomicBoolean();
    Walk.each(
        quantified.body(),
        e -> {
          if (e instanceof Expression.Path path
              && path.root() == Expression.Root.BARE
              && path.steps().getFirst().equals(quantified.variable())) {
            used.set(true);
          }
        });
    return used.get();
  }
}
