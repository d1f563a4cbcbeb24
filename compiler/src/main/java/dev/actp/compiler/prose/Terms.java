package dev.actp.compiler.prose;

import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.testing.ExpressionText;
import dev.actp.runtime.testing.ValueText;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.util.List;

/** What an expression stands for, as a noun. */
public final class Terms {
  private Terms() {}

  /** The noun of an expression; of one that is true or false, the expression as it is written. */
  public static Phrase of(Expr expression) {
    return switch (expression) {
      case Expr.Literal(Value value) -> value(value);
      case Expr.ListOf(List<Expr> elements) ->
          Phrase.list(elements.stream().map(Terms::of).toList(), "or");
      case Expr.Attribute(String name, var type) -> Phrase.code(name);
      case Expr.Context context -> Phrase.of("the whole request");
      case Expr.SessionValue(String name, var type) ->
          Phrase.of("the ", Phrase.code(name), " of the session");
      case Expr.AgentValue(String name, var type) -> Phrase.of("the agent's ", Phrase.code(name));
      case Expr.Root root -> root(root);
      case Expr.Variable(String name) -> Phrase.code(name);
      case Expr.Member member -> member(member);
      case Expr.Arithmetic sum ->
          Phrase.of(of(sum.left()), operator(sum.operator()), of(sum.right()));
      case Expr.Call call -> call(call);
      case Expr.Present present -> written(present);
      case Expr.Comparison comparison -> written(comparison);
      case Expr.In in -> written(in);
      case Expr.Within within -> written(within);
      case Expr.Matches matches -> written(matches);
      case Expr.Not not -> written(not);
      case Expr.And and -> written(and);
      case Expr.Or or -> written(or);
      case Expr.Quantified quantified -> written(quantified);
      case Expr.During during -> written(during);
      case Expr.Used used -> written(used);
      case Expr.Happened happened -> written(happened);
      case Expr.Enforced enforced -> written(enforced);
      case Expr.Delegated delegated -> written(delegated);
    };
  }

  /** A pattern without its quotes. */
  public static Phrase pattern(Pattern pattern) {
    String quoted = ExpressionText.pattern(pattern);
    return Phrase.code(quoted.substring(1, quoted.length() - 1));
  }

  /** Patterns, any of which will do. */
  public static Phrase patterns(List<Pattern> patterns) {
    return Phrase.list(patterns.stream().map(Terms::pattern).toList(), "or");
  }

  private static Phrase written(Expr expression) {
    return Phrase.code(ExpressionText.of(expression));
  }

  private static Phrase value(Value value) {
    return switch (value) {
      case Value.Num number -> Phrase.of(ValueText.of(number));
      case Value.Money money -> Phrase.of(ValueText.of(money));
      case Value.Span(Duration length) -> Phrase.of(Times.length(length));
      case Value.Sequence(List<Value> elements) -> list(elements);
      case Value.Distinct(List<Value> elements) -> list(elements);
      case Value.Text(String text) -> Phrase.code(text.isEmpty() ? "\"\"" : text);
      case Value other -> Phrase.code(ValueText.of(other));
    };
  }

  private static Phrase list(List<Value> elements) {
    return Phrase.list(elements.stream().map(Terms::value).toList(), "or");
  }

  private static Phrase root(Expr.Root root) {
    return Phrase.of(
        switch (root) {
          case AGENT_ID -> "the agent's id";
          case AGENT_NAME -> "the agent's name";
          case RESOURCE -> "the resource";
          case ACTION -> "the action";
          case REQUEST_IP -> "the address that the request comes from";
          case REQUEST_REASON -> "the reason of the request";
          case NOW -> "the time of the request";
        });
  }

  private static Phrase member(Expr.Member member) {
    return member.record() instanceof Expr.Call call && call.function() == Expr.Function.SQL
        ? Phrase.of(
            "the ", Phrase.code(member.name()), " of the SQL in ", of(call.arguments().getFirst()))
        : Phrase.of(of(member.record()), "'s ", Phrase.code(member.name()));
  }

  private static String operator(Expr.Arithmetic.Operator operator) {
    return switch (operator) {
      case PLUS -> " plus ";
      case MINUS -> " minus ";
      case TIMES -> " times ";
    };
  }

  private static Phrase call(Expr.Call call) {
    Phrase first = of(call.arguments().getFirst());
    return switch (call.function()) {
      case COUNT -> Phrase.of("the number of ", first);
      case LENGTH -> Phrase.of("the length of ", first);
      case LOWER -> Phrase.of(first, " in lower case");
      case DOMAIN -> Phrase.of("the domain of ", first);
      case HOST -> Phrase.of("the host in ", first);
      case SUM -> Phrase.of("the sum of ", first);
      case AGE -> Phrase.of("the age of ", first);
      case DAY_OF -> Phrase.of("the weekday of ", first, " in ", of(call.arguments().getLast()));
      case SQL -> Phrase.of("the SQL in ", first);
      case NON_NEGATIVE -> first;
      case CIDR, INSIDE, SENSITIVE -> written(call);
    };
  }
}
