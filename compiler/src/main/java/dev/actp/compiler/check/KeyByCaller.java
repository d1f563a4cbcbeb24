package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Key;
import java.util.List;

/** A counter per attribute: whoever sends another value gets a fresh count. */
final class KeyByCaller implements Check {

  @Override
  public void run(LoweredPolicy policy, Report report) {
    policy.capabilities().stream()
        .flatMap(c -> c.clauses().stream())
        .forEach(c -> check(keys(c.written()), report));
    for (Declaration declaration : policy.scope().file().declarations()) {
      if (declaration instanceof Declaration.Quota quota) {
        check(quota.each(), report);
      }
    }
  }

  private static List<Key> keys(Clause clause) {
    return switch (clause) {
      case Clause.Limit c -> c.each();
      case Clause.Budget c -> c.each();
      case Clause.Open c -> c.each();
      default -> List.of();
    };
  }

  private static void check(List<Key> keys, Report report) {
    for (Key key : keys) {
      if (key instanceof Key.Attribute attribute) {
        report.add(
            Diagnostic.warning(
                    Code.KEY_BY_CALLER,
                    "the caller chooses `"
                        + attribute.name()
                        + "`, and with it which count is used",
                    key.span())
                .withHelp(
                    "count for `agent`, `session` or `session."
                        + attribute.name()
                        + "`, or limit the agent as well"));
      }
    }
  }
}
