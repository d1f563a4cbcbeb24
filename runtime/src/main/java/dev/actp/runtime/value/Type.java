package dev.actp.runtime.value;

import java.util.SortedMap;

/** A type of the language. */
public sealed interface Type {

  /**
   * The types without parameters. {@link #ANY} is an attribute of an open action before a clause
   * gives it a type.
   */
  enum Basic implements Type {
    BOOL,
    INT,
    DECIMAL,
    MONEY,
    STRING,
    EMAIL,
    IP,
    TIMESTAMP,
    DURATION,
    ANY
  }

  /** {@code list<element>}. */
  record ListOf(Type element) implements Type {}

  /** {@code set<element>}: a request that repeats an element is malformed. */
  record SetOf(Type element) implements Type {}

  /** A record with exactly these members. */
  record RecordOf(SortedMap<String, Member> members) implements Type {}

  /** A member of a record or a parameter of an action. */
  record Member(Type type, boolean optional) {}
}
