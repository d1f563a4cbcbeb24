package dev.actp.compiler.clause;

import dev.actp.compiler.prose.Counts;
import dev.actp.compiler.prose.People;
import dev.actp.compiler.prose.Phrase;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.runtime.policy.ActionMatch;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Quota;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code quota}. */
public final class QuotaRule {
  static final String DOCUMENTATION =
      """
      `quota N [of EXPR] per WINDOW [for ACTION on "PATTERN"] [each KEY, ...]`

      One pool over all capabilities that ACTION and PATTERN match (loosely), all of them without `for`. In a guardrail, over the \
      capabilities of every policy.
      """;

  private QuotaRule() {}

  /** What a quota says. */
  public static Phrase sentence(Quota quota) {
    Counter counter = quota.clause().charges().getFirst().counter();
    Phrase what =
        counter.measure().isEmpty()
            ? Phrase.of("At most ", Counts.maximum(quota.clause()), " uses")
            : Phrase.of(
                "The sum of ",
                Counts.measure(quota.clause()),
                " stays at or under ",
                Counts.maximum(quota.clause()));
    return Phrase.of(
        what,
        " of ",
        People.doing(quota.actions(), quota.resources()),
        " together, ",
        Counts.over(counter),
        ".");
  }

  static Optional<Quota> lower(Declaration.Quota written, PolicyFile.Kind kind, Scopes scopes) {
    ActionMatch actions = scopes.actions(written.scope());
    List<Pattern> resources = scopes.resources(written.scope());
    RuleContext context =
        kind == PolicyFile.Kind.POLICY ? scopes.contextOfGranted(actions) : scopes.context(actions);
    Expression measure = written.measure();
    if (measure != null
        && kind == PolicyFile.Kind.GUARDRAIL
        && !(actions instanceof ActionMatch.Named)) {
      context
          .report()
          .error(
              Code.QUOTA_NEEDS_ACTION,
              "a guardrail's `quota ... of` has to name its action, since others have no such"
                  + " attribute",
              written.span(),
              "write `for ACTION on \"**\"`");
      return Optional.empty();
    }
    String target = SourceTexts.target(written.scope());
    String text = measure == null ? "" : SourceTexts.text(measure);
    Optional<Counter> counter =
        Counters.quota(target, written.period(), text, written.each(), context);
    return counting(written, context)
        .flatMap(counter::map)
        .map(clause -> new Quota(actions, resources, clause));
  }

  /** How the clause follows from its counter: both are checked, whichever is wrong. */
  private static Optional<Function<Counter, Clause>> counting(
      Declaration.Quota written, RuleContext context) {
    Expression measure = written.measure();
    if (measure != null) {
      return Measure.of(measure, written.maximum(), context)
          .map(
              m ->
                  c ->
                      Lowered.charging(
                          c, m.amount(), m.type(), m.maximum(), SourceTexts.of(written)));
    }
    // the parser lets nothing else stand where uses are counted
    Expression.IntLiteral maximum = (Expression.IntLiteral) written.maximum();
    return Optional.of(c -> Lowered.counting(c, maximum.value(), SourceTexts.of(written)));
  }
}
