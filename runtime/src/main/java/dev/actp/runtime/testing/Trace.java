package dev.actp.runtime.testing;

import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The value of an expression and of all that it is made of, outermost first. Constants are left
 * out; what short circuit never reached says so.
 */
public record Trace(List<Line> lines) {
  public static final Trace NONE = new Trace(List.of());
  private static final int MAX_ELEMENTS = 10;

  public Trace {
    lines = List.copyOf(lines);
  }

  /**
   * One expression.
   *
   * @param depth how deep it lies in the whole, from 0
   * @param expression as an author would write it
   * @param value likewise, or {@code error: } and why there is none, or {@code not reached}
   */
  public record Line(int depth, String expression, String value) {}

  /** The trace of an expression in the situation that {@code evaluator} stands for. */
  public static Trace of(Expr expression, Function<Expr, Result> evaluator) {
    Tracer tracer = new Tracer(evaluator, new ArrayList<>());
    tracer.add(expression, 0);
    return new Trace(tracer.lines);
  }

  private record Tracer(Function<Expr, Result> evaluator, List<Line> lines) {

    private Result add(Expr expression, int depth) {
      Result result = evaluator.apply(expression);
      if (expression instanceof Expr.Call call
          && call.function() == Expr.Function.NON_NEGATIVE
          && result instanceof Value) {
        return add(call.arguments().getFirst(), depth);
      }
      if (!(expression instanceof Expr.Literal)) {
        lines.add(new Line(depth, ExpressionText.of(expression), ValueText.of(result)));
        addParts(expression, depth + 1);
      }
      return result;
    }

    private void addParts(Expr expression, int depth) {
      switch (expression) {
        case Expr.ListOf list -> addAll(list.elements(), depth);
        case Expr.Member member -> add(member.record(), depth);
        case Expr.Arithmetic sum -> addAll(List.of(sum.left(), sum.right()), depth);
        case Expr.Comparison both -> addAll(List.of(both.left(), both.right()), depth);
        case Expr.In both -> addAll(List.of(both.element(), both.collection()), depth);
        case Expr.Within both -> addAll(List.of(both.left(), both.right()), depth);
        case Expr.Matches matches -> add(matches.text(), depth);
        case Expr.Not not -> add(not.operand(), depth);
        case Expr.And and -> addUntil(and.operands(), Value.Bool.TRUE, depth);
        case Expr.Or or -> addUntil(or.operands(), Value.Bool.FALSE, depth);
        case Expr.Quantified all -> addElements(all, depth);
        case Expr.Call call -> addAll(call.arguments(), depth);
        case Expr.During during -> add(Expr.Root.NOW, depth);
        case Expr.Present present -> {}
        case Expr.Literal literal -> {}
        case Expr.Attribute attribute -> {}
        case Expr.Context context -> {}
        case Expr.SessionValue session -> {}
        case Expr.AgentValue agent -> {}
        case Expr.Root root -> {}
        case Expr.Variable variable -> {}
        case Expr.Used used -> {}
        case Expr.Happened happened -> {}
        case Expr.Enforced enforced -> {}
        case Expr.Delegated delegated -> {}
      }
    }

    private void addAll(List<Expr> expressions, int depth) {
      expressions.forEach(expression -> add(expression, depth));
    }

    /** Operands while they leave the outcome open; the rest was never reached. */
    private void addUntil(List<Expr> operands, Value open, int depth) {
      boolean reached = true;
      for (Expr operand : operands) {
        if (reached) {
          reached = add(operand, depth).equals(open);
        } else {
          lines.add(new Line(depth, ExpressionText.of(operand), "not reached"));
        }
      }
    }

    private void addElements(Expr.Quantified all, int depth) {
      Result collection = add(all.collection(), depth);
      List<Value> elements = elements(collection);
      for (Value element : shown(all, elements)) {
        lines.add(new Line(depth, all.variable(), ValueText.of(element)));
        add(new Binding(all.variable(), element).in(all.body()), depth + 1);
      }
    }

    /** The element that decided, or the first few if none did. */
    private List<Value> shown(Expr.Quantified all, List<Value> elements) {
      Result open = Value.Bool.of(all.every());
      return elements.stream()
          .filter(
              each ->
                  !evaluator.apply(new Binding(all.variable(), each).in(all.body())).equals(open))
          .findFirst()
          .map(List::of)
          .orElseGet(() -> elements.stream().limit(MAX_ELEMENTS).toList());
    }

    private static List<Value> elements(Result collection) {
      return switch (collection) {
        case Value.Sequence list -> list.elements();
        case Value.Distinct set -> set.elements();
        case Fault fault -> List.of();
        case Value other -> List.of();
      };
    }
  }
}
