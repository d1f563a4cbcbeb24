package dev.actp.compiler.types;

import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Value;

/** Constants that the compiler adds itself. */
public final class Constants {
  public static final Expr TRUE = new Expr.Literal(Value.Bool.TRUE);
  public static final Expr ONE = new Expr.Literal(Value.Num.of(1));

  private Constants() {}

  /** A whole number. */
  public static Expr number(long value) {
    return new Expr.Literal(Value.Num.of(value));
  }

  /** A text. */
  public static Expr text(String value) {
    return new Expr.Literal(new Value.Text(value));
  }
}
