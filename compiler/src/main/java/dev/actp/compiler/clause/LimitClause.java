package dev.actp.compiler.clause;

import dev.actp.compiler.prose.Counts;
import dev.actp.compiler.prose.Phrase;
import dev.actp.dsl.syntax.Clause.Limit;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Counter;
import java.util.Optional;

/** {@code limit N per WINDOW}, {@code limit N in total}. */
final class LimitClause implements ClauseKind<Limit> {

  @Override
  public String documentation() {
    return """
    `limit N per WINDOW [each KEY, ...]`, `limit N in total [each KEY, ...]`

    At most N exercised uses in any window of that length: `minute`, `hour`, `day`, `week`, `month` (30 days) or a duration. \
    The window slides: a use at t counts while `now - t` is less than its length. `per calendar day in "ZONE"` starts at that \
    zone's midnight. Without `each`, every agent has a count of its own.
    """;
  }

  @Override
  public Phrase sentence(Limit written, Clause meaning) {
    String uses = written.maximum().value() == 1 ? " use " : " uses ";
    return Phrase.of(
        "At most ",
        written.maximum().value(),
        uses,
        Counts.over(meaning.charges().getFirst().counter()),
        ".");
  }

  @Override
  public Optional<Clause> lower(Limit clause, RuleContext context) {
    return Counters.of(Counter.Kind.COUNT, clause.period(), "", clause.each(), context)
        .map(
            counter -> Lowered.counting(counter, clause.maximum().value(), SourceTexts.of(clause)));
  }
}
