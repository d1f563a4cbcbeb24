package dev.actp.runtime.decision.reference;

import static dev.actp.runtime.decision.reference.Algebra.fault;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.decision.Withheld;
import dev.actp.runtime.function.PatternValues;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.value.CanonicalForm;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The expressions that read facts. */
record FactReader(Interpreter interpreter) {

  private Situation situation() {
    return interpreter.situation();
  }

  Result used(Counter counter) {
    return key(counter)
        .map(key -> amount(situation().facts().read(new FactKey.Usage(key))))
        .orElse(fault(Fault.Kind.ABSENT));
  }

  private static Result amount(Reading reading) {
    return reading instanceof Reading.Used(Value amount) ? amount : fault(Fault.Kind.UNAVAILABLE);
  }

  /** The counter with its key filled in; nothing where a value of the key is missing. */
  Optional<CounterKey> key(Counter counter) {
    List<String> values = new ArrayList<>();
    for (Counter.Key key : counter.keys()) {
      String value = keyValue(key);
      if (value == null) {
        return Optional.empty();
      }
      values.add(value);
    }
    return Optional.of(new CounterKey(counter, values));
  }

  /** What an expression over values that are not there came to. */
  Result redacted(Expr expression) {
    FactKey key =
        new FactKey.Redacted(
            situation().policy().name(), situation().place(), Withheld.id(expression));
    return situation().facts().read(key) instanceof Reading.Came(Result result)
        ? result
        : fault(Fault.Kind.UNAVAILABLE);
  }

  private @Nullable String keyValue(Counter.Key key) {
    if (key instanceof Counter.Key.Attribute(String name)
        && situation().facts().withheld().contains(name)) {
      return ""; // only told apart from others by who has the value
    }
    return switch (key) {
      case Counter.Key.Of of ->
          switch (of) {
            case AGENT -> situation().link().agent();
            case TENANT -> situation().request().tenant();
            case TOKEN -> situation().link().jti();
            case SESSION -> situation().token().session();
            case RESOURCE -> situation().request().resource();
          };
      case Counter.Key.SessionValue(var name) ->
          canonical(interpreter.evaluate(new Expr.SessionValue(name, Type.Basic.ANY)));
      case Counter.Key.Attribute(var name) ->
          canonical(interpreter.evaluate(new Expr.Attribute(name, Type.Basic.ANY)));
    };
  }

  private static @Nullable String canonical(Result result) {
    return result instanceof Value value
        ? new String(CanonicalForm.typed(value), StandardCharsets.UTF_8)
        : null;
  }

  Result happened(Expr.Happened happened) {
    TreeMap<String, Value> with = new TreeMap<>();
    for (String name : happened.with()) {
      Result typed = interpreter.evaluate(new Expr.Attribute(name, Type.Basic.ANY));
      Value given = situation().request().attributes().members().get(name);
      if (typed instanceof Fault || given == null) {
        return typed;
      }
      with.put(name, given);
    }
    List<@Nullable Pattern> alternatives = new ArrayList<>();
    if (happened.on() == null) {
      alternatives.add(null);
    } else {
      switch (new Globs(situation()).fill(happened.on())) {
        case PatternValues.Filled.Failed(Fault failed) -> {
          return failed;
        }
        case PatternValues.Filled.Patterns(List<Pattern> filled) -> alternatives.addAll(filled);
      }
    }
    return anyOf(happened, alternatives, new Value.Struct(with));
  }

  private Result anyOf(
      Expr.Happened happened, List<@Nullable Pattern> alternatives, Value.Struct with) {
    for (Pattern on : alternatives) {
      Reading reading =
          situation()
              .facts()
              .read(
                  new FactKey.History(
                      situation().token().session(),
                      happened.action(),
                      on,
                      !happened.succeeded(),
                      with,
                      happened.within(),
                      happened.succeeded()));
      if (!(reading instanceof Reading.Truth(boolean done))) {
        return fault(Fault.Kind.UNAVAILABLE);
      }
      if (done) {
        return Value.Bool.TRUE;
      }
    }
    return Value.Bool.FALSE;
  }
}
