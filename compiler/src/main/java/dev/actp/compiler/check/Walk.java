package dev.actp.compiler.check;

import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Walks over expressions. */
final class Walk {
  private Walk() {}

  /** An expression and everything in it, from the outside in, from left to right. */
  static void each(Expression expression, Consumer<Expression> visitor) {
    visitor.accept(expression);
    children(expression).forEach(child -> each(child, visitor));
  }

  /** The parts of an expression. */
  static List<Expression> children(Expression expression) {
    return switch (expression) {
      case Expression.BoolLiteral ignored -> List.of();
      case Expression.IntLiteral ignored -> List.of();
      case Expression.DecimalLiteral ignored -> List.of();
      case Expression.MoneyLiteral ignored -> List.of();
      case Expression.TextLiteral ignored -> List.of();
      case Expression.DurationLiteral ignored -> List.of();
      case Expression.TimestampLiteral ignored -> List.of();
      case Expression.Path ignored -> List.of();
      case Expression.ListLiteral e -> e.elements();
      case Expression.RecordLiteral e ->
          e.members().stream().map(Expression.RecordLiteral.Member::value).toList();
      case Expression.Select e -> List.of(e.call());
      case Expression.Call e -> e.arguments();
      case Expression.Arithmetic e -> List.of(e.left(), e.right());
      case Expression.Comparison e -> List.of(e.left(), e.right());
      case Expression.Matches e -> List.of(e.operand());
      case Expression.Not e -> List.of(e.operand());
      case Expression.And e -> e.operands();
      case Expression.Or e -> e.operands();
      case Expression.Quantified e -> List.of(e.collection(), e.body());
    };
  }

  /** The expressions of a clause. */
  static List<Expression> expressions(Clause clause) {
    return switch (clause) {
      case Clause.Require c -> List.of(c.condition());
      case Clause.Budget c -> List.of(c.measure());
      case Clause.Approval c -> Stream.ofNullable(c.when()).toList();
      case Clause.Reveals c -> names(c);
      default -> List.of();
    };
  }

  private static List<Expression> names(Clause.Reveals clause) {
    return switch (clause.reveal()) {
      case dev.actp.dsl.syntax.Reveal.Only only -> List.of(only.names());
      case dev.actp.dsl.syntax.Reveal.AllBut but -> List.of(but.names());
      case dev.actp.dsl.syntax.Reveal.AtMost ignored -> List.of();
      case dev.actp.dsl.syntax.Reveal.Redacted ignored -> List.of();
    };
  }

  /** What has to be true one by one for the whole to be true. */
  static List<Expression> conjuncts(Expression expression) {
    if (!(expression instanceof Expression.And and)) {
      return List.of(expression);
    }
    List<Expression> all = new ArrayList<>();
    and.operands().forEach(operand -> all.addAll(conjuncts(operand)));
    return all;
  }
}
