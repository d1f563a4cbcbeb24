package dev.actp.compiler.types;

import dev.actp.runtime.value.Type;

/** The known shapes without parameters. */
final class Shapes {
  static final Shape BOOL = new Shape.Basic(Type.Basic.BOOL);
  static final Shape INT = new Shape.Basic(Type.Basic.INT);
  static final Shape DECIMAL = new Shape.Basic(Type.Basic.DECIMAL);
  static final Shape MONEY = new Shape.Basic(Type.Basic.MONEY);
  static final Shape STRING = new Shape.Basic(Type.Basic.STRING);
  static final Shape EMAIL = new Shape.Basic(Type.Basic.EMAIL);
  static final Shape IP = new Shape.Basic(Type.Basic.IP);
  static final Shape TIMESTAMP = new Shape.Basic(Type.Basic.TIMESTAMP);
  static final Shape DURATION = new Shape.Basic(Type.Basic.DURATION);

  private Shapes() {}
}
