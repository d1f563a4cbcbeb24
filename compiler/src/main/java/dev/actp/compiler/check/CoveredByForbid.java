package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.runtime.function.LooseGlob;
import dev.actp.runtime.function.LooseText;
import dev.actp.runtime.policy.ActionMatch;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Forbid;
import dev.actp.runtime.policy.Pattern;
import java.util.List;

/** A capability that an unconditional prohibition of the same policy takes away whole. */
final class CoveredByForbid implements Check {

  @Override
  public void run(LoweredPolicy policy, Report report) {
    List<Declaration.Forbid> written =
        policy.scope().file().declarations().stream()
            .filter(Declaration.Forbid.class::isInstance)
            .map(Declaration.Forbid.class::cast)
            .toList();
    for (LoweredCapability capability : policy.capabilities()) {
      for (int i = 0; i < written.size(); i++) {
        if (covers(policy.meaning().forbids().get(i), capability.meaning())) {
          report.add(
              Diagnostic.warning(
                      Code.COVERED_BY_FORBID,
                      "`" + capability.meaning().name() + "` never grants: it is forbidden whole",
                      capability.written().name().span())
                  .withLabel(written.get(i).span(), "forbidden here"));
        }
      }
    }
  }

  private static boolean covers(Forbid forbid, Capability capability) {
    return forbid.when() == null
        && capability.actions().stream().allMatch(action -> names(forbid.actions(), action))
        && capability.resources().stream()
            .allMatch(
                narrow -> forbid.resources().stream().anyMatch(wide -> Globs.covers(wide, narrow)));
  }

  private static boolean names(ActionMatch match, String action) {
    return switch (match) {
      case ActionMatch.Any ignored -> true;
      case ActionMatch.Named named -> named.action().equals(action);
      case ActionMatch.Matching matching ->
          matching.glob().parts().stream().noneMatch(CoveredByForbid::isPlaceholder)
              && LooseGlob.of(matching.glob()).matches(LooseText.of(action));
    };
  }

  private static boolean isPlaceholder(Pattern.Part part) {
    return part instanceof Pattern.Part.SessionValue || part instanceof Pattern.Part.AgentValue;
  }
}
