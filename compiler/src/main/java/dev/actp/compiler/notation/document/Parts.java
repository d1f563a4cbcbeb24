package dev.actp.compiler.notation.document;

import dev.actp.dsl.syntax.Span;

/** Takes a document part by part, in its order. */
interface Parts {
  /** An object begins. */
  void object(Span at);

  /** An array begins. */
  void array(Span at);

  /** The innermost object or array ends. */
  void end();

  /** The name of the next member. */
  void name(String name, Span at);

  /** A value that is neither object nor array. */
  void scalar(Scalar scalar, Span at);

  /** What a scalar is. */
  sealed interface Scalar {
    /** A string. */
    record Text(String text) implements Scalar {}

    /** A number in the grammar of JSON, of any size. */
    record Digits(String text) implements Scalar {}

    /** A truth value. */
    record Truth(boolean value) implements Scalar {}

    /** Nothing. */
    enum Null implements Scalar {
      NULL
    }
  }
}
