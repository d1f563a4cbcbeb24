package dev.actp.compiler.clause;

import dev.actp.compiler.prose.History;
import dev.actp.compiler.prose.Phrase;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.compiler.types.Environment;
import dev.actp.compiler.types.ExpressionChecker;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Clause.After;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Name;
import dev.actp.runtime.policy.ActionDeclaration;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import java.util.Optional;

/** {@code after}. */
final class AfterClause implements ClauseKind<After> {

  @Override
  public String documentation() {
    return """
    `after ACTION [on PATTERN] [with ATTR, ...] [within D]`

    Only once the session has done ACTION: an allowed use that its enforcement point reported succeeded. `with` asks for the same \
    value of an attribute as now, `within` for a use less than D ago.
    """;
  }

  @Override
  public Phrase sentence(After written, Clause meaning) {
    return meaning.condition() instanceof Expr.Happened happened
        ? Phrase.of(
            "Only after the session has done ",
            History.of(happened),
            ", and it was reported to have succeeded.")
        : Phrase.EMPTY;
  }

  @Override
  public Optional<Clause> lower(After clause, RuleContext context) {
    int errors = context.report().errors();
    context.demandKnown(clause.action());
    Pattern on = clause.on() == null ? null : context.patterns().lower(clause.on());
    clause.with().forEach(name -> shared(name, clause.action(), context));
    return context.unlessErrors(
        errors,
        () ->
            Lowered.condition(
                Clause.Category.HISTORY,
                new Expr.Happened(
                    clause.action().text(),
                    on,
                    clause.with().stream().map(Name::text).toList(),
                    clause.within() == null ? null : clause.within().toDuration(),
                    true),
                SourceTexts.of(clause)));
  }

  /** An attribute that this action and the earlier one have. */
  private static void shared(Name name, Name earlier, RuleContext context) {
    ExpressionChecker checker = context.expressions(Environment.Place.KEY);
    checker.expression(Counters.path(Expression.Root.CONTEXT, name));
    ActionDeclaration declaration = context.declarations().actions().get(earlier.text());
    if (declaration != null
        && !declaration.open()
        && !declaration.parameters().containsKey(name.text())) {
      context
          .report()
          .error(
              Code.UNKNOWN_ATTRIBUTE,
              "`" + earlier + "` has no attribute `" + name + "`",
              name.span(),
              Suggestion.help(
                  name.text(),
                  declaration.parameters().keySet(),
                  "`with` compares an attribute that both actions have"));
    }
  }
}
