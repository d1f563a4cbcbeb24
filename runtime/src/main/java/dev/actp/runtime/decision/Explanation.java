package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Says, for people, which values made a condition fail. */
final class Explanation {
  private static final int MAX_LENGTH = 200;

  private Explanation() {}

  /**
   * One line without the names of attributes that hold nothing but constants; empty where there is
   * nothing to say.
   */
  static String of(Expr condition, Result result, CompiledPolicy compiled, Situation situation) {
    if (result instanceof Fault fault) {
      return fault.detail();
    }
    if (condition
        instanceof
        Expr.Comparison(
            var operator,
            Expr.Arithmetic(var plus, Expr.Used used, Expr amount, var type),
            Expr maximum)) {
      return "used "
          + shown(compiled.evaluate(used, situation))
          + " of "
          + shown(compiled.evaluate(maximum, situation))
          + ", and this takes "
          + shown(compiled.evaluate(amount, situation));
    }
    List<String> values = new ArrayList<>();
    collect(condition, compiled, situation, values);
    String text = String.join(", ", values);
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
  }

  private static void collect(
      Expr expression, CompiledPolicy compiled, Situation situation, List<String> values) {
    switch (expression) {
      case Expr.Attribute(String name, var type) ->
          add(name, expression, compiled, situation, values);
      case Expr.SessionValue(String name, var type) ->
          add("session." + name, expression, compiled, situation, values);
      case Expr.AgentValue(String name, var type) ->
          add("agent." + name, expression, compiled, situation, values);
      case Expr.Comparison(var operator, Expr left, Expr right) -> {
        collect(left, compiled, situation, values);
        collect(right, compiled, situation, values);
      }
      case Expr.In(Expr left, Expr right) -> {
        collect(left, compiled, situation, values);
        collect(right, compiled, situation, values);
      }
      case Expr.Within(Expr left, Expr right) -> {
        collect(left, compiled, situation, values);
        collect(right, compiled, situation, values);
      }
      case Expr.Matches(Expr text, var glob) -> collect(text, compiled, situation, values);
      case Expr.Not(Expr operand) -> collect(operand, compiled, situation, values);
      case Expr.And(List<Expr> operands) ->
          operands.forEach(operand -> collect(operand, compiled, situation, values));
      case Expr.Or(List<Expr> operands) ->
          operands.forEach(operand -> collect(operand, compiled, situation, values));
      case Expr other -> {}
    }
  }

  private static void add(
      String path,
      Expr expression,
      CompiledPolicy compiled,
      Situation situation,
      List<String> values) {
    if (compiled.evaluate(expression, situation) instanceof Value value) {
      String line = "`" + path + "` is " + shown(value);
      if (!values.contains(line)) {
        values.add(line);
      }
    }
  }

  static String shown(Result result) {
    return switch (result) {
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.Num(BigDecimal number) -> number.toPlainString();
      case Value.Money money -> money.amount().toPlainString() + " " + money.currency();
      case Value.Text(String text) -> "\"" + text + "\"";
      case Value.Ip(String ip) -> ip;
      case Value.Timestamp(var instant) -> instant.toString();
      case Value.Span(var duration) -> duration.toString();
      case Value.Sequence(List<Value> elements) -> shown(elements);
      case Value.Distinct(List<Value> elements) -> shown(elements);
      case Value.Struct struct -> "a record";
      case Fault fault -> "unknown";
    };
  }

  private static String shown(List<Value> elements) {
    return "[" + String.join(", ", elements.stream().map(Explanation::shown).toList()) + "]";
  }
}
