package dev.actp.compiler.types;

import dev.actp.runtime.value.Type;

/** Finds out whether two shapes are alike, which settles what is unknown of either. */
final class Unifier {
  private Unifier() {}

  /**
   * Whether values of both can be compared: one type, two numbers, or two texts of which one may be
   * an address. An attribute without a type takes the other's, and is a decimal where that is a
   * number.
   */
  static boolean alike(Shape one, Shape other) {
    Shape a = one.settled();
    Shape b = other.settled();
    if (a.equals(b) || a == Shape.Wrong.WRONG || b == Shape.Wrong.WRONG) {
      return true;
    }
    if (a instanceof Unknown unknown) {
      return b instanceof Unknown more ? join(unknown, more) : settle(unknown, b);
    }
    return switch (b) {
      case Unknown unknown -> settle(unknown, a);
      case Shape.Basic basic -> a instanceof Shape.Basic known && alike(known, basic);
      case Shape.ListOf list ->
          a instanceof Shape.ListOf known && alike(known.element(), list.element());
      case Shape.SetOf set ->
          a instanceof Shape.SetOf known && alike(known.element(), set.element());
      case Shape.RecordOf fields ->
          a instanceof Shape.RecordOf known && known.members().equals(fields.members());
      case Shape.Wrong ignored -> true;
    };
  }

  /** Gives an unknown shape exactly the one that is needed; false if it cannot be that. */
  static boolean take(Unknown unknown, Shape needed) {
    return unknown.need() == Unknown.Need.ANYTHING
        ? settled(unknown, needed)
        : alike(unknown, needed);
  }

  private static boolean alike(Shape.Basic a, Shape.Basic b) {
    return a.type() == b.type() || (a.isNumber() && b.isNumber()) || (isText(a) && isText(b));
  }

  private static boolean isText(Shape shape) {
    return shape.is(Type.Basic.STRING) || shape.is(Type.Basic.EMAIL);
  }

  private static boolean join(Unknown a, Unknown b) {
    if (a.need() == Unknown.Need.ANYTHING) {
      return !occurs(a, b) && settled(a, b);
    }
    if (b.need() == Unknown.Need.ANYTHING) {
      return !occurs(b, a) && settled(b, a);
    }
    if (a.need() != b.need()) {
      return false;
    }
    return (a.need() == Unknown.Need.TEXT || alike(a.element(), b.element())) && settled(a, b);
  }

  private static boolean settle(Unknown unknown, Shape known) {
    return switch (unknown.need()) {
      case ANYTHING -> !occurs(unknown, known) && settled(unknown, loosest(known));
      case TEXT -> (isText(known) || known.is(Type.Basic.IP)) && settled(unknown, known);
      case COLLECTION ->
          switch (known) {
            case Shape.ListOf list ->
                alike(unknown.element(), list.element()) && settled(unknown, known);
            case Shape.SetOf set ->
                alike(unknown.element(), set.element()) && settled(unknown, known);
            case Shape.Basic ignored -> false;
            case Shape.RecordOf ignored -> false;
            case Shape.Wrong ignored -> true;
            case Unknown more -> join(unknown, more);
          };
    };
  }

  /**
   * An undeclared number may have a fraction, and an undeclared text that is compared need not be
   * an address.
   */
  private static Shape loosest(Shape known) {
    if (known.isNumber()) {
      return Shapes.DECIMAL;
    }
    return isText(known) ? Shapes.STRING : known;
  }

  private static boolean settled(Unknown unknown, Shape shape) {
    unknown.settle(shape);
    return true;
  }

  private static boolean occurs(Unknown unknown, Shape in) {
    return switch (in.settled()) {
      case Unknown more ->
          more == unknown
              || (more.need() == Unknown.Need.COLLECTION && occurs(unknown, more.element()));
      case Shape.ListOf list -> occurs(unknown, list.element());
      case Shape.SetOf set -> occurs(unknown, set.element());
      case Shape.Basic ignored -> false;
      case Shape.RecordOf ignored -> false;
      case Shape.Wrong ignored -> false;
    };
  }
}
