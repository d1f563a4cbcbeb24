package dev.actp.dsl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One clause of a capability, of a clause set, or of a delegation in a test. */
public sealed interface Clause extends Node {

  /** {@code require EXPR [else "message"]}. */
  record Require(Expression condition, @Nullable Text otherwise, Span span) implements Clause {}

  /**
   * {@code limit N per WINDOW [each KEY, ...]}.
   *
   * @param each empty where none was written, which means the agent
   */
  record Limit(Count maximum, Period period, List<Key> each, Span span) implements Clause {
    public Limit {
      each = List.copyOf(each);
    }
  }

  /**
   * {@code limit N of EXPR per WINDOW [each KEY, ...]}.
   *
   * @param maximum a whole number, a decimal or money, above zero
   */
  record Budget(Expression maximum, Expression measure, Period period, List<Key> each, Span span)
      implements Clause {
    public Budget {
      each = List.copyOf(each);
    }
  }

  /** {@code limit N open released by ACTION [each KEY, ...]}. */
  record Open(Count maximum, Name releasedBy, List<Key> each, Span span) implements Clause {
    public Open {
      each = List.copyOf(each);
    }
  }

  /** {@code approval by [K of] "GROUP" [when EXPR] [expires DURATION]}. */
  record Approval(
      Approvers approvers, @Nullable Expression when, @Nullable Length expires, Span span)
      implements Clause {}

  /** {@code during WINDOW}, or {@code not during WINDOW} where negated. */
  record During(boolean negated, Name window, Span span) implements Clause {}

  /** {@code after ACTION [on PATTERN] [with ATTR, ...] [within D]}. */
  record After(
      Name action, @Nullable Pattern on, List<Name> with, @Nullable Length within, Span span)
      implements Clause {
    public After {
      with = List.copyOf(with);
    }
  }

  /** {@code not after ACTION [on PATTERN] [within D]}. */
  record NotAfter(Name action, @Nullable Pattern on, @Nullable Length within, Span span)
      implements Clause {}

  /** {@code reveal ...}. */
  record Reveals(Reveal reveal, Span span) implements Clause {}

  /** {@code not delegable}. */
  record NotDelegable(Span span) implements Clause {}

  /** {@code use NAME}. */
  record Use(Name clauses, Span span) implements Clause {}
}
