package dev.actp.compiler.clause;

import dev.actp.compiler.prose.People;
import dev.actp.compiler.prose.Phrase;
import dev.actp.compiler.types.Constants;
import dev.actp.dsl.syntax.Clause.Approval;
import dev.actp.runtime.policy.Clause;
import java.util.List;
import java.util.Optional;

/** {@code approval by}. */
final class ApprovalClause implements ClauseKind<Approval> {

  @Override
  public String documentation() {
    return """
    `approval by [K of] "GROUP" [when EXPR] [expires DURATION]`

    A person of the group has to say yes first; `by 2 of "finance"` asks two different ones. Never the token's issuer, nor a \
    subject, delegator or owner in its chain. With `when`, only if it is true; an error in it denies. An approval that is not \
    used expires after an hour, or after DURATION (at most `24h`).
    """;
  }

  @Override
  public Phrase sentence(Approval written, Clause meaning) {
    return meaning.ask() == null
        ? Phrase.EMPTY
        : Phrase.of(People.approve(meaning.ask()).capitalised(), ".");
  }

  @Override
  public Optional<Clause> lower(Approval clause, RuleContext context) {
    return Asks.of(clause.approvers(), clause.when(), clause.expires(), context)
        .map(
            ask ->
                new Clause(
                    Clause.Category.APPROVAL,
                    Constants.TRUE,
                    ask,
                    List.of(),
                    List.of(),
                    null,
                    SourceTexts.of(clause)));
  }
}
