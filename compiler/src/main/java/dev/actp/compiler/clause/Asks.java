package dev.actp.compiler.clause;

import dev.actp.compiler.types.Environment;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Approvers;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Length;
import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Expr;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** People who are asked, by a clause or by a policy-level rule. */
final class Asks {
  /** How long an approval waits where nothing else is said. */
  static final Duration DEFAULT = Duration.ofHours(1);

  /** The longest that it may wait. */
  static final Duration LONGEST = Duration.ofHours(24);

  /** The most people that one clause may ask. */
  static final int MOST_PEOPLE = 100;

  private Asks() {}

  static Optional<Ask> of(
      Approvers approvers,
      @Nullable Expression when,
      @Nullable Length expires,
      RuleContext context) {
    int errors = context.report().errors();
    Duration life = expires == null ? DEFAULT : expires.toDuration();
    if (expires != null && life.compareTo(LONGEST) > 0) {
      context
          .report()
          .error(
              Code.OUT_OF_RANGE,
              "an approval expires after `24h` at most",
              expires.span(),
              "write `expires 24h` or less");
    }
    long quorum = approvers.count().value();
    if (quorum > MOST_PEOPLE) {
      context
          .report()
          .error(
              Code.OUT_OF_RANGE,
              "an approval asks at most " + MOST_PEOPLE + " people",
              approvers.count().span());
    }
    Optional<Expr> condition =
        when == null ? Optional.empty() : context.condition(when, Environment.Place.CONDITION);
    return context.unlessErrors(
        errors,
        () -> new Ask((int) quorum, approvers.group().value(), condition.orElse(null), life));
  }
}
