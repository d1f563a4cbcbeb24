package dev.actp.compiler.clause;

import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.types.Attributes;
import dev.actp.compiler.types.Patterns;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Key;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.decision.Attenuation;
import dev.actp.runtime.policy.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a token adds to one capability that it names. */
public final class AttenuationRule {
  /** How many clauses a token may add to a capability. */
  private static final int CLAUSES_MAX = 32;

  private AttenuationRule() {}

  /**
   * What the clauses mean beside those of a capability.
   *
   * @param on the resources that it is narrowed to; empty where they stay as they are
   * @param report takes what is wrong with them
   */
  public static Attenuation.Narrower lower(
      List<Pattern> on,
      List<Clause> clauses,
      LoweredPolicy policy,
      LoweredCapability capability,
      Report report) {
    RuleContext context =
        new RuleContext(
            policy.scope(),
            policy.scope().knownActions(),
            policy.declarations(),
            Attributes.of(capability.meaning().actions(), policy.declarations(), policy.scope()),
            policy.meaning().name(),
            capability.meaning().name(),
            report);
    if (clauses.size() > CLAUSES_MAX) {
      report.error(
          Code.TOO_MANY_CLAUSES,
          "a token adds at most " + CLAUSES_MAX + " clauses to a capability",
          clauses.get(CLAUSES_MAX).span());
      return new Attenuation.Narrower(null, List.of());
    }
    List<dev.actp.runtime.policy.Clause> lowered = new ArrayList<>();
    for (Clause clause : clauses) {
      lower(clause, context).ifPresent(lowered::add);
    }
    return new Attenuation.Narrower(
        within(new Patterns(policy.declarations(), report).lower(on)), lowered);
  }

  private static @Nullable Expr within(List<dev.actp.runtime.policy.Pattern> on) {
    List<Expr> any =
        on.stream().<Expr>map(each -> new Expr.Matches(Expr.Root.RESOURCE, each)).toList();
    return any.isEmpty() ? null : any.size() == 1 ? any.getFirst() : new Expr.Or(any);
  }

  private static Optional<dev.actp.runtime.policy.Clause> lower(
      Clause clause, RuleContext context) {
    return switch (clause) {
      case Clause.Require c -> Clauses.lower(c, context);
      case Clause.Limit c ->
          Clauses.lower(
              new Clause.Limit(c.maximum(), c.period(), ofToken(c.each(), c.span()), c.span()),
              context);
      case Clause.Budget c ->
          Clauses.lower(
              new Clause.Budget(
                  c.maximum(), c.measure(), c.period(), ofToken(c.each(), c.span()), c.span()),
              context);
      case Clause.Approval c -> Clauses.lower(c, context);
      case Clause.During c -> Clauses.lower(c, context);
      case Clause.Reveals c -> Clauses.lower(c, context);
      case Clause.Open c -> refused(c, context);
      case Clause.After c -> refused(c, context);
      case Clause.NotAfter c -> refused(c, context);
      case Clause.NotDelegable c -> refused(c, context);
      case Clause.Use c -> refused(c, context);
    };
  }

  /**
   * What a token adds is counted for that token, whatever else it is counted for: its own uses and
   * those of what descends from it.
   */
  private static List<Key> ofToken(List<Key> each, Span span) {
    List<Key> keys = new ArrayList<>(each);
    if (keys.stream().noneMatch(key -> key instanceof Key.Of of && of.kind() == Key.Kind.TOKEN)) {
      keys.add(new Key.Of(Key.Kind.TOKEN, span));
    }
    return keys;
  }

  private static Optional<dev.actp.runtime.policy.Clause> refused(
      Clause clause, RuleContext context) {
    context
        .report()
        .error(
            Code.NOT_ATTENUABLE,
            "a token that is handed on cannot add this",
            clause.span(),
            "it may add `require`, `limit`, `during`, `approval` and `reveal`");
    return Optional.empty();
  }
}
