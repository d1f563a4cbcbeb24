package dev.actp.compiler.expression;

import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.TimeWindow;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Turns expressions into closures; what is constant is computed at once. */
public final class ExpressionCompiler {
  private final List<String> variables;

  private ExpressionCompiler(List<String> variables) {
    this.variables = variables;
  }

  /** Compiles a whole expression. */
  public static Evaluator compile(Expr expression) {
    return new ExpressionCompiler(List.of()).evaluator(expression);
  }

  private Evaluator evaluator(Expr expression) {
    return switch (expression) {
      case Expr.Literal(Value value) -> new Constant(value);
      case Expr.ListOf(List<Expr> elements) -> list(evaluators(elements));
      case Expr.Attribute(String name, Type type) -> Paths.attribute(name, type);
      case Expr.Context.CONTEXT -> frame -> frame.situation().request().attributes();
      case Expr.SessionValue(String name, Type type) -> Paths.sessionValue(name, type);
      case Expr.AgentValue(String name, Type type) -> Paths.agentValue(name, type);
      case Expr.Root root -> Paths.root(root);
      case Expr.Variable(String name) -> variable(name);
      case Expr.Member(Expr record, String name) -> Paths.member(evaluator(record), name);
      case Expr.Present(Expr path) -> Paths.present(evaluator(untyped(path)));
      case Expr.Arithmetic arithmetic -> arithmetic(arithmetic);
      case Expr.Comparison(var operator, Expr left, Expr right) ->
          strict(left, right, (a, b) -> Comparing.compare(operator, a, b));
      case Expr.In(Expr element, Expr collection) -> in(element, collection);
      case Expr.Within(Expr left, Expr right) -> within(left, right);
      case Expr.Matches(Expr text, Pattern glob) -> matches(evaluator(text), Patterns.exact(glob));
      case Expr.Not(Expr operand) -> not(evaluator(operand));
      case Expr.And(List<Expr> operands) -> Logic.and(evaluators(operands));
      case Expr.Or(List<Expr> operands) -> Logic.or(evaluators(operands));
      case Expr.Quantified quantified -> quantified(quantified);
      case Expr.Call(Expr.Function function, List<Expr> arguments) ->
          Calls.compile(function, evaluators(arguments));
      case Expr.During(TimeWindow window) ->
          frame -> Value.Bool.of(Windows.contains(window, frame.situation().facts().now()));
      case Expr.Used(var counter) -> FactReads.used(counter);
      case Expr.Happened happened -> FactReads.happened(happened);
      case Expr.Enforced.ENFORCED ->
          frame -> Value.Bool.of(frame.situation().request().enforcesObligations());
      case Expr.Delegated.DELEGATED -> frame -> Value.Bool.of(frame.situation().delegated());
    };
  }

  private List<Evaluator> evaluators(List<Expr> expressions) {
    return expressions.stream().map(this::evaluator).toList();
  }

  /** The path without its type: what is of another type is present all the same. */
  private static Expr untyped(Expr path) {
    return switch (path) {
      case Expr.Attribute(String name, Type type) -> new Expr.Attribute(name, Type.Basic.ANY);
      case Expr.SessionValue(String name, Type type) -> new Expr.SessionValue(name, Type.Basic.ANY);
      case Expr.AgentValue(String name, Type type) -> new Expr.AgentValue(name, Type.Basic.ANY);
      case Expr other -> other;
    };
  }

  private Evaluator variable(String name) {
    int slot = variables.lastIndexOf(name);
    if (slot < 0) {
      throw new IllegalArgumentException("unbound variable " + name);
    }
    return frame -> frame.variable(slot);
  }

  private Evaluator quantified(Expr.Quantified quantified) {
    List<String> inner = new ArrayList<>(variables);
    inner.add(quantified.variable());
    Evaluator body = new ExpressionCompiler(inner).evaluator(quantified.body());
    Evaluator collection = evaluator(quantified.collection());
    return Logic.quantified(quantified.every(), collection, variables.size(), body);
  }

  private static Evaluator list(List<Evaluator> elements) {
    return frame -> {
      List<Value> values = new ArrayList<>(elements.size());
      for (Evaluator element : elements) {
        Result result = element.in(frame);
        if (!(result instanceof Value value)) {
          return result;
        }
        values.add(value);
      }
      return new Value.Sequence(values);
    };
  }

  private static Evaluator not(Evaluator operand) {
    return operand instanceof Constant(Result known)
        ? new Constant(Logic.not(known))
        : frame -> Logic.not(operand.in(frame));
  }

  /** Both operands, left before right, then the operation. */
  private Evaluator strict(Expr left, Expr right, Operation operation) {
    Evaluator a = evaluator(left);
    Evaluator b = evaluator(right);
    if (a instanceof Constant(Result x) && b instanceof Constant(Result y)) {
      return new Constant(x instanceof Value first ? given(first, y, operation) : x);
    }
    return frame -> {
      Result x = a.in(frame);
      return x instanceof Value first ? given(first, b.in(frame), operation) : x;
    };
  }

  private static Result given(Value first, Result second, Operation operation) {
    return second instanceof Value value ? operation.apply(first, value) : second;
  }

  @FunctionalInterface
  private interface Operation {
    Result apply(Value left, Value right);
  }

  /** Of which nothing is used yet, of that zero is used in whatever currency is added. */
  private Evaluator arithmetic(Expr.Arithmetic sum) {
    boolean used = sum.left() instanceof Expr.Used;
    return strict(
        sum.left(),
        sum.right(),
        (a, b) ->
            used && b instanceof Value.Money && a.equals(Value.Num.ZERO)
                ? b
                : Calculating.calculate(sum.operator(), a, b, sum.type()));
  }

  private Evaluator in(Expr element, Expr collection) {
    if (collection instanceof Expr.Literal(Value value) && Comparing.elements(value) != null) {
      Comparing.Membership membership = Comparing.Membership.of(value);
      return strict(element, collection, (x, xs) -> membership.has(x));
    }
    return strict(element, collection, Comparing::in);
  }

  private Evaluator within(Expr left, Expr right) {
    if (right instanceof Expr.Literal(Value value)) {
      Comparing.Membership membership = Comparing.Membership.of(value);
      return strict(left, right, (xs, ys) -> Comparing.within(xs, membership));
    }
    return strict(left, right, (xs, ys) -> Comparing.within(xs, x -> Comparing.in(x, ys)));
  }

  private static Evaluator matches(Evaluator text, Patterns.Exact glob) {
    return frame -> {
      Result result = text.in(frame);
      return switch (result) {
        case Value.Text(String value) -> glob.matches(value, frame.situation());
        case Value other -> Faults.UNLIKE;
        case Result fault -> fault;
      };
    };
  }
}
