package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.runtime.policy.Capability;
import java.util.List;
import java.util.Optional;

/**
 * Two capabilities that one request can match: together they permit the sum of what each permits.
 */
final class Overlap implements Check {
  /** Enough for hundreds of capabilities of the usual kind. */
  private static final long MAX_STEPS = 500_000;

  @Override
  public void run(LoweredPolicy policy, Report report) {
    List<LoweredCapability> all = policy.capabilities();
    Globs.Budget budget = new Globs.Budget(MAX_STEPS);
    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < i && budget.spend() && !report.isFullOfWarnings(); j++) {
        check(all.get(j), all.get(i), budget, report);
      }
    }
  }

  private static void check(
      LoweredCapability first, LoweredCapability second, Globs.Budget budget, Report report) {
    shared(first.meaning(), second.meaning(), budget)
        .ifPresent(
            action ->
                report.add(
                    Diagnostic.warning(
                            Code.OVERLAP,
                            "a `%s` can match `%s` and `%s`: together they permit the sum"
                                .formatted(action, first.meaning().name(), second.meaning().name()),
                            second.written().name().span())
                        .withLabel(first.written().name().span(), "the other one")
                        .withHelp(
                            "give them resources that no request has in common, or make them"
                                + " one")));
  }

  private static Optional<String> shared(Capability one, Capability other, Globs.Budget budget) {
    return one.actions().stream()
        .filter(other.actions()::contains)
        .filter(
            action ->
                one.resources().stream()
                    .anyMatch(
                        a -> other.resources().stream().anyMatch(b -> Globs.overlap(a, b, budget))))
        .findFirst();
  }
}
