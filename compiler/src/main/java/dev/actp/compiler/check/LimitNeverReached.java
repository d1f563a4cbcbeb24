package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredClause;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Clause;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import java.time.Duration;
import java.util.List;

/**
 * A limit over a short time that one over a longer time, for the same keys, always reaches first.
 */
final class LimitNeverReached implements Check {

  @Override
  public void run(LoweredPolicy policy, Report report) {
    policy.capabilities().forEach(capability -> check(capability, report));
  }

  private static void check(LoweredCapability capability, Report report) {
    List<LoweredClause> limits =
        capability.clauses().stream().filter(c -> c.written() instanceof Clause.Limit).toList();
    for (LoweredClause limit : limits) {
      limits.stream()
          .filter(other -> !other.equals(limit) && reachesFirst(other, limit))
          .findFirst()
          .ifPresent(
              other ->
                  report.add(
                      Diagnostic.warning(
                              Code.LIMIT_NEVER_REACHED,
                              "this limit is never reached",
                              limit.place())
                          .withLabel(other.place(), "this one stops sooner")));
    }
  }

  private static boolean reachesFirst(LoweredClause binding, LoweredClause idle) {
    Counter longer = counter(binding);
    Counter shorter = counter(idle);
    long most = ((Clause.Limit) binding.written()).maximum().value();
    long idleMost = ((Clause.Limit) idle.written()).maximum().value();
    return longer.keys().equals(shorter.keys())
        && most <= idleMost
        && contains(longer.window(), shorter.window());
  }

  private static Counter counter(LoweredClause limit) {
    return limit.meaning().charges().getFirst().counter();
  }

  /** Whether what counts in the second window always counts in the first. */
  private static boolean contains(Window longer, Window shorter) {
    return switch (longer) {
      case Window.Total ignored -> shorter != Window.Total.IN_TOTAL;
      case Window.Sliding sliding -> longest(shorter).compareTo(sliding.length()) < 0;
      case Window.Calendar ignored -> false;
    };
  }

  private static Duration longest(Window window) {
    return switch (window) {
      case Window.Sliding sliding -> sliding.length();
      // a day with one hour more, by daylight saving
      case Window.Calendar ignored -> Duration.ofHours(25);
      case Window.Total ignored -> Duration.ofDays(Long.MAX_VALUE / 86_400);
    };
  }
}
