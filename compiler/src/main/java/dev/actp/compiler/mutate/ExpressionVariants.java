package dev.actp.compiler.mutate;

import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Expression.Arithmetic;
import dev.actp.dsl.syntax.Expression.Comparison;
import dev.actp.dsl.syntax.Expression.Comparison.Operator;
import dev.actp.dsl.syntax.Expression.Quantified;
import dev.actp.dsl.syntax.Expression.Quantifier;
import dev.actp.dsl.syntax.Length;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Expressions with one operator, bound, element or operand changed. */
final class ExpressionVariants {
  private ExpressionVariants() {}

  static Stream<Variant<Expression>> of(Expression expression) {
    return switch (expression) {
      case Expression.BoolLiteral e ->
          Variant.of(e, new Expression.BoolLiteral(!e.value(), e.span()));
      case Expression.IntLiteral e -> Amounts.integer(e);
      case Expression.DecimalLiteral e -> Amounts.decimal(e);
      case Expression.MoneyLiteral e -> Amounts.money(e);
      case Expression.DurationLiteral e -> duration(e);
      case Expression.TimestampLiteral e -> Amounts.timestamp(e);
      case Expression.TextLiteral e -> Stream.empty();
      case Expression.RecordLiteral e -> Stream.empty();
      case Expression.Path e -> Stream.empty();
      case Expression.ListLiteral e -> list(e).map(v -> v.in(list -> list));
      case Expression.Call e -> call(e).map(v -> v.in(call -> call));
      case Expression.Select e ->
          call(e.call()).map(v -> v.in(call -> new Expression.Select(call, e.steps(), e.span())));
      case Arithmetic e -> arithmetic(e);
      case Comparison e -> comparison(e);
      case Expression.Matches e -> matches(e);
      case Expression.Not e ->
          Stream.concat(
              Variant.of(e, e.operand()),
              of(e.operand()).map(v -> v.in(operand -> new Expression.Not(operand, e.span()))));
      case Expression.And e ->
          junction(
              e,
              e.operands(),
              operands -> new Expression.And(operands, e.span()),
              new Expression.Or(e.operands(), e.span()));
      case Expression.Or e ->
          junction(
              e,
              e.operands(),
              operands -> new Expression.Or(operands, e.span()),
              new Expression.And(e.operands(), e.span()));
      case Quantified e -> quantified(e);
    };
  }

  /** A condition that may be missing: changed, or left out. */
  static Stream<Variant<@Nullable Expression>> condition(@Nullable Expression condition) {
    if (condition == null) {
      return Stream.empty();
    }
    Stream<Variant<@Nullable Expression>> changed = of(condition).map(v -> v.in(e -> e));
    return Stream.concat(
        Stream.of(new Variant<@Nullable Expression>(condition.span(), () -> null)), changed);
  }

  /** A list with an element left out or changed. */
  static Stream<Variant<Expression.ListLiteral>> list(Expression.ListLiteral list) {
    return Stream.concat(
            Variant.dropping(list.elements(), 1),
            Variant.ofOne(list.elements(), ExpressionVariants::of))
        .map(v -> v.in(elements -> new Expression.ListLiteral(elements, list.span())));
  }

  private static Stream<Variant<Expression>> duration(Expression.DurationLiteral e) {
    Function<Length, Expression> literal = l -> new Expression.DurationLiteral(l, e.span());
    return Amounts.length(e.value()).map(v -> v.in(literal));
  }

  private static Stream<Variant<Expression.Call>> call(Expression.Call call) {
    return Variant.ofOne(call.arguments(), ExpressionVariants::of)
        .map(v -> v.in(given -> new Expression.Call(call.function(), given, call.span())));
  }

  private static Stream<Variant<Expression>> arithmetic(Arithmetic e) {
    Arithmetic.Operator other =
        e.operator() == Arithmetic.Operator.PLUS
            ? Arithmetic.Operator.MINUS
            : Arithmetic.Operator.PLUS;
    return Variant.all(
        Variant.<Expression>of(e, new Arithmetic(e.left(), other, e.right(), e.span())),
        sides(e.left(), l -> new Arithmetic(l, e.operator(), e.right(), e.span())),
        sides(e.right(), r -> new Arithmetic(e.left(), e.operator(), r, e.span())));
  }

  private static Stream<Variant<Expression>> sides(
      Expression side, Function<Expression, Expression> whole) {
    return of(side).map(v -> v.in(whole));
  }

  private static Stream<Variant<Expression>> comparison(Comparison e) {
    return Variant.all(
        others(e.operator()).stream()
            .flatMap(
                o -> Variant.<Expression>of(e, new Comparison(e.left(), o, e.right(), e.span()))),
        others(e.operator()).isEmpty() ? negated(e) : Stream.<Variant<Expression>>empty(),
        sides(e.left(), l -> new Comparison(l, e.operator(), e.right(), e.span())),
        sides(e.right(), r -> new Comparison(e.left(), e.operator(), r, e.span())));
  }

  /** The other side of the bound, and the bound itself taken in or left out. */
  private static List<Operator> others(Operator operator) {
    return switch (operator) {
      case EQUAL -> List.of(Operator.UNEQUAL);
      case UNEQUAL -> List.of(Operator.EQUAL);
      case LESS -> List.of(Operator.LESS_OR_EQUAL, Operator.GREATER_OR_EQUAL);
      case LESS_OR_EQUAL -> List.of(Operator.LESS, Operator.GREATER);
      case GREATER -> List.of(Operator.GREATER_OR_EQUAL, Operator.LESS_OR_EQUAL);
      case GREATER_OR_EQUAL -> List.of(Operator.GREATER, Operator.LESS);
      case IN -> List.of(Operator.NOT_IN);
      case NOT_IN -> List.of(Operator.IN);
      case WITHIN, CONTAINS -> List.of();
    };
  }

  private static Stream<Variant<Expression>> negated(Expression e) {
    return Variant.of(e, new Expression.Not(e, e.span()));
  }

  private static Stream<Variant<Expression>> matches(Expression.Matches e) {
    return Variant.all(
        negated(e),
        sides(e.operand(), o -> new Expression.Matches(o, e.pattern(), e.span())),
        PatternVariants.of(e.pattern())
            .map(v -> v.<Expression>in(p -> new Expression.Matches(e.operand(), p, e.span()))));
  }

  private static Stream<Variant<Expression>> junction(
      Expression e,
      List<Expression> operands,
      Function<List<Expression>, Expression> junction,
      Expression other) {
    return Variant.all(
        Variant.of(e, other),
        Variant.dropping(operands, 1)
            .map(v -> v.in(left -> left.size() == 1 ? left.getFirst() : junction.apply(left))),
        Variant.ofOne(operands, ExpressionVariants::of).map(v -> v.in(junction)));
  }

  private static Stream<Variant<Expression>> quantified(Quantified e) {
    Quantifier other = e.quantifier() == Quantifier.EVERY ? Quantifier.SOME : Quantifier.EVERY;
    return Variant.all(
        Variant.<Expression>of(
            e, new Quantified(other, e.variable(), e.collection(), e.body(), e.span())),
        sides(
            e.collection(),
            c -> new Quantified(e.quantifier(), e.variable(), c, e.body(), e.span())),
        sides(
            e.body(),
            b -> new Quantified(e.quantifier(), e.variable(), e.collection(), b, e.span())));
  }
}
