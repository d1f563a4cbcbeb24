package dev.actp.compiler.types;

import dev.actp.runtime.value.Type;
import org.jspecify.annotations.Nullable;

/**
 * A type that the clause has yet to tell: of an attribute of an undeclared action, of a string
 * literal (which may stand for an address), of a written-out list (which may stand for a set).
 * Settled once at most; confined to one thread.
 */
public final class Unknown implements Shape {

  /** What is known of it. */
  public enum Need {
    /** Nothing: an attribute of an undeclared action. */
    ANYTHING,
    /** A string, email or ip; a string if nothing else is asked of it. */
    TEXT,
    /** A list or set; a list if nothing else is asked of it. */
    COLLECTION
  }

  private Need need;
  private @Nullable Shape element;
  private @Nullable Shape settled;

  private Unknown(Need need, @Nullable Shape element) {
    this.need = need;
    this.element = element;
  }

  /** An attribute of an undeclared action. */
  static Unknown attribute() {
    return new Unknown(Need.ANYTHING, null);
  }

  /** A string literal. */
  static Unknown text() {
    return new Unknown(Need.TEXT, null);
  }

  /** A list that is written out, or some list or set. */
  static Unknown collection(Shape element) {
    return new Unknown(Need.COLLECTION, element);
  }

  Need need() {
    return need;
  }

  /** What its elements are; only where it needs to be a collection. */
  Shape element() {
    if (element == null) {
      throw new IllegalStateException("no collection");
    }
    return element;
  }

  void settle(Shape shape) {
    if (settled != null) {
      throw new IllegalStateException("settled before");
    }
    settled = shape;
  }

  @Override
  public Shape settled() {
    return settled == null ? this : settled.settled();
  }

  /** What it is if nothing settles it. */
  Type fallback() {
    return switch (need) {
      case ANYTHING -> Type.Basic.ANY;
      case TEXT -> Type.Basic.STRING;
      case COLLECTION -> new Type.ListOf(element().type());
    };
  }
}
