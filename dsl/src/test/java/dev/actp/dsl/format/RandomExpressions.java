package dev.actp.dsl.format;

import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Expression.Root;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.Pattern.Part;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Words;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Random expressions, with every node where the language has it. */
final class RandomExpressions {
  private static final Span AT = Span.NONE;

  private final Dice dice;

  RandomExpressions(Dice dice) {
    this.dice = dice;
  }

  Expression expression() {
    return expression(3, true);
  }

  Expression sum() {
    return expression(2, false);
  }

  private Expression expression(int depth, boolean quantifier) {
    return depth == 0 ? leaf() : inner(depth - 1, quantifier);
  }

  private Expression inner(int depth, boolean quantifier) {
    return switch (dice.below(12)) {
      case 0 -> new Expression.And(dice.list(2, 4, () -> expression(depth, quantifier)), AT);
      case 1 -> new Expression.Or(dice.list(2, 4, () -> expression(depth, quantifier)), AT);
      case 2 -> new Expression.Not(expression(depth, quantifier), AT);
      case 3 -> quantifier ? quantified(depth) : leaf();
      case 4, 5, 6 ->
          new Expression.Comparison(
              expression(depth, quantifier),
              dice.pick(Expression.Comparison.Operator.values()),
              expression(depth, quantifier),
              AT);
      case 7 -> new Expression.Matches(expression(depth, quantifier), pattern(), AT);
      case 8 ->
          new Expression.Arithmetic(
              expression(depth, quantifier),
              dice.pick(Expression.Arithmetic.Operator.values()),
              expression(depth, quantifier),
              AT);
      case 9 -> call(depth, quantifier);
      case 10 -> new Expression.Select(call(depth, quantifier), dice.list(1, 2, dice::name), AT);
      default ->
          new Expression.ListLiteral(dice.list(0, 3, () -> expression(depth, quantifier)), AT);
    };
  }

  private Expression.Call call(int depth, boolean quantifier) {
    List<Expression> arguments = dice.list(0, 2, () -> expression(depth, quantifier));
    return new Expression.Call(dice.identifier(), arguments, AT);
  }

  private Expression quantified(int depth) {
    return new Expression.Quantified(
        dice.pick(Expression.Quantifier.values()),
        dice.identifier(),
        expression(depth, false),
        expression(depth, false),
        AT);
  }

  private Expression leaf() {
    return dice.chance(2) ? literal() : path();
  }

  Expression literal() {
    return switch (dice.below(7)) {
      case 0 -> new Expression.BoolLiteral(dice.chance(2), AT);
      case 1 -> new Expression.TextLiteral(dice.words(), AT);
      case 2 -> new Expression.DurationLiteral(dice.length(), AT);
      case 3 ->
          new Expression.TimestampLiteral(
              OffsetDateTime.parse(
                  dice.pick("2026-02-16T10:00:00Z", "2026-02-16T10:00:00.25-05:00")),
              AT);
      case 4 -> new Expression.IntLiteral(dice.pick(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE), AT);
      default -> dice.chance(2) ? amount() : negative();
    };
  }

  private Expression negative() {
    return new Expression.DecimalLiteral(new BigDecimal(dice.pick("-0.5", "0.0", "-12")), AT);
  }

  /** Above zero. */
  Expression amount() {
    BigDecimal value = new BigDecimal(dice.pick("1", "0.01", "500", "2000.50", "1E+3"));
    return switch (dice.below(3)) {
      case 0 -> new Expression.IntLiteral(1 + dice.below(1000), AT);
      case 1 -> new Expression.DecimalLiteral(value, AT);
      default -> new Expression.MoneyLiteral(value, dice.pick("USD", "EUR", "JPY"), AT);
    };
  }

  Expression.ListLiteral literals() {
    return new Expression.ListLiteral(dice.list(0, 6, this::literal), AT);
  }

  /** A bare name alone, of a list or a variable, which may be called like a root. */
  Expression.Path bare() {
    Name name = dice.chance(5) ? Name.of("agent") : dice.identifier();
    return new Expression.Path(Root.BARE, List.of(name), AT);
  }

  Expression path() {
    Root root = dice.pick(Root.values());
    List<Name> steps = new ArrayList<>(dice.list(0, 2, dice::name));
    if (root == Root.BARE) {
      Name first = dice.identifier();
      steps.addFirst(Words.isBareAttribute(first.text()) ? first : Name.of("amount"));
    }
    return new Expression.Path(root, steps, AT);
  }

  Pattern pattern() {
    List<Part> parts = new ArrayList<>();
    int size = dice.below(5);
    for (int i = 0; i < size; i++) {
      Part last = parts.isEmpty() ? null : parts.getLast();
      Part part = part();
      boolean merges =
          (part instanceof Part.Literal && last instanceof Part.Literal)
              || (part instanceof Part.Wildcard && last instanceof Part.Wildcard);
      if (!merges) {
        parts.add(part);
      }
    }
    return new Pattern(parts, AT);
  }

  private Part part() {
    return switch (dice.below(4)) {
      case 0 -> new Part.SessionValue(Name.of(dice.pick("x", "in", "customer_id")));
      case 1 -> new Part.AgentValue(Name.of(dice.pick("id", "team")));
      case 2 -> dice.pick(Part.Wildcard.values());
      default ->
          new Part.Literal(
              dice.pick("doc://", "/", "*", "{}", "}", "\"\\", "\u200b", "@a.example"));
    };
  }
}
