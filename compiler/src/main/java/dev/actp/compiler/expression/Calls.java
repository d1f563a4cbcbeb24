package dev.actp.compiler.expression;

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
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** The functions of the language as closures. */
final class Calls {
  private Calls() {}

  static Evaluator compile(Expr.Function function, List<Evaluator> arguments) {
    Evaluator first = arguments.getFirst();
    return switch (function) {
      case COUNT -> onElements(first, Functions::count);
      case LENGTH -> onText(first, Functions::length);
      case LOWER -> onText(first, Functions::lower);
      case DOMAIN -> onText(first, Functions::domain);
      case HOST -> onText(first, Functions::host);
      case CIDR -> cidr(first, literal(arguments));
      case INSIDE -> inside(first, literal(arguments));
      case SUM -> onElements(first, Calculating::sum);
      case AGE -> age(first);
      case DAY_OF -> dayOf(first, literal(arguments));
      case SQL -> sql(first);
      case SENSITIVE -> sensitive(first);
      case NON_NEGATIVE -> on(first, Calls::nonNegative);
    };
  }

  private static Evaluator on(Evaluator argument, Function<Value, Result> function) {
    return frame -> {
      Result result = argument.in(frame);
      return result instanceof Value value ? function.apply(value) : result;
    };
  }

  private static Evaluator onText(Evaluator argument, Function<Value.Text, Result> function) {
    return on(
        argument, value -> value instanceof Value.Text text ? function.apply(text) : Faults.UNLIKE);
  }

  private static Evaluator onElements(Evaluator argument, Function<List<Value>, Result> function) {
    return on(
        argument,
        value -> {
          List<Value> elements = Comparing.elements(value);
          return elements == null ? Faults.NOT_COLLECTION : function.apply(elements);
        });
  }

  /** The second argument, which the compiler lets through only as a literal. */
  private static Value.Text literal(List<Evaluator> arguments) {
    if (arguments.get(1) instanceof Constant(Value.Text text)) {
      return text;
    }
    throw new IllegalArgumentException("the second argument is no literal text");
  }

  private static Evaluator cidr(Evaluator address, Value.Text literal) {
    IpNetwork network =
        IpNetwork.parse(literal.value())
            .orElseThrow(() -> new IllegalArgumentException("no network: " + literal.value()));
    return on(
        address,
        value -> value instanceof Value.Ip ip ? Functions.cidr(ip, network) : Faults.UNLIKE);
  }

  private static Evaluator inside(Evaluator path, Value.Text directory) {
    return onText(path, text -> Functions.inside(text, directory));
  }

  private static Evaluator age(Evaluator argument) {
    return frame -> {
      Result result = argument.in(frame);
      return switch (result) {
        case Value.Timestamp then -> Functions.age(then, frame.situation().facts().now());
        case Value other -> Faults.UNLIKE;
        case Fault fault -> fault;
      };
    };
  }

  private static Evaluator dayOf(Evaluator argument, Value.Text zone) {
    return on(
        argument,
        value ->
            value instanceof Value.Timestamp then ? Functions.dayOf(then, zone) : Faults.UNLIKE);
  }

  /** Parsing is what costs most of all functions: a statement is parsed once a decision. */
  private static Evaluator sql(Evaluator text) {
    return frame -> {
      Result result = text.in(frame);
      return switch (result) {
        case Value.Text statement ->
            frame
                .situation()
                .memo()
                .call(Expr.Function.SQL, List.of(statement), () -> SqlStatementFacts.of(statement));
        case Value other -> Faults.UNLIKE;
        case Fault fault -> fault;
      };
    };
  }

  /** Whose addresses are foreign is a fact; the result is that of the argument and the fact. */
  private static Evaluator sensitive(Evaluator argument) {
    return frame -> {
      Result result = argument.in(frame);
      return result instanceof Value value ? sensitive(value, frame.situation()) : result;
    };
  }

  private static Result sensitive(Value value, Situation situation) {
    Reading read = situation.facts().read(FactKey.MailDomains.MAIL_DOMAINS);
    return read instanceof Reading.Domains(var own)
        ? situation
            .memo()
            .call(
                Expr.Function.SENSITIVE,
                List.of(value, own),
                () -> new SensitiveData(own).in(value))
        : Faults.unavailable("the mail domains could not be read");
  }

  private static Result nonNegative(Value value) {
    return switch (value) {
      case Value.Num(BigDecimal number) -> unlessNegative(number, value);
      case Value.Money money -> unlessNegative(money.amount(), value);
      case Value other -> Faults.UNLIKE;
    };
  }

  private static Result unlessNegative(BigDecimal number, Value value) {
    return number.signum() < 0
        ? new Fault(Fault.Kind.OVERFLOW, "a budget takes zero or more")
        : value;
  }
}
