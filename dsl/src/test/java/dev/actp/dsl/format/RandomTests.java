package dev.actp.dsl.format;

import dev.actp.dsl.syntax.Cause;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Outcome;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Step;
import dev.actp.dsl.syntax.Table;
import dev.actp.dsl.syntax.TestFile;
import dev.actp.dsl.syntax.TestItem;
import java.time.OffsetDateTime;
import java.util.List;

/** Random test files. */
final class RandomTests {
  private static final Span AT = Span.NONE;

  private final Dice dice;
  private final RandomExpressions expressions;
  private final RandomSyntax syntax;

  RandomTests(long seed) {
    this.dice = new Dice(seed);
    this.expressions = new RandomExpressions(dice);
    this.syntax = new RandomSyntax(dice, expressions);
  }

  TestFile file() {
    return new TestFile(
        syntax.documentation(),
        dice.list(1, 3, dice::text),
        dice.list(0, 3, this::setting),
        dice.list(0, 4, this::item),
        AT);
  }

  private TestItem item() {
    List<String> doc = syntax.documentation();
    return switch (dice.below(6)) {
      case 0 -> new TestItem.Never(doc, syntax.scope(0), syntax.maybe(expressions::expression), AT);
      case 1 ->
          new TestItem.AlwaysApproval(
              doc, syntax.approvers(), syntax.scope(0), syntax.maybe(expressions::expression), AT);
      default ->
          new TestItem.Test(
              doc,
              dice.text(),
              syntax.maybe(dice::text),
              syntax.maybe(this::table),
              dice.list(0, 5, () -> step(2)),
              AT);
    };
  }

  private Table table() {
    return new Table(
        dice.list(1, 3, dice::identifier),
        dice.list(1, 3, () -> new Table.Row(dice.list(1, 3, this::cell), AT)),
        AT);
  }

  private Table.Cell cell() {
    return dice.chance(3)
        ? new Table.Cell.Expected(outcome(), AT)
        : new Table.Cell.Value(value(2), AT);
  }

  private Expression value(int depth) {
    return switch (dice.below(depth > 0 ? 5 : 3)) {
      case 0 -> expressions.bare();
      case 1, 2 -> expressions.literal();
      case 3 -> new Expression.ListLiteral(dice.list(0, 3, () -> value(depth - 1)), AT);
      default -> record(depth - 1);
    };
  }

  private Expression.RecordLiteral record(int depth) {
    return new Expression.RecordLiteral(
        dice.list(0, 3, () -> new Expression.RecordLiteral.Member(dice.name(), value(depth), AT)),
        AT);
  }

  private Step setting() {
    return switch (dice.below(4)) {
      case 0 -> new Step.At(OffsetDateTime.parse("2026-02-16T10:00:00-05:00"), AT);
      case 1 -> new Step.SetSession(dice.name(), value(1), AT);
      case 2 -> new Step.SetAgent(dice.name(), value(1), AT);
      default -> new Step.SetRequestIp(dice.text(), AT);
    };
  }

  private Step step(int depth) {
    return switch (dice.below(depth > 0 ? 14 : 8)) {
      case 0, 1, 2, 3 -> request();
      case 4 -> setting();
      case 5 -> new Step.Advance(dice.length(), AT);
      case 6 -> new Step.Answer(dice.chance(2), dice.text(), dice.text(), AT);
      case 7 -> new Step.RevokeCapability(dice.name(), AT);
      case 8 -> new Step.RevokeAgent(dice.text(), AT);
      case 9 -> delegate();
      case 10 -> new Step.As(dice.text(), dice.list(0, 3, () -> step(depth - 1)), AT);
      case 11 -> new Step.StoreUnavailable(AT);
      default -> new Step.Repeat(dice.count(), dice.list(0, 3, () -> step(depth - 1)), AT);
    };
  }

  private Step request() {
    Expression resource =
        dice.chance(2)
            ? new Expression.TextLiteral(dice.words(), AT)
            : new Expression.Path(
                Expression.Root.BARE, List.of(Name.of(dice.pick("r", "limit"))), AT);
    return new Step.Request(
        dice.name(),
        dice.chance(3) ? null : resource,
        syntax.maybe(() -> record(1)),
        outcome(),
        syntax.maybe(() -> dice.pick(Step.Report.values())),
        AT);
  }

  private Step delegate() {
    return new Step.Delegate(
        dice.list(1, 2, dice::name),
        syntax.patterns(0),
        dice.text(),
        syntax.maybe(dice::length),
        syntax.clauses(),
        dice.chance(2) ? null : new Outcome.Deny(syntax.maybe(this::cause), AT),
        AT);
  }

  private Outcome outcome() {
    return switch (dice.below(5)) {
      case 0 -> new Outcome.Allow(dice.list(0, 3, syntax::reveal), AT);
      case 1 -> new Outcome.WouldDeny(syntax.maybe(this::cause), AT);
      case 2 -> new Outcome.NeedsApproval(syntax.maybe(syntax::approvers), AT);
      case 3 -> new Outcome.Deny(syntax.maybe(this::cause), AT);
      default -> new Outcome.Variable(dice.identifier(), AT);
    };
  }

  private Cause cause() {
    return dice.chance(2)
        ? new Cause.Because(dice.text(), AT)
        : new Cause.By(dice.pick(Cause.Kind.values()), AT);
  }
}
