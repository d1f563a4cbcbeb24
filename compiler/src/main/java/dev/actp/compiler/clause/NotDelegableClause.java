package dev.actp.compiler.clause;

import dev.actp.compiler.prose.Phrase;
import dev.actp.dsl.syntax.Clause.NotDelegable;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Expr;
import java.util.Optional;

/** {@code not delegable}. */
final class NotDelegableClause implements ClauseKind<NotDelegable> {

  @Override
  public String documentation() {
    return """
    `not delegable`

    Cannot be handed on: it holds for the token that was issued, and for none that was delegated from it.
    """;
  }

  @Override
  public Phrase sentence(NotDelegable written, Clause meaning) {
    return Phrase.of("Cannot be handed on to another agent.");
  }

  @Override
  public Optional<Clause> lower(NotDelegable clause, RuleContext context) {
    return Optional.of(
        Lowered.condition(
            Clause.Category.DELEGATION,
            new Expr.Not(Expr.Delegated.DELEGATED),
            SourceTexts.of(clause)));
  }
}
