package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Name;

/**
 * {@code after X} where no capability of the policy grants X: it can hold only beside a policy that
 * does.
 */
final class AfterUngranted implements Check {

  @Override
  public void run(LoweredPolicy policy, Report report) {
    policy.capabilities().stream()
        .flatMap(c -> c.clauses().stream())
        .map(c -> c.written())
        .filter(Clause.After.class::isInstance)
        .map(c -> ((Clause.After) c).action())
        .filter(action -> !policy.scope().granted().contains(action.text()))
        .forEach(action -> report(action, report));
  }

  private static void report(Name action, Report report) {
    report.add(
        Diagnostic.warning(
                Code.AFTER_UNGRANTED,
                "no capability of this policy grants `"
                    + action
                    + "`, so that nothing can come after it",
                action.span())
            .withHelp("grant it here, unless tokens always name another policy that does"));
  }
}
