package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Name;
import java.util.Set;

/**
 * What a policy declares and nothing in it uses: most often something else was misspelt or left
 * out.
 */
final class Unused implements Check {

  @Override
  public void run(LoweredPolicy policy, Report report) {
    Set<String> used = UsedNames.of(policy);
    for (Declaration declaration : policy.scope().file().declarations()) {
      switch (declaration) {
        case Declaration.Window d -> check("window", d.name(), used, report);
        case Declaration.NamedList d -> check("list", d.name(), used, report);
        case Declaration.Action d -> check("action", d.name(), used, report);
        case Declaration.Session d -> check("session", d.field().name(), used, report);
        case Declaration.Agent d -> check("agent", d.field().name(), used, report);
        case Declaration.ClauseSet d -> check("clauses", d.name(), used, report);
        default -> {}
      }
    }
  }

  private static void check(String kind, Name name, Set<String> used, Report report) {
    if (!used.contains(kind + " " + name)) {
      report.add(
          Diagnostic.warning(
              Code.UNUSED, "nothing uses the " + words(kind) + " `" + name + "`", name.span()));
    }
  }

  private static String words(String kind) {
    return switch (kind) {
      case "clauses" -> "clause set";
      case "session" -> "session value";
      case "agent" -> "agent value";
      default -> kind;
    };
  }
}
