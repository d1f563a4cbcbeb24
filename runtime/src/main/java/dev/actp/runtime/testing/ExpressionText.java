package dev.actp.runtime.testing;

import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Window;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Expressions as a policy's author would write them, on one line. What the language has no spelling
 * for (what a counter has used so far) is said in words.
 */
public final class ExpressionText {
  private static final int LOOSEST = 0;
  private static final int NEGATION = 1;
  private static final int COMPARISON = 2;
  private static final int SUM = 3;
  private static final int PRODUCT = 4;
  private static final int TIGHTEST = 5;

  private ExpressionText() {}

  /** The text of an expression. */
  public static String of(Expr expression) {
    return of(expression, LOOSEST);
  }

  /** The text, in parentheses if the expression binds more loosely than its place demands. */
  private static String of(Expr expression, int place) {
    String text = text(expression);
    return binding(expression) < place ? "(" + text + ")" : text;
  }

  private static int binding(Expr expression) {
    return switch (expression) {
      case Expr.And and -> LOOSEST;
      case Expr.Or or -> LOOSEST;
      case Expr.Quantified quantified -> LOOSEST;
      case Expr.Not not -> not.operand() instanceof Expr.In ? COMPARISON : NEGATION;
      case Expr.Comparison comparison -> COMPARISON;
      case Expr.In in -> COMPARISON;
      case Expr.Within within -> COMPARISON;
      case Expr.Matches matches -> COMPARISON;
      case Expr.During during -> COMPARISON;
      case Expr.Happened happened -> COMPARISON;
      case Expr.Arithmetic sum -> sum.operator() == Expr.Arithmetic.Operator.TIMES ? PRODUCT : SUM;
      case Expr.Literal literal -> TIGHTEST;
      case Expr.ListOf list -> TIGHTEST;
      case Expr.Attribute attribute -> TIGHTEST;
      case Expr.Context context -> TIGHTEST;
      case Expr.SessionValue value -> TIGHTEST;
      case Expr.AgentValue value -> TIGHTEST;
      case Expr.Root root -> TIGHTEST;
      case Expr.Variable variable -> TIGHTEST;
      case Expr.Member member -> TIGHTEST;
      case Expr.Present present -> TIGHTEST;
      case Expr.Call call -> TIGHTEST;
      case Expr.Used used -> TIGHTEST;
      case Expr.Enforced enforced -> TIGHTEST;
      case Expr.Delegated delegated -> TIGHTEST;
    };
  }

  private static String text(Expr expression) {
    return switch (expression) {
      case Expr.Literal literal -> ValueText.of(literal.value());
      case Expr.ListOf list -> "[" + joined(list.elements()) + "]";
      case Expr.Attribute attribute -> attribute.name();
      case Expr.Context context -> "context";
      case Expr.SessionValue value -> "session." + value.name();
      case Expr.AgentValue value -> "agent." + value.name();
      case Expr.Root root -> root(root);
      case Expr.Variable variable -> variable.name();
      case Expr.Member member -> of(member.record(), TIGHTEST) + "." + member.name();
      case Expr.Present present -> "present(" + of(present.path()) + ")";
      case Expr.Arithmetic sum -> arithmetic(sum);
      case Expr.Comparison comparison ->
          infix(comparison.left(), symbol(comparison.operator()), comparison.right());
      case Expr.In in -> infix(in.element(), "in", in.collection());
      case Expr.Within within -> infix(within.left(), "within", within.right());
      case Expr.Matches matches -> of(matches.text(), SUM) + " matches " + pattern(matches.glob());
      case Expr.Not(Expr.In in) -> infix(in.element(), "not in", in.collection());
      case Expr.Not not -> "not " + of(not.operand(), NEGATION);
      case Expr.And and -> joined(and.operands(), " and ");
      case Expr.Or or -> joined(or.operands(), " or ");
      case Expr.Quantified all -> quantified(all);
      case Expr.Call call -> call(call);
      case Expr.During during -> "during " + during.window().name();
      case Expr.Used used -> used(used.counter());
      case Expr.Happened happened -> "after " + happened.action() + on(happened.on());
      case Expr.Enforced enforced -> "obligations are enforced";
      case Expr.Delegated delegated -> "the token is delegated";
    };
  }

  private static String infix(Expr left, String operator, Expr right) {
    return of(left, SUM) + " " + operator + " " + of(right, SUM);
  }

  private static String arithmetic(Expr.Arithmetic sum) {
    int own = binding(sum);
    String operator =
        switch (sum.operator()) {
          case PLUS -> " + ";
          case MINUS -> " - ";
          case TIMES -> " * ";
        };
    return of(sum.left(), own) + operator + of(sum.right(), own + 1);
  }

  private static String symbol(Expr.Comparison.Operator operator) {
    return switch (operator) {
      case EQUAL -> "==";
      case UNEQUAL -> "!=";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_OR_EQUAL -> ">=";
    };
  }

  private static String root(Expr.Root root) {
    return switch (root) {
      case AGENT_ID -> "agent.id";
      case AGENT_NAME -> "agent.name";
      case RESOURCE -> "resource";
      case ACTION -> "action";
      case REQUEST_IP -> "request.ip";
      case REQUEST_REASON -> "request.reason";
      case NOW -> "now";
    };
  }

  private static String quantified(Expr.Quantified all) {
    String word = all.every() ? "every " : "some ";
    return word + all.variable() + " in " + of(all.collection(), SUM) + ": " + of(all.body(), 1);
  }

  private static String call(Expr.Call call) {
    return call.function() == Expr.Function.NON_NEGATIVE
        ? joined(call.arguments())
        : call.function().name().toLowerCase(Locale.ROOT) + "(" + joined(call.arguments()) + ")";
  }

  private static String used(Counter counter) {
    String what = counter.measure().isEmpty() ? "uses" : "sum of " + counter.measure();
    return switch (counter.window()) {
      case Window.Sliding sliding -> what + " in the last " + ValueText.of(sliding.length());
      case Window.Calendar calendar ->
          what + " this " + calendar.unit().name().toLowerCase(Locale.ROOT);
      case Window.Total total -> what + " so far";
    };
  }

  private static String on(@Nullable Pattern pattern) {
    return pattern == null ? "" : " on " + pattern(pattern);
  }

  /** A pattern in quotes. */
  public static String pattern(Pattern pattern) {
    return pattern.parts().stream()
        .map(ExpressionText::part)
        .collect(Collectors.joining("", "\"", "\""));
  }

  private static String part(Pattern.Part part) {
    return switch (part) {
      case Pattern.Part.Literal literal -> literal.text();
      case Pattern.Part.SessionValue value -> "{session." + value.name() + "}";
      case Pattern.Part.AgentValue value -> "{agent." + value.name() + "}";
      case Pattern.Part.Wildcard wildcard -> wildcard == Pattern.Part.Wildcard.ANY ? "**" : "*";
    };
  }

  private static String joined(List<Expr> expressions) {
    return expressions.stream().map(ExpressionText::of).collect(Collectors.joining(", "));
  }

  private static String joined(List<Expr> operands, String operator) {
    return operands.stream()
        .map(operand -> of(operand, NEGATION))
        .collect(Collectors.joining(operator));
  }
}
