package dev.actp.compiler.types;

import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Which optional attributes an expression proves to be there, by coming out true or by coming out
 * false.
 */
final class Presence {
  private Presence() {}

  /** The one form of a path, however it was written: {@code x} is {@code context.x}. */
  static Expression key(Expression path) {
    return path instanceof Expression.Path p && p.root() == Expression.Root.BARE
        ? new Expression.Path(Expression.Root.CONTEXT, p.steps(), Span.NONE)
        : path;
  }

  /** What is there if the expression is true. */
  static Set<Expression> whenTrue(Expression expression) {
    return switch (expression) {
      case Expression.Call call when isPresent(call) -> Set.of(key(call.arguments().getFirst()));
      case Expression.Not not -> whenFalse(not.operand());
      case Expression.And and -> union(and.operands(), Presence::whenTrue);
      case Expression.Or or -> intersection(or.operands(), Presence::whenTrue);
      default -> Set.of();
    };
  }

  /** What is there if the expression is false. */
  static Set<Expression> whenFalse(Expression expression) {
    return switch (expression) {
      case Expression.Not not -> whenTrue(not.operand());
      case Expression.And and -> intersection(and.operands(), Presence::whenFalse);
      case Expression.Or or -> union(or.operands(), Presence::whenFalse);
      default -> Set.of();
    };
  }

  private static boolean isPresent(Expression.Call call) {
    return call.function().text().equals("present") && call.arguments().size() == 1;
  }

  private static Set<Expression> union(
      List<Expression> operands, Function<Expression, Set<Expression>> facts) {
    Set<Expression> all = new HashSet<>();
    operands.forEach(o -> all.addAll(facts.apply(o)));
    return all;
  }

  private static Set<Expression> intersection(
      List<Expression> operands, Function<Expression, Set<Expression>> facts) {
    Set<Expression> common = new HashSet<>(facts.apply(operands.getFirst()));
    operands.forEach(o -> common.retainAll(facts.apply(o)));
    return common;
  }
}
