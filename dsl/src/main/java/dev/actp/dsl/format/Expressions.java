package dev.actp.dsl.format;

import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Expression.And;
import dev.actp.dsl.syntax.Expression.Arithmetic;
import dev.actp.dsl.syntax.Expression.Comparison;
import dev.actp.dsl.syntax.Expression.Matches;
import dev.actp.dsl.syntax.Expression.Not;
import dev.actp.dsl.syntax.Expression.Or;
import dev.actp.dsl.syntax.Expression.Quantified;
import dev.actp.dsl.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Prints expressions, with parentheses where the tree would else read another way, and nowhere
 * else.
 */
final class Expressions {
  private final Trivia trivia;

  Expressions(Trivia trivia) {
    this.trivia = trivia;
  }

  Doc expression(Expression expression) {
    return switch (expression) {
      case And and -> chain("and ", and.operands());
      case Or or -> chain("or ", or.operands());
      case Not not -> Doc.concat(Doc.text("not "), negated(not.operand()));
      case Quantified quantified -> quantified(quantified);
      case Comparison comparison -> comparison(comparison);
      case Matches matches ->
          Doc.concat(
              sum(matches.operand()), Doc.text(" matches " + Spelling.pattern(matches.pattern())));
      case Arithmetic arithmetic -> arithmetic(arithmetic);
      default -> primary(expression);
    };
  }

  private Doc chain(String operator, List<Expression> operands) {
    List<Doc> parts = new ArrayList<>();
    for (Expression operand : operands) {
      Doc printed = operand(operand);
      parts.add(
          parts.isEmpty()
              ? printed
              : Doc.indent(4, Doc.Line.OR_BLANK, Doc.text(operator), printed));
    }
    return Doc.group(Doc.concat(parts));
  }

  /** Beside {@code and} or {@code or}, or behind {@code not} or a quantifier's colon. */
  private Doc operand(Expression operand) {
    return switch (operand) {
      case And and -> parenthesised(and);
      case Or or -> parenthesised(or);
      case Quantified quantified -> parenthesised(quantified);
      default -> expression(operand);
    };
  }

  /**
   * What is compared stands in parentheses, so that nobody takes {@code not} for a part of its left
   * side.
   */
  private Doc negated(Expression operand) {
    return operand instanceof Comparison || operand instanceof Matches
        ? parenthesised(operand)
        : operand(operand);
  }

  private Doc quantified(Quantified quantified) {
    String head =
        quantified.quantifier().name().toLowerCase(Locale.ROOT)
            + " "
            + quantified.variable()
            + " in ";
    Doc body =
        quantified.body() instanceof Not not ? parenthesised(not) : operand(quantified.body());
    return Doc.concat(Doc.text(head), sum(quantified.collection()), Doc.text(": "), body);
  }

  private Doc comparison(Comparison comparison) {
    String operator = " " + comparison.operator().symbol() + " ";
    return Doc.concat(sum(comparison.left()), Doc.text(operator), sum(comparison.right()));
  }

  /** Where only a sum may stand. */
  Doc sum(Expression operand) {
    return operand instanceof Arithmetic arithmetic ? arithmetic(arithmetic) : primary(operand);
  }

  private Doc arithmetic(Arithmetic arithmetic) {
    boolean times = arithmetic.operator() == Arithmetic.Operator.TIMES;
    Expression left = arithmetic.left();
    Expression right = arithmetic.right();
    return Doc.group(
        times ? product(left) : sum(left),
        Doc.indent(
            4,
            Doc.Line.OR_BLANK,
            Doc.text(arithmetic.operator().symbol() + " "),
            times ? primary(right) : product(right)));
  }

  private Doc product(Expression operand) {
    boolean times =
        operand instanceof Arithmetic arithmetic
            && arithmetic.operator() == Arithmetic.Operator.TIMES;
    return times ? expression(operand) : primary(operand);
  }

  private Doc primary(Expression operand) {
    return switch (operand) {
      case Expression.BoolLiteral literal -> Doc.text(Boolean.toString(literal.value()));
      case Expression.IntLiteral literal -> Doc.text(Long.toString(literal.value()));
      case Expression.DecimalLiteral literal -> Doc.text(literal.value().toPlainString());
      case Expression.MoneyLiteral money ->
          Doc.text(money.amount().toPlainString() + " " + money.currency());
      case Expression.TextLiteral literal -> Doc.text(Spelling.quoted(literal.value()));
      case Expression.DurationLiteral literal -> Doc.text(literal.value().toString());
      case Expression.TimestampLiteral literal -> Doc.text(Spelling.timestamp(literal.value()));
      case Expression.ListLiteral list -> list(list);
      case Expression.RecordLiteral value -> record(value);
      case Expression.Path path -> Doc.text(Spelling.path(path));
      case Expression.Call call -> call(call);
      case Expression.Select select ->
          Doc.concat(call(select.call()), Doc.text(Spelling.members(select.steps())));
      case And and -> parenthesised(and);
      case Or or -> parenthesised(or);
      case Not not -> parenthesised(not);
      case Quantified quantified -> parenthesised(quantified);
      case Comparison comparison -> parenthesised(comparison);
      case Matches matches -> parenthesised(matches);
      case Arithmetic arithmetic -> parenthesised(arithmetic);
    };
  }

  private Doc parenthesised(Expression expression) {
    return Doc.group(
        Doc.text("("),
        Doc.indent(2, Doc.Line.OR_NOTHING, expression(expression)),
        Doc.Line.OR_NOTHING,
        Doc.text(")"));
  }

  private Doc call(Expression.Call call) {
    List<Doc> arguments = call.arguments().stream().map(this::expression).toList();
    return Doc.bracketed(call.function() + "(", Doc.Line.OR_NOTHING, arguments, ")");
  }

  Doc list(Expression.ListLiteral list) {
    return bracketed(list, "[", Doc.Line.OR_NOTHING, list.elements(), this::expression, "]");
  }

  Doc record(Expression.RecordLiteral value) {
    return bracketed(value, "{", Doc.Line.OR_BLANK, value.members(), this::member, "}");
  }

  private Doc member(Expression.RecordLiteral.Member member) {
    return Doc.concat(Doc.text(Spelling.key(member.key()) + ": "), expression(member.value()));
  }

  /**
   * Items in brackets: on one line, or each on its own, as they are in any case around a comment.
   */
  <N extends Node> Doc bracketed(
      Node whole, String open, Doc edge, List<N> items, Function<N, Doc> print, String close) {
    if (!trivia.hasCommentIn(whole)) {
      return Doc.bracketed(open, edge, items.stream().map(print).toList(), close);
    }
    int end = whole.span().end();
    int first = items.isEmpty() ? end : items.getFirst().span().start();
    Doc opening = trivia.opening(first);
    Doc lines = new Lines<>(trivia, print).separatedBy(",").print(items, end);
    return Doc.concat(
        Doc.text(open),
        opening,
        Doc.indent(2, Doc.Line.ALWAYS, lines),
        Doc.Line.ALWAYS,
        Doc.text(close));
  }

  /** Whether a comment will stay inside it when it is printed; others go in front of its line. */
  boolean keepsComment(Expression value) {
    return switch (value) {
      case Expression.ListLiteral list -> trivia.hasCommentIn(list);
      case Expression.RecordLiteral fields -> trivia.hasCommentIn(fields);
      default -> false;
    };
  }
}
