package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Name;

/** In strict mode: a granted action that no file declares, so that its attributes are unchecked. */
final class Undeclared implements Check {

  @Override
  public void run(LoweredPolicy policy, Report report) {
    for (LoweredCapability capability : policy.capabilities()) {
      for (Name action : capability.written().actions()) {
        if (!policy.scope().actions().containsKey(action.text())) {
          report.error(
              Code.UNDECLARED_ACTION,
              "`" + action + "` is granted and not declared",
              action.span(),
              "declare it with all that it takes: `action NAME(ATTRIBUTE: TYPE)`");
        }
      }
    }
  }
}
