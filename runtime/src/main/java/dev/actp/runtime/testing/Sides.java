package dev.actp.runtime.testing;

import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sides of every {@code or} in an expression, and which of them decided: were true while the
 * others were not.
 */
final class Sides {
  private static final int MAX_ELEMENTS = 100;

  private final Function<Expr, Result> evaluator;
  private final Set<String> decisive = new LinkedHashSet<>();

  private Sides(Function<Expr, Result> evaluator) {
    this.evaluator = evaluator;
  }

  /** All sides, in words. */
  static List<String> of(@Nullable Expr expression) {
    List<String> sides = new ArrayList<>();
    if (expression != null) {
      collect(expression, sides);
    }
    return sides;
  }

  private static void collect(Expr expression, List<String> sides) {
    if (expression instanceof Expr.Or or) {
      or.operands().forEach(side -> sides.add(alone(side)));
    }
    expression.parts().forEach(part -> collect(part, sides));
  }

  private static String alone(Expr side) {
    return "`" + ExpressionText.of(side) + "` alone";
  }

  /** Those that decided in the situation that {@code evaluator} stands for. */
  static Set<String> decisive(Expr expression, Function<Expr, Result> evaluator) {
    if (of(expression).isEmpty()) {
      return Set.of();
    }
    Sides sides = new Sides(evaluator);
    sides.visit(expression, expression);
    return sides.decisive;
  }

  /**
   * Visits an expression.
   *
   * @param bound the same with every variable replaced by the element that it stands for
   */
  private void visit(Expr written, Expr bound) {
    if (written instanceof Expr.Or or && bound instanceof Expr.Or values) {
      addDecisive(or, values);
    }
    if (written instanceof Expr.Quantified all && bound instanceof Expr.Quantified values) {
      for (Value element : elements(evaluator.apply(values.collection()))) {
        visit(all.body(), new Binding(values.variable(), element).in(values.body()));
      }
      return;
    }
    List<Expr> parts = written.parts();
    List<Expr> values = bound.parts();
    for (int i = 0; i < Math.min(parts.size(), values.size()); i++) {
      visit(parts.get(i), values.get(i));
    }
  }

  private void addDecisive(Expr.Or written, Expr.Or bound) {
    int only = -1;
    for (int i = 0; i < bound.operands().size(); i++) {
      if (evaluator.apply(bound.operands().get(i)).equals(Value.Bool.TRUE)) {
        if (only >= 0) {
          return;
        }
        only = i;
      }
    }
    if (only >= 0) {
      decisive.add(alone(written.operands().get(only)));
    }
  }

  private static List<Value> elements(Result collection) {
    return switch (collection) {
      case Value.Sequence list -> list.elements().stream().limit(MAX_ELEMENTS).toList();
      case Value.Distinct set -> set.elements().stream().limit(MAX_ELEMENTS).toList();
      case Result other -> List.of();
    };
  }
}
