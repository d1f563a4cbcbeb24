package dev.actp.compiler.clause;

import dev.actp.compiler.prose.Counts;
import dev.actp.compiler.prose.Phrase;
import dev.actp.dsl.syntax.Clause.Budget;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Counter;
import java.util.Optional;

/** {@code limit N of EXPR per WINDOW}. */
final class BudgetClause implements ClauseKind<Budget> {

  @Override
  public String documentation() {
    return """
    `limit N of EXPR per WINDOW [each KEY, ...]`

    A budget: the sum of EXPR over the exercised uses of the window, this one included, stays at or under N. EXPR is a number \
    or money; below zero it is an error, so that nothing can be given back.
    """;
  }

  @Override
  public Phrase sentence(Budget written, Clause meaning) {
    return Phrase.of(
        "The sum of ",
        Counts.measure(meaning),
        " stays at or under ",
        Counts.maximum(meaning),
        " ",
        Counts.over(meaning.charges().getFirst().counter()),
        ".");
  }

  @Override
  public Optional<Clause> lower(Budget clause, RuleContext context) {
    Optional<Measure> measure = Measure.of(clause.measure(), clause.maximum(), context);
    Optional<Counter> counter =
        Counters.of(
            Counter.Kind.BUDGET,
            clause.period(),
            SourceTexts.text(clause.measure()),
            clause.each(),
            context);
    return measure.flatMap(
        m ->
            counter.map(
                c ->
                    Lowered.charging(
                        c, m.amount(), m.type(), m.maximum(), SourceTexts.of(clause))));
  }
}
