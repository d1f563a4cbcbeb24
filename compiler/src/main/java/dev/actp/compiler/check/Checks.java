package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import java.util.List;

/** All checks. */
public final class Checks {
  private static final List<Check> ALL =
      List.of(
          new DuplicateRules(),
          new UpperBoundOnly(),
          new ThresholdWithoutBudget(),
          new KeyByCaller(),
          new Contradiction(),
          new NoTimeLeft(),
          new CoveredByForbid(),
          new Unused(),
          new SuffixLookalike(),
          new Overlap(),
          new AfterUngranted(),
          new LimitNeverReached(),
          new NeverMatches(),
          new UnusedVariable(),
          new NeverEqual(),
          new MixedCurrencies());

  private Checks() {}

  /** Runs them all. */
  public static void run(LoweredPolicy policy, CheckSettings settings, Report report) {
    ALL.forEach(check -> check.run(policy, report));
    if (settings.today() != null) {
      new Expired(settings.today()).run(policy, report);
    }
    if (settings.strict()) {
      new Undeclared().run(policy, report);
    }
  }
}
