package dev.actp.compiler.notation;

import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Count;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Expression.Comparison.Operator;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Period;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Text;
import dev.actp.dsl.syntax.Words;
import java.math.BigDecimal;
import java.util.List;

/** Builds trees that no source was read for. */
final class Trees {
  private Trees() {}

  /** An attribute, by its bare name where that means it. */
  static Expression attribute(String name) {
    Expression.Root root =
        Words.isBareAttribute(name) ? Expression.Root.BARE : Expression.Root.CONTEXT;
    return new Expression.Path(root, List.of(Name.of(name)), Span.NONE);
  }

  /** An attribute on the right of {@code in}, where a bare name would have to be declared. */
  static Expression collection(String name) {
    return new Expression.Path(Expression.Root.CONTEXT, List.of(Name.of(name)), Span.NONE);
  }

  static Expression sessionValue(String name) {
    return new Expression.Path(Expression.Root.SESSION, List.of(Name.of(name)), Span.NONE);
  }

  static Expression context() {
    return new Expression.Path(Expression.Root.CONTEXT, List.of(), Span.NONE);
  }

  static Expression number(BigDecimal number) {
    return number.scale() <= 0
        ? new Expression.IntLiteral(number.longValueExact(), Span.NONE)
        : new Expression.DecimalLiteral(number, Span.NONE);
  }

  static Expression number(long number) {
    return new Expression.IntLiteral(number, Span.NONE);
  }

  static Expression text(String text) {
    return new Expression.TextLiteral(text, Span.NONE);
  }

  static Expression texts(List<String> texts) {
    return new Expression.ListLiteral(texts.stream().map(Trees::text).toList(), Span.NONE);
  }

  static Expression call(String function, Expression... arguments) {
    return callOf(function, arguments);
  }

  private static Expression.Call callOf(String function, Expression... arguments) {
    return new Expression.Call(Name.of(function), List.of(arguments), Span.NONE);
  }

  static Expression select(String function, Expression argument, String member) {
    return new Expression.Select(callOf(function, argument), List.of(Name.of(member)), Span.NONE);
  }

  static Expression compare(Expression left, Operator operator, Expression right) {
    return new Expression.Comparison(left, operator, right, Span.NONE);
  }

  static Expression and(Expression... operands) {
    return new Expression.And(List.of(operands), Span.NONE);
  }

  static Expression not(Expression operand) {
    return new Expression.Not(operand, Span.NONE);
  }

  static Expression every(String variable, Expression collection, Expression body) {
    return new Expression.Quantified(
        Expression.Quantifier.EVERY, Name.of(variable), collection, body, Span.NONE);
  }

  /** {@code not present(name) or condition}. */
  static Expression ifPresent(String name, Expression condition) {
    return new Expression.Or(List.of(not(call("present", attribute(name))), condition), Span.NONE);
  }

  static Clause require(Expression condition) {
    return new Clause.Require(condition, null, Span.NONE);
  }

  static Clause limit(long maximum, Period period) {
    return new Clause.Limit(Count.of(maximum), period, List.of(), Span.NONE);
  }

  static Period per(Period.Unit unit) {
    return new Period.Named(unit, Span.NONE);
  }

  static Text quoted(String text) {
    return Text.of(text);
  }
}
