package dev.actp.compiler.types;

import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.policy.Expr;
import java.util.function.Supplier;

/**
 * An expression with its shape. Its lowering waits until the whole clause is typed, since only then
 * every shape is settled; it is never asked for where an error was reported.
 *
 * @param constant whether it is the same in every request
 */
public record Typed(Expression node, Shape shape, boolean constant, Supplier<Expr> lowering) {

  /** An expression that is in error, which has been reported. */
  static Typed wrong(Expression node) {
    return new Typed(
        node,
        Shape.Wrong.WRONG,
        false,
        () -> {
          throw new IllegalStateException("an expression in error has no meaning");
        });
  }

  static Typed of(Expression node, Shape shape, Supplier<Expr> lowering) {
    return new Typed(node, shape, false, lowering);
  }

  static Typed constant(Expression node, Shape shape, Supplier<Expr> lowering) {
    return new Typed(node, shape, true, lowering);
  }

  /** Its meaning. */
  public Expr lower() {
    return lowering.get();
  }

  Span span() {
    return node.span();
  }

  boolean isWrong() {
    return shape.settled() == Shape.Wrong.WRONG;
  }
}
