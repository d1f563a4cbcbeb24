package dev.actp.runtime.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * A value of the language. Request attributes arrive untyped (only {@link Bool}, {@link Num},
 * {@link Text}, {@link Sequence} and {@link Struct}) and take their declared type by {@link
 * Coercion}.
 */
public sealed interface Value extends Result {

  /** A truth value. */
  record Bool(boolean value) implements Value {
    public static final Bool TRUE = new Bool(true);
    public static final Bool FALSE = new Bool(false);

    public static Bool of(boolean value) {
      return value ? TRUE : FALSE;
    }
  }

  /**
   * A number, {@code int} and {@code decimal} alike: exact and compared by value, so stored without
   * trailing zeros.
   */
  record Num(BigDecimal value) implements Value {
    public static final Num ZERO = new Num(BigDecimal.ZERO);

    public Num {
      value = Numbers.normalise(value);
    }

    public static Num of(long value) {
      return new Num(BigDecimal.valueOf(value));
    }
  }

  /** An amount in one ISO 4217 currency. */
  record Money(BigDecimal amount, String currency) implements Value {
    public Money {
      amount = Numbers.normalise(amount);
    }
  }

  /** A text, {@code string} and {@code email} alike. */
  record Text(String value) implements Value {}

  /** An IPv4 or IPv6 address in the canonical text form of RFC 5952 (IPv4: dotted decimal). */
  record Ip(String canonical) implements Value {}

  /** A point in time. */
  record Timestamp(Instant value) implements Value {}

  /** A length of time. */
  record Span(Duration value) implements Value {}

  /** A list: ordered, repetitions allowed. */
  record Sequence(List<Value> elements) implements Value {
    public Sequence {
      elements = List.copyOf(elements);
    }
  }

  /** A set: no two elements equal, walked in code-point order of their canonical form. */
  record Distinct(List<Value> elements) implements Value {
    public Distinct {
      elements = List.copyOf(elements);
    }
  }

  /** A record, members in code-point order of their names. */
  record Struct(SortedMap<String, Value> members) implements Value {
    public static final Struct EMPTY = new Struct(java.util.Collections.emptySortedMap());

    public Struct {
      members = java.util.Collections.unmodifiableSortedMap(members);
    }
  }
}
