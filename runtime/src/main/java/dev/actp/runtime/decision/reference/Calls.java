package dev.actp.runtime.decision.reference;

import static dev.actp.runtime.decision.reference.Algebra.fault;

import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.function.Functions;
import dev.actp.runtime.function.SensitiveData;
import dev.actp.runtime.function.SqlStatementFacts;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.IpNetwork;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The functions of the language; an argument of another type is at fault. */
record Calls(Situation situation) {

  Result call(Expr.Function function, List<Value> arguments) {
    Value first = arguments.getFirst();
    return switch (function) {
      case COUNT -> count(first);
      case LENGTH -> onText(first, Functions::length);
      case LOWER -> onText(first, Functions::lower);
      case DOMAIN -> onText(first, Functions::domain);
      case HOST -> onText(first, Functions::host);
      case INSIDE ->
          arguments.get(1) instanceof Value.Text directory
              ? onText(first, path -> Functions.inside(path, directory))
              : fault(Fault.Kind.TYPE);
      case CIDR -> cidr(first, arguments.get(1));
      case SUM -> sum(first);
      case AGE -> first instanceof Value.Timestamp(var time) ? age(time) : fault(Fault.Kind.TYPE);
      case DAY_OF ->
          first instanceof Value.Timestamp(var time)
                  && arguments.get(1) instanceof Value.Text(var zone)
              ? dayOf(time, zone)
              : fault(Fault.Kind.TYPE);
      case NON_NEGATIVE -> nonNegative(first);
      case SQL -> onText(first, SqlStatementFacts::of);
      case SENSITIVE -> sensitive(first);
    };
  }

  private static Result onText(Value argument, Function<Value.Text, Result> function) {
    return argument instanceof Value.Text text ? function.apply(text) : fault(Fault.Kind.TYPE);
  }

  private Result sensitive(Value argument) {
    return situation.facts().read(FactKey.MailDomains.MAIL_DOMAINS) instanceof Reading.Domains own
        ? new SensitiveData(own.names()).in(argument)
        : fault(Fault.Kind.UNAVAILABLE);
  }

  private static Result count(Value collection) {
    List<Value> elements = Interpreter.elements(collection);
    return elements == null ? fault(Fault.Kind.TYPE) : Value.Num.of(elements.size());
  }

  private static Result cidr(Value address, Value network) {
    return address instanceof Value.Ip ip && network instanceof Value.Text(var text)
        ? IpNetwork.parse(text)
            .<Result>map(parsed -> Value.Bool.of(parsed.contains(ip)))
            .orElse(fault(Fault.Kind.MALFORMED))
        : fault(Fault.Kind.TYPE);
  }

  private static Result sum(Value collection) {
    List<Value> elements = Interpreter.elements(collection);
    if (elements == null) {
      return fault(Fault.Kind.TYPE);
    }
    Result total = Value.Num.ZERO;
    for (int i = 0; i < elements.size(); i++) {
      total =
          i == 0
              ? elements.getFirst()
              : Algebra.calculate(
                  Expr.Arithmetic.Operator.PLUS,
                  (Value) total,
                  elements.get(i),
                  Type.Basic.DECIMAL);
      if (total instanceof Fault) {
        return total;
      }
    }
    return total;
  }

  private Result age(Instant time) {
    Instant now = situation.facts().now();
    return time.isAfter(now) ? fault(Fault.Kind.TIME) : new Value.Span(Duration.between(time, now));
  }

  private static Result dayOf(Instant time, String zone) {
    try {
      String day = time.atZone(ZoneId.of(zone)).getDayOfWeek().name();
      return new Value.Text(day.substring(0, 3).toLowerCase(Locale.ROOT));
    } catch (DateTimeException unknown) {
      return fault(Fault.Kind.MALFORMED);
    }
  }

  private static Result nonNegative(Value value) {
    BigDecimal number =
        switch (value) {
          case Value.Num(var amount) -> amount;
          case Value.Money money -> money.amount();
          case Value other -> null;
        };
    if (number == null) {
      return fault(Fault.Kind.TYPE);
    }
    return number.signum() < 0 ? fault(Fault.Kind.OVERFLOW) : value;
  }
}
