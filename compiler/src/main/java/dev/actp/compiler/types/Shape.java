package dev.actp.compiler.types;

import dev.actp.runtime.value.Type;
import java.util.SortedMap;

/**
 * A type while it is being worked out: one that is known, or one that the rest of the clause has
 * yet to tell.
 */
public sealed interface Shape
    permits Shape.Basic, Shape.ListOf, Shape.SetOf, Shape.RecordOf, Shape.Wrong, Unknown {

  /** A type without parameters, never {@link Type.Basic#ANY}. */
  record Basic(Type.Basic type) implements Shape {}

  /** A list. */
  record ListOf(Shape element) implements Shape {}

  /** A set. */
  record SetOf(Shape element) implements Shape {}

  /** A record. */
  record RecordOf(SortedMap<String, Type.Member> members) implements Shape {}

  /** The type of what is in error: it fits everywhere, since one error is enough. */
  enum Wrong implements Shape {
    WRONG
  }

  /** A declared type. */
  static Shape of(Type type) {
    return switch (type) {
      case Type.Basic basic -> basic == Type.Basic.ANY ? Unknown.attribute() : new Basic(basic);
      case Type.ListOf list -> new ListOf(of(list.element()));
      case Type.SetOf set -> new SetOf(of(set.element()));
      case Type.RecordOf fields -> new RecordOf(fields.members());
    };
  }

  /** This shape, or what an unknown one has turned out to be. */
  default Shape settled() {
    return this;
  }

  /**
   * The type that it is in the end; an attribute that nothing gave a type is {@link
   * Type.Basic#ANY}.
   */
  default Type type() {
    return switch (settled()) {
      case Basic basic -> basic.type();
      case ListOf list -> new Type.ListOf(list.element().type());
      case SetOf set -> new Type.SetOf(set.element().type());
      case RecordOf fields -> new Type.RecordOf(fields.members());
      case Unknown unknown -> unknown.fallback();
      case Wrong ignored -> Type.Basic.ANY;
    };
  }

  /** Whether it is the given basic type by now. */
  default boolean is(Type.Basic type) {
    return settled() instanceof Basic basic && basic.type() == type;
  }

  /** Whether it is an int or a decimal. */
  default boolean isNumber() {
    return is(Type.Basic.INT) || is(Type.Basic.DECIMAL);
  }

  /** How people call it. */
  default String words() {
    return switch (settled()) {
      case Unknown unknown -> unknown.need() == Unknown.Need.ANYTHING ? "untyped" : words(type());
      case Shape known -> words(known.type());
    };
  }

  /** How a type is written. */
  static String words(Type type) {
    return switch (type) {
      case Type.Basic basic ->
          basic == Type.Basic.ANY ? "untyped" : basic.name().toLowerCase(java.util.Locale.ROOT);
      case Type.ListOf list ->
          list.element() == Type.Basic.ANY ? "list" : "list<" + words(list.element()) + ">";
      case Type.SetOf set ->
          set.element() == Type.Basic.ANY ? "set" : "set<" + words(set.element()) + ">";
      case Type.RecordOf ignored -> "record";
    };
  }
}
