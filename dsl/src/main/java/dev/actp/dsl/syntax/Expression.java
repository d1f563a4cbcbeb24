package dev.actp.dsl.syntax;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;

/** An expression. Parentheses are not kept: the tree says what they said. */
public sealed interface Expression extends Node {

  /** {@code true} or {@code false}. */
  record BoolLiteral(boolean value, Span span) implements Expression {}

  /** A whole number; a leading minus is part of it. */
  record IntLiteral(long value, Span span) implements Expression {}

  /**
   * A number with a decimal point, at most 38 digits, 30 of them behind the point; its scale is
   * kept as written.
   */
  record DecimalLiteral(BigDecimal value, Span span) implements Expression {
    public DecimalLiteral {
      value = value.scale() < 1 ? value.setScale(1) : value;
    }
  }

  /** {@code 500 USD}; the currency is an ISO 4217 code. */
  record MoneyLiteral(BigDecimal amount, String currency, Span span) implements Expression {
    public MoneyLiteral {
      amount = amount.scale() < 0 ? amount.setScale(0) : amount;
    }
  }

  /** A string; {@code *} and braces in it are plain. */
  record TextLiteral(String value, Span span) implements Expression {}

  /** A length of time. */
  record DurationLiteral(Length value, Span span) implements Expression {}

  /** A point in time with its offset, RFC 3339. */
  record TimestampLiteral(OffsetDateTime value, Span span) implements Expression {}

  /** {@code ["a", "b"]}, at most 1,000 elements. */
  record ListLiteral(List<Expression> elements, Span span) implements Expression {
    public ListLiteral {
      elements = List.copyOf(elements);
    }
  }

  /** {@code { amount: 10, to: ["a@b.example"] }}: only in tests. */
  record RecordLiteral(List<Member> members, Span span) implements Expression {
    public RecordLiteral {
      members = List.copyOf(members);
    }

    /** One member; keys may repeat here, and the compiler objects. */
    public record Member(Name key, Expression value, Span span) implements Node {}
  }

  /**
   * A root and the members taken from it: {@code session.customer_id}, {@code
   * context["Content-Type"]}, {@code now}.
   *
   * @param steps not empty for {@link Root#BARE}, whose first step is the bare name
   */
  record Path(Root root, List<Name> steps, Span span) implements Expression {
    public Path {
      steps = List.copyOf(steps);
    }
  }

  /** Where a path starts. */
  enum Root {
    /** A bare name: an attribute, a named list or a bound variable, as the compiler finds. */
    BARE,
    CONTEXT,
    SESSION,
    AGENT,
    RESOURCE,
    ACTION,
    REQUEST,
    NOW
  }

  /** Members taken from what a call gives: {@code sql(query).tables}; at least one step. */
  record Select(Call call, List<Name> steps, Span span) implements Expression {
    public Select {
      steps = List.copyOf(steps);
    }
  }

  /** {@code domain(address)}. Whether there is such a function is the compiler's to say. */
  record Call(Name function, List<Expression> arguments, Span span) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code + - *}; operators of one rank group to the left. */
  record Arithmetic(Expression left, Arithmetic.Operator operator, Expression right, Span span)
      implements Expression {
    /** The operators. */
    public enum Operator {
      PLUS("+"),
      MINUS("-"),
      TIMES("*");

      private final String symbol;

      Operator(String symbol) {
        this.symbol = symbol;
      }

      public String symbol() {
        return symbol;
      }
    }
  }

  /** One comparison. */
  record Comparison(Expression left, Comparison.Operator operator, Expression right, Span span)
      implements Expression {
    /** The operators, with {@code matches} apart since a pattern stands on its right. */
    public enum Operator {
      EQUAL("=="),
      UNEQUAL("!="),
      LESS("<"),
      LESS_OR_EQUAL("<="),
      GREATER(">"),
      GREATER_OR_EQUAL(">="),
      IN("in"),
      NOT_IN("not in"),
      WITHIN("within"),
      CONTAINS("contains");

      private final String symbol;

      Operator(String symbol) {
        this.symbol = symbol;
      }

      public String symbol() {
        return symbol;
      }
    }
  }

  /** {@code text matches "glob-*"}. */
  record Matches(Expression operand, Pattern pattern, Span span) implements Expression {}

  /** {@code not x}. */
  record Not(Expression operand, Span span) implements Expression {}

  /**
   * {@code a and b and c}: two operands or more. An operand that is an {@code And} itself stood in
   * parentheses.
   */
  record And(List<Expression> operands, Span span) implements Expression {
    public And {
      operands = List.copyOf(operands);
    }
  }

  /** {@code a or b or c}: two operands or more. */
  record Or(List<Expression> operands, Span span) implements Expression {
    public Or {
      operands = List.copyOf(operands);
    }
  }

  /**
   * {@code every x in xs: body} or {@code some x in xs: body}; the body holds no further
   * quantifier.
   */
  record Quantified(
      Quantifier quantifier, Name variable, Expression collection, Expression body, Span span)
      implements Expression {}

  /** The quantifiers. */
  enum Quantifier {
    EVERY,
    SOME
  }
}
