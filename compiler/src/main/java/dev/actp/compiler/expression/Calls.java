package dev.actp.compiler.expression;

import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.IpNetwork;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The functions of the language as closures. */
final class Calls {
  private Calls() {}

  static Evaluator compile(Expr.Function function, List<Evaluator> arguments) {
    Evaluator first = arguments.getFirst();
    return switch (function) {
      case COUNT -> on(first, Calls::count);
      case LENGTH -> onText(first, text -> Value.Num.of(text.codePointCount(0, text.length())));
      case LOWER -> onText(first, text -> new Value.Text(text.toLowerCase(Locale.ROOT)));
      case CIDR -> cidr(first, literal(arguments));
      case SUM -> on(first, Calls::sum);
      case AGE -> age(first);
      case DAY_OF -> dayOf(first, literal(arguments));
      case NON_NEGATIVE -> on(first, Calls::nonNegative);
      case DOMAIN, HOST, INSIDE, SENSITIVE, SQL ->
          new Constant(new Fault(Fault.Kind.INTERNAL, "no such function"));
    };
  }

  @FunctionalInterface
  private interface OnValue {
    Result apply(Value value);
  }

  @FunctionalInterface
  private interface OnText {
    Result apply(String text);
  }

  private static Evaluator on(Evaluator argument, OnValue function) {
    return frame -> {
      Result result = argument.in(frame);
      return result instanceof Value value ? function.apply(value) : result;
    };
  }

  private static Evaluator onText(Evaluator argument, OnText function) {
    return on(
        argument,
        value -> value instanceof Value.Text(String text) ? function.apply(text) : Faults.UNLIKE);
  }

  /** The second argument, which is a literal. */
  private static String literal(List<Evaluator> arguments) {
    if (arguments.get(1) instanceof Constant(Value.Text(String text))) {
      return text;
    }
    throw new IllegalArgumentException("the second argument is no literal text");
  }

  private static Result count(Value collection) {
    List<Value> elements = Comparing.elements(collection);
    return elements == null ? Faults.NOT_COLLECTION : Value.Num.of(elements.size());
  }

  private static Result sum(Value collection) {
    List<Value> elements = Comparing.elements(collection);
    return elements == null ? Faults.NOT_COLLECTION : Calculating.sum(elements);
  }

  private static Evaluator cidr(Evaluator address, String network) {
    Optional<IpNetwork> parsed = IpNetwork.parse(network);
    return on(
        address,
        value ->
            value instanceof Value.Ip ip && parsed.isPresent()
                ? Value.Bool.of(parsed.get().contains(ip))
                : Faults.UNLIKE);
  }

  private static Evaluator age(Evaluator argument) {
    return frame -> {
      Result result = argument.in(frame);
      if (!(result instanceof Value.Timestamp(Instant then))) {
        return result instanceof Value ? Faults.UNLIKE : result;
      }
      Instant now = frame.situation().facts().now();
      return then.isAfter(now)
          ? new Fault(Fault.Kind.TIME, "`age` of a time in the future")
          : new Value.Span(Duration.between(then, now));
    };
  }

  private static Evaluator dayOf(Evaluator argument, String zone) {
    ZoneId known = ZoneId.of(zone);
    return on(
        argument,
        value -> value instanceof Value.Timestamp(Instant then) ? day(then, known) : Faults.UNLIKE);
  }

  private static Result day(Instant then, ZoneId zone) {
    try {
      String day = then.atZone(zone).getDayOfWeek().name();
      return new Value.Text(day.substring(0, 3).toLowerCase(Locale.ROOT));
    } catch (DateTimeException outOfRange) {
      return Faults.OVERFLOW;
    }
  }

  private static Result nonNegative(Value value) {
    BigDecimal number =
        switch (value) {
          case Value.Num(BigDecimal amount) -> amount;
          case Value.Money money -> money.amount();
          case Value other -> BigDecimal.ONE.negate();
        };
    return number.signum() < 0
        ? new Fault(Fault.Kind.OVERFLOW, "a budget takes zero or more")
        : value;
  }
}
