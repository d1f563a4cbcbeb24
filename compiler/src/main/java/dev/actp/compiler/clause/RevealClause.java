package dev.actp.compiler.clause;

import dev.actp.compiler.prose.Phrase;
import dev.actp.dsl.syntax.Clause.Reveals;
import dev.actp.dsl.syntax.Reveal;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Obligation;
import java.util.List;
import java.util.Optional;

/** {@code reveal}. */
final class RevealClause implements ClauseKind<Reveals> {

  @Override
  public String documentation() {
    return """
    `reveal only [...]`, `reveal all but [...]`, `reveal at most N rows`, `reveal redacted`

    Obliges the enforcement point to cut the answer before the agent sees it. Several all apply; names compare without regard to \
    case, at any depth; an answer that cannot be parsed is withheld. Where the path of the answer enforces no obligations, the \
    capability does not grant.
    """;
  }

  @Override
  public Phrase sentence(Reveals written, Clause meaning) {
    List<Phrase> shown = meaning.obligations().stream().map(RevealClause::shown).toList();
    return Phrase.of("Of the answer the agent sees ", Phrase.list(shown, "and"), ".");
  }

  private static Phrase shown(Obligation obligation) {
    return switch (obligation) {
      case Obligation.RevealOnly only -> Phrase.of("only ", Phrase.codes(only.names(), "and"));
      case Obligation.RevealAllBut but ->
          Phrase.of("everything but ", Phrase.codes(but.names(), "and"));
      case Obligation.RevealAtMostRows most -> Phrase.of("at most ", most.rows(), " rows");
      case Obligation.Redacted redacted ->
          Phrase.of("nothing that looks like personal data or a secret: it is blanked out");
    };
  }

  @Override
  public Optional<Clause> lower(Reveals clause, RuleContext context) {
    return obligation(clause.reveal(), context)
        .map(o -> Lowered.obliging(o, SourceTexts.of(clause)));
  }

  private static Optional<Obligation> obligation(Reveal reveal, RuleContext context) {
    return switch (reveal) {
      case Reveal.Only only -> Names.of(only.names(), context).map(Obligation.RevealOnly::new);
      case Reveal.AllBut but -> Names.of(but.names(), context).map(Obligation.RevealAllBut::new);
      case Reveal.AtMost most ->
          Optional.of(new Obligation.RevealAtMostRows(Math.toIntExact(most.rows().value())));
      case Reveal.Redacted ignored -> Optional.of(Obligation.Redacted.REVEAL_REDACTED);
    };
  }
}
