package dev.actp.compiler.clause;

import dev.actp.compiler.prose.Phrase;
import dev.actp.dsl.syntax.Clause;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All kinds of clauses. */
public final class Clauses {
  private static final RequireClause REQUIRE = new RequireClause();
  private static final LimitClause LIMIT = new LimitClause();
  private static final BudgetClause BUDGET = new BudgetClause();
  private static final OpenClause OPEN = new OpenClause();
  private static final ApprovalClause APPROVAL = new ApprovalClause();
  private static final DuringClause DURING = new DuringClause();
  private static final AfterClause AFTER = new AfterClause();
  private static final NotAfterClause NOT_AFTER = new NotAfterClause();
  private static final RevealClause REVEAL = new RevealClause();
  private static final NotDelegableClause NOT_DELEGABLE = new NotDelegableClause();

  private Clauses() {}

  /** The documentation of every kind of clause and rule, in the order of the language reference. */
  public static List<String> documentation() {
    return Stream.concat(
            Stream.of(
                    REQUIRE,
                    LIMIT,
                    BUDGET,
                    OPEN,
                    APPROVAL,
                    DURING,
                    AFTER,
                    NOT_AFTER,
                    REVEAL,
                    NOT_DELEGABLE)
                .map(ClauseKind::documentation),
            Stream.of(
                UseClause.DOCUMENTATION,
                ForbidRule.DOCUMENTATION,
                RequiredApprovalRule.DOCUMENTATION,
                QuotaRule.DOCUMENTATION,
                DecoyRule.DOCUMENTATION,
                SettingRules.DOCUMENTATION))
        .toList();
  }

  /** What a clause says, as a sentence for readers who know no policy language. */
  public static Phrase sentence(LoweredClause clause) {
    dev.actp.runtime.policy.Clause meaning = clause.meaning();
    return switch (clause.written()) {
      case Clause.Require c -> REQUIRE.sentence(c, meaning);
      case Clause.Limit c -> LIMIT.sentence(c, meaning);
      case Clause.Budget c -> BUDGET.sentence(c, meaning);
      case Clause.Open c -> OPEN.sentence(c, meaning);
      case Clause.Approval c -> APPROVAL.sentence(c, meaning);
      case Clause.During c -> DURING.sentence(c, meaning);
      case Clause.After c -> AFTER.sentence(c, meaning);
      case Clause.NotAfter c -> NOT_AFTER.sentence(c, meaning);
      case Clause.Reveals c -> REVEAL.sentence(c, meaning);
      case Clause.NotDelegable c -> NOT_DELEGABLE.sentence(c, meaning);
      case Clause.Use c -> throw new IllegalArgumentException("not replaced: " + c.clauses());
    };
  }

  /** What a clause means; empty where it is in error, which has been reported. */
  static Optional<dev.actp.runtime.policy.Clause> lower(Clause clause, RuleContext context) {
    return switch (clause) {
      case Clause.Require c -> REQUIRE.lower(c, context);
      case Clause.Limit c -> LIMIT.lower(c, context);
      case Clause.Budget c -> BUDGET.lower(c, context);
      case Clause.Open c -> OPEN.lower(c, context);
      case Clause.Approval c -> APPROVAL.lower(c, context);
      case Clause.During c -> DURING.lower(c, context);
      case Clause.After c -> AFTER.lower(c, context);
      case Clause.NotAfter c -> NOT_AFTER.lower(c, context);
      case Clause.Reveals c -> REVEAL.lower(c, context);
      case Clause.NotDelegable c -> NOT_DELEGABLE.lower(c, context);
      case Clause.Use c -> throw new IllegalArgumentException("not replaced: " + c.clauses());
    };
  }
}
