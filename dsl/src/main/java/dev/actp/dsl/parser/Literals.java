package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Suggestion;
import dev.actp.dsl.parser.grammar.ActpParser;
import dev.actp.dsl.parser.grammar.ActpParser.AmountContext;
import dev.actp.dsl.parser.grammar.ActpParser.LiteralContext;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds numbers, money and the other constants. */
final class Literals {
  private static final int MAX_DIGITS = 38;
  private static final int MAX_SCALE = 30;

  /** The codes of ISO 4217 that the runtime knows, former ones included. */
  static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private final Leaves leaves;
  private final Times times;
  private final Reports reports;

  Literals(Leaves leaves, Times times, Reports reports) {
    this.leaves = leaves;
    this.times = times;
    this.reports = reports;
  }

  Expression literal(LiteralContext node) {
    Span span = leaves.span(node);
    if (node.amount() != null) {
      return amount(node.amount());
    }
    return switch (node.getStart().getType()) {
      case ActpParser.STRING -> new Expression.TextLiteral(leaves.unquoted(node.STRING()), span);
      case ActpParser.DURATION ->
          new Expression.DurationLiteral(leaves.length(node.getText(), span), span);
      case ActpParser.TIMESTAMP ->
          new Expression.TimestampLiteral(times.timestamp(node.getText(), span), span);
      default -> new Expression.BoolLiteral(node.TRUE() != null, span);
    };
  }

  /** A whole number, a decimal, or money. */
  Expression amount(AmountContext node) {
    Span span = leaves.span(node);
    boolean whole = node.INT() != null;
    String digits = (whole ? node.INT() : node.DECIMAL()).getText();
    boolean negative = node.getStart().getText().equals("-");
    if (node.CURRENCY() != null) {
      String currency = currency(node);
      return new Expression.MoneyLiteral(decimal(digits, negative, span), currency, span);
    }
    return whole
        ? new Expression.IntLiteral(integer(digits, negative, span), span)
        : new Expression.DecimalLiteral(decimal(digits, negative, span), span);
  }

  /** An amount above zero, as every maximum is. */
  Expression positive(AmountContext node) {
    Expression amount = amount(node);
    int sign =
        switch (amount) {
          case Expression.IntLiteral i -> Long.signum(i.value());
          case Expression.DecimalLiteral d -> d.value().signum();
          case Expression.MoneyLiteral m -> m.amount().signum();
          default -> 1;
        };
    if (sign <= 0) {
      leaves.notPositive(leaves.span(node));
    }
    return amount;
  }

  private long integer(String digits, boolean negative, Span span) {
    BigInteger magnitude = new BigInteger(digits.length() > 30 ? "0" : digits);
    BigInteger value = negative ? magnitude.negate() : magnitude;
    if (digits.length() > 30 || value.bitLength() > 63) {
      reports.error(
          Code.NUMBER_OUT_OF_RANGE,
          SyntaxError.show(span.text()) + " does not fit a whole number of 64 bits",
          span,
          "write a decimal, as in `12345678901234567890.0`");
      return 1;
    }
    return value.longValueExact();
  }

  private BigDecimal decimal(String digits, boolean negative, Span span) {
    boolean readable = digits.length() <= MAX_DIGITS + MAX_SCALE;
    BigDecimal value = new BigDecimal(readable ? digits : "0");
    if (!readable || value.precision() > MAX_DIGITS || value.scale() > MAX_SCALE) {
      String message = SyntaxError.show(span.text()) + " has too many digits";
      String help = "a decimal has at most 38 digits, 30 of them behind the point";
      reports.error(Code.NUMBER_OUT_OF_RANGE, message, span, help);
      return BigDecimal.ONE;
    }
    return negative ? value.negate() : value;
  }

  private String currency(AmountContext node) {
    String code = node.CURRENCY().getText();
    if (!CURRENCIES.contains(code)) {
      reports.error(
          Code.UNKNOWN_CURRENCY,
          "`" + code + "` is no currency of ISO 4217",
          leaves.span(node.CURRENCY().getSymbol()),
          Suggestion.help(code, CURRENCIES).orElse("write a code such as `USD` or `EUR`"));
    }
    return code;
  }
}
