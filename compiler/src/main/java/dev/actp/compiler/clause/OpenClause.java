package dev.actp.compiler.clause;

import dev.actp.compiler.prose.Counts;
import dev.actp.compiler.prose.Phrase;
import dev.actp.dsl.syntax.Clause.Open;
import dev.actp.runtime.policy.Clause;
import java.util.Optional;

/** {@code limit N open released by ACTION}. */
final class OpenClause implements ClauseKind<Open> {

  @Override
  public String documentation() {
    return """
    `limit N open released by ACTION [each KEY, ...]`

    At most N uses that are not yet released. A use is released once, by an ACTION on the same resource that its enforcement \
    point reported succeeded.
    """;
  }

  @Override
  public Phrase sentence(Open written, Clause meaning) {
    return Phrase.of(
        "At most ",
        written.maximum().value(),
        " at a time that ",
        Phrase.code(written.releasedBy().text()),
        " has not released yet, ",
        Counts.counted(meaning.charges().getFirst().counter()),
        ".");
  }

  @Override
  public Optional<Clause> lower(Open clause, RuleContext context) {
    int errors = context.report().errors();
    context.demandKnown(clause.releasedBy());
    return Counters.open(clause.releasedBy(), clause.each(), context)
        .filter(c -> context.report().errors() == errors)
        .map(
            counter -> Lowered.counting(counter, clause.maximum().value(), SourceTexts.of(clause)));
  }
}
