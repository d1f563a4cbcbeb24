package dev.actp.compiler.expression;

import dev.actp.runtime.value.Fault;

/** Faults that say the same wherever they occur. */
final class Faults {
  static final Fault NOT_BOOL = new Fault(Fault.Kind.TYPE, "a condition is neither true nor false");
  static final Fault NOT_COLLECTION = new Fault(Fault.Kind.TYPE, "a value is no list and no set");
  static final Fault UNLIKE = new Fault(Fault.Kind.TYPE, "values of unlike types");
  static final Fault UNLIKE_CURRENCIES =
      new Fault(Fault.Kind.CURRENCY, "amounts in two currencies");
  static final Fault OVERFLOW = new Fault(Fault.Kind.OVERFLOW, "a number out of range");
  static final Fault EVERY_OF_NONE =
      new Fault(Fault.Kind.EMPTY, "`every` over an empty collection");
  static final Fault WITHIN_OF_NONE =
      new Fault(Fault.Kind.EMPTY, "an empty collection on the left of `within`");

  private Faults() {}

  static Fault absent(String path) {
    return new Fault(Fault.Kind.ABSENT, "`" + path + "` is absent");
  }

  static Fault unavailable(String why) {
    return new Fault(Fault.Kind.UNAVAILABLE, why);
  }
}
