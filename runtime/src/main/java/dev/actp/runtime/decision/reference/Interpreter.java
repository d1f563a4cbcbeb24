package dev.actp.runtime.decision.reference;

import static dev.actp.runtime.decision.reference.Algebra.fault;

import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.decision.Withheld;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.value.Coercion;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions by walking them.
 *
 * @param variables the variables of the enclosing quantifiers
 */
record Interpreter(Situation situation, Map<String, Value> variables) {

  private static final Type ANY = Type.Basic.ANY;

  Interpreter(Situation situation) {
    this(situation, Map.of());
  }

  Result evaluate(Expr expression) {
    Set<String> withheld = situation.facts().withheld();
    return !withheld.isEmpty() && Withheld.whole(expression, withheld)
        ? new FactReader(this).redacted(expression)
        : value(expression);
  }

  private Result value(Expr expression) {
    return switch (expression) {
      case Expr.Literal(Value value) -> value;
      case Expr.ListOf list -> all(list.elements(), Value.Sequence::new);
      case Expr.Attribute(var name, var type) -> member(situation.attributes(), name, type);
      case Expr.Context ignored -> situation.request().attributes();
      case Expr.SessionValue(var name, var type) -> member(situation.session(), name, type);
      case Expr.AgentValue(var name, var type) -> member(situation.agentValues(), name, type);
      case Expr.Root root -> new Roots(situation).read(root);
      case Expr.Variable(var name) -> variables.getOrDefault(name, Value.Struct.EMPTY);
      case Expr.Member(var record, var name) ->
          given(evaluate(record), value -> member(value, name, ANY));
      case Expr.Present(var path) -> present(path);
      case Expr.Arithmetic sum -> arithmetic(sum);
      case Expr.Comparison(var operator, var left, var right) ->
          given(left, right, (a, b) -> Algebra.compare(operator, a, b));
      case Expr.In(var element, var collection) -> given(element, collection, Interpreter::in);
      case Expr.Within(var left, var right) -> given(left, right, Interpreter::within);
      case Expr.Matches(var text, var glob) -> given(evaluate(text), value -> matches(value, glob));
      case Expr.Not(var operand) -> negate(evaluate(operand));
      case Expr.And and -> first(and.operands(), false);
      case Expr.Or or -> first(or.operands(), true);
      case Expr.Quantified quantified -> quantified(quantified);
      case Expr.Call(var function, var arguments) ->
          all(arguments, values -> new Calls(situation).call(function, values));
      case Expr.During(var window) ->
          Value.Bool.of(WallClock.inside(window, situation.facts().now()));
      case Expr.Used(var counter) -> new FactReader(this).used(counter);
      case Expr.Happened happened -> new FactReader(this).happened(happened);
      case Expr.Enforced ignored -> Value.Bool.of(situation.request().enforcesObligations());
      case Expr.Delegated ignored -> Value.Bool.of(situation.delegated());
    };
  }

  private interface Step {
    Result apply(Value value);
  }

  private interface Step2 {
    Result apply(Value left, Value right);
  }

  private interface StepAll {
    Result apply(List<Value> values);
  }

  private static Result given(Result result, Step next) {
    return switch (result) {
      case Fault fault -> fault;
      case Value value -> next.apply(value);
    };
  }

  private Result given(Expr left, Expr right, Step2 next) {
    return given(evaluate(left), a -> given(evaluate(right), b -> next.apply(a, b)));
  }

  private Result all(List<Expr> expressions, StepAll next) {
    List<Value> values = new ArrayList<>();
    for (Expr expression : expressions) {
      switch (evaluate(expression)) {
        case Fault fault -> {
          return fault;
        }
        case Value value -> values.add(value);
      }
    }
    return next.apply(values);
  }

  private static Result member(Result record, String name, Type type) {
    return given(
        record,
        value -> {
          if (!(value instanceof Value.Struct struct)) {
            return fault(Fault.Kind.TYPE);
          }
          Value found = struct.members().get(name);
          return found == null ? fault(Fault.Kind.ABSENT) : Coercion.coerce(found, type, name);
        });
  }

  /** Whether a path leads to something; what it leads to may be of any type. */
  private Result present(Expr path) {
    Result found =
        switch (path) {
          case Expr.Attribute(var name, var type) -> member(situation.attributes(), name, ANY);
          case Expr.SessionValue(var name, var type) -> member(situation.session(), name, ANY);
          case Expr.AgentValue(var name, var type) -> member(situation.agentValues(), name, ANY);
          case Expr other -> evaluate(other);
        };
    return switch (found) {
      case Fault fault -> fault.kind() == Fault.Kind.ABSENT ? Value.Bool.FALSE : fault;
      case Value value -> Value.Bool.TRUE;
    };
  }

  /** Nothing used yet is zero of any currency. */
  private Result arithmetic(Expr.Arithmetic sum) {
    return given(
        sum.left(),
        sum.right(),
        (a, b) ->
            sum.left() instanceof Expr.Used && a.equals(Value.Num.ZERO) && b instanceof Value.Money
                ? b
                : Algebra.calculate(sum.operator(), a, b, sum.type()));
  }

  private static Result negate(Result result) {
    return switch (result) {
      case Value.Bool(boolean value) -> Value.Bool.of(!value);
      case Fault fault -> fault;
      case Value other -> fault(Fault.Kind.TYPE);
    };
  }

  /**
   * {@code and} stops at the first false, {@code or} at the first true, both at the first fault.
   */
  private Result first(List<Expr> operands, boolean decisive) {
    for (Expr operand : operands) {
      Result result = evaluate(operand);
      if (!result.equals(Value.Bool.of(!decisive))) {
        return result instanceof Value && !(result instanceof Value.Bool)
            ? fault(Fault.Kind.TYPE)
            : result;
      }
    }
    return Value.Bool.of(!decisive);
  }

  private Result quantified(Expr.Quantified quantified) {
    return given(
        evaluate(quantified.collection()),
        collection -> {
          List<Value> elements = elements(collection);
          if (elements == null) {
            return fault(Fault.Kind.TYPE);
          }
          if (elements.isEmpty()) {
            return quantified.every() ? fault(Fault.Kind.EMPTY) : Value.Bool.FALSE;
          }
          for (Value element : elements) {
            Result result =
                new Interpreter(situation, Map.of(quantified.variable(), element))
                    .evaluate(quantified.body());
            if (!result.equals(Value.Bool.of(quantified.every()))) {
              return result;
            }
          }
          return Value.Bool.of(quantified.every());
        });
  }

  static @Nullable List<Value> elements(Value collection) {
    return switch (collection) {
      case Value.Sequence(var elements) -> elements;
      case Value.Distinct(var elements) -> elements;
      case Value other -> null;
    };
  }

  private static Result in(Value element, Value collection) {
    List<Value> elements = elements(collection);
    if (elements == null) {
      return fault(Fault.Kind.TYPE);
    }
    for (Value candidate : elements) {
      Result same = Algebra.equal(element, candidate);
      if (!same.equals(Value.Bool.FALSE)) {
        return same;
      }
    }
    return Value.Bool.FALSE;
  }

  private static Result within(Value left, Value right) {
    List<Value> elements = elements(left);
    if (elements == null) {
      return fault(Fault.Kind.TYPE);
    }
    if (elements.isEmpty()) {
      return fault(Fault.Kind.EMPTY);
    }
    for (Value element : elements) {
      Result member = in(element, right);
      if (!member.equals(Value.Bool.TRUE)) {
        return member;
      }
    }
    return Value.Bool.TRUE;
  }

  private Result matches(Value value, Pattern glob) {
    return value instanceof Value.Text(var text)
        ? new Globs(situation).matches(glob, text)
        : fault(Fault.Kind.TYPE);
  }
}
