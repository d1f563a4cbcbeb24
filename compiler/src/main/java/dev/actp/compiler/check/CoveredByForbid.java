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
import dev.actp.runtime.policy.Forbid;
import dev.actp.runtime.policy.Pattern;
import java.util.List;
import java.util.function.Predicate;

/** A capability that an unconditional prohibition of the same policy takes away whole. */
final class CoveredByForbid implements Check {

  @Override
  public void run(LoweredPolicy policy, Report report) {
    List<Declaration.Forbid> written =
        policy.scope().file().declarations().stream()
            .filter(Declaration.Forbid.class::isInstance)
            .map(Declaration.Forbid.class::cast)
            .toList();
    for (int i = 0; i < written.size() && !report.isFullOfWarnings(); i++) {
      Forbid forbid = policy.meaning().forbids().get(i);
      if (forbid.when() == null) {
        check(forbid, written.get(i), policy.capabilities(), report);
      }
    }
  }

  private static void check(
      Forbid forbid,
      Declaration.Forbid written,
      List<LoweredCapability> capabilities,
      Report report) {
    Predicate<String> names = names(forbid.actions());
    for (LoweredCapability capability : capabilities) {
      if (capability.meaning().actions().stream().allMatch(names)
          && covers(forbid.resources(), capability.meaning().resources())) {
        report.add(
            Diagnostic.warning(
                    Code.COVERED_BY_FORBID,
                    "`" + capability.meaning().name() + "` never grants: it is forbidden whole",
                    capability.written().name().span())
                .withLabel(written.span(), "forbidden here"));
      }
    }
  }

  private static boolean covers(List<Pattern> wide, List<Pattern> narrow) {
    return narrow.stream().allMatch(n -> wide.stream().anyMatch(w -> Globs.covers(w, n)));
  }

  private static Predicate<String> names(ActionMatch match) {
    return switch (match) {
      case ActionMatch.Any ignored -> action -> true;
      case ActionMatch.Named named -> named.action()::equals;
      case ActionMatch.Matching matching -> names(matching.glob());
    };
  }

  private static Predicate<String> names(Pattern glob) {
    if (glob.parts().stream().anyMatch(CoveredByForbid::isPlaceholder)) {
      return action -> false;
    }
    LooseGlob loose = LooseGlob.of(glob);
    return action -> loose.matches(LooseText.of(action));
  }

  private static boolean isPlaceholder(Pattern.Part part) {
    return part instanceof Pattern.Part.SessionValue || part instanceof Pattern.Part.AgentValue;
  }
}
