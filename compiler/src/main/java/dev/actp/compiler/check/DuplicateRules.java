package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Span;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule of the policy itself that stands twice. An error: one of the two was meant to be another.
 */
final class DuplicateRules implements Check {

  @Override
  public void run(LoweredPolicy policy, Report report) {
    Map<List<Object>, Span> seen = new HashMap<>();
    for (Declaration declaration : policy.scope().file().declarations()) {
      List<Object> content = content(declaration);
      Span first = content.isEmpty() ? null : seen.putIfAbsent(content, declaration.span());
      if (first != null) {
        report.add(
            Diagnostic.error(
                    Code.DUPLICATE_CLAUSE, "this rule stands here twice", declaration.span())
                .withLabel(first, "first here"));
      }
    }
  }

  /** What a rule says, its documentation apart; empty for what is found by name. */
  private static List<Object> content(Declaration declaration) {
    return switch (declaration) {
      case Declaration.Forbid d -> Arrays.asList("forbid", d.scope(), d.when());
      case Declaration.RequiredApproval d ->
          Arrays.asList("approval", d.approvers(), d.scope(), d.when(), d.expires());
      case Declaration.Quota d ->
          Arrays.asList("quota", d.measure(), d.period(), d.scope(), d.each());
      case Declaration.Decoy d -> List.of("decoy", d.resources());
      default -> List.of();
    };
  }
}
