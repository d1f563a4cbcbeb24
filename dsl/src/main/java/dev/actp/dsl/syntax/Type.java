package dev.actp.dsl.syntax;

import java.util.List;

/** A type as written. */
public sealed interface Type extends Node {

  /** A type by its word: {@code decimal}. Whether there is such a type is the compiler's to say. */
  record Named(Name name, Span span) implements Type {}

  /** {@code list<element>}. */
  record ListOf(Type element, Span span) implements Type {}

  /** {@code set<element>}. */
  record SetOf(Type element, Span span) implements Type {}

  /** {@code { total: decimal, note: string optional }}. */
  record RecordOf(List<Field> fields, Span span) implements Type {
    public RecordOf {
      fields = List.copyOf(fields);
    }
  }
}
