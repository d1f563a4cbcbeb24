package dev.actp.compiler.clause;

import dev.actp.compiler.prose.Conditions;
import dev.actp.compiler.prose.Phrase;
import dev.actp.compiler.types.Environment;
import dev.actp.dsl.syntax.Clause.Require;
import dev.actp.runtime.policy.Clause;
import java.util.List;
import java.util.Optional;

/** {@code require}. */
final class RequireClause implements ClauseKind<Require> {

  @Override
  public String documentation() {
    return """
    `require EXPR [else "message"]`

    Must be true of the request. An expression that is in error fails the clause as well. The message is what the agent is told.
    """;
  }

  @Override
  public Phrase sentence(Require written, Clause meaning) {
    Phrase message =
        meaning.message() == null
            ? Phrase.EMPTY
            : Phrase.of(" Otherwise the agent is told: “", meaning.message(), "”.");
    return Phrase.of(Conditions.of(meaning.condition()).capitalised(), ".", message);
  }

  @Override
  public Optional<Clause> lower(Require clause, RuleContext context) {
    String message = clause.otherwise() == null ? null : clause.otherwise().value();
    return context
        .condition(clause.condition(), Environment.Place.REQUIRE)
        .map(
            condition ->
                new Clause(
                    Clause.Category.REQUIRE,
                    condition,
                    null,
                    List.of(),
                    List.of(),
                    message,
                    SourceTexts.of(clause)));
  }
}
