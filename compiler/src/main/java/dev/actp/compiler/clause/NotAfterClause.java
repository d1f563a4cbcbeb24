package dev.actp.compiler.clause;

import dev.actp.compiler.prose.History;
import dev.actp.compiler.prose.Phrase;
import dev.actp.dsl.syntax.Clause.NotAfter;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import java.util.List;
import java.util.Optional;

/** {@code not after}. */
final class NotAfterClause implements ClauseKind<NotAfter> {

  @Override
  public String documentation() {
    return """
    `not after ACTION [on PATTERN] [within D]`

    Only while the session has not done ACTION. Every allowed use counts, whatever became of it, from the moment it is \
    committed.
    """;
  }

  @Override
  public Phrase sentence(NotAfter written, Clause meaning) {
    return meaning.condition() instanceof Expr.Not(Expr.Happened happened)
        ? Phrase.of("No longer once the session has done ", History.of(happened), ".")
        : Phrase.EMPTY;
  }

  @Override
  public Optional<Clause> lower(NotAfter clause, RuleContext context) {
    int errors = context.report().errors();
    context.demandKnown(clause.action());
    Pattern on = clause.on() == null ? null : context.patterns().lower(clause.on());
    return context.unlessErrors(
        errors,
        () ->
            Lowered.condition(
                Clause.Category.HISTORY,
                new Expr.Not(
                    new Expr.Happened(
                        clause.action().text(),
                        on,
                        List.of(),
                        clause.within() == null ? null : clause.within().toDuration(),
                        false)),
                SourceTexts.of(clause)));
  }
}
