package dev.actp.compiler.expression;

import dev.actp.runtime.policy.Expr.Comparison.Operator;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Comparisons and memberships of values. */
final class Comparing {
  private Comparing() {}

  static Result compare(Operator operator, Value left, Value right) {
    return switch (operator) {
      case EQUAL -> equal(left, right);
      case UNEQUAL ->
          switch (equal(left, right)) {
            case Value.Bool same -> Value.Bool.of(!same.value());
            case Result fault -> fault;
          };
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> order(operator, left, right);
    };
  }

  /** By value; unlike types or currencies are a fault. */
  static Result equal(Value left, Value right) {
    if (left instanceof Value.Text(String a) && right instanceof Value.Text(String b)) {
      return Value.Bool.of(a.equals(b));
    }
    if (left.getClass() != right.getClass()) {
      return Faults.UNLIKE;
    }
    if (left instanceof Value.Money a
        && right instanceof Value.Money b
        && !a.currency().equals(b.currency())) {
      return Faults.UNLIKE_CURRENCIES;
    }
    return Value.Bool.of(left.equals(right));
  }

  private static Result order(Operator operator, Value left, Value right) {
    if (left instanceof Value.Num a && right instanceof Value.Num b) {
      return holds(operator, a.value().compareTo(b.value()));
    }
    if (left instanceof Value.Money a && right instanceof Value.Money b) {
      return a.currency().equals(b.currency())
          ? holds(operator, a.amount().compareTo(b.amount()))
          : Faults.UNLIKE_CURRENCIES;
    }
    if (left instanceof Value.Timestamp a && right instanceof Value.Timestamp b) {
      return holds(operator, a.value().compareTo(b.value()));
    }
    if (left instanceof Value.Span a && right instanceof Value.Span b) {
      return holds(operator, a.value().compareTo(b.value()));
    }
    return Faults.UNLIKE;
  }

  private static Value.Bool holds(Operator operator, int sign) {
    return Value.Bool.of(
        switch (operator) {
          case EQUAL -> sign == 0;
          case UNEQUAL -> sign != 0;
          case LESS -> sign < 0;
          case LESS_OR_EQUAL -> sign <= 0;
          case GREATER -> sign > 0;
          case GREATER_OR_EQUAL -> sign >= 0;
        });
  }

  static @Nullable List<Value> elements(Result collection) {
    return switch (collection) {
      case Value.Sequence(List<Value> elements) -> elements;
      case Value.Distinct(List<Value> elements) -> elements;
      case Result other -> null;
    };
  }

  /** The first element that is equal, or at fault, decides. */
  static Result in(Value element, Value collection) {
    List<Value> elements = elements(collection);
    if (elements == null) {
      return Faults.NOT_COLLECTION;
    }
    for (Value other : elements) {
      Result same = equal(element, other);
      if (!isFalse(same)) {
        return same;
      }
    }
    return Value.Bool.FALSE;
  }

  /** The first element that is missing, or at fault, decides. */
  static Result within(Value left, Membership right) {
    List<Value> elements = elements(left);
    if (elements == null) {
      return Faults.NOT_COLLECTION;
    }
    if (elements.isEmpty()) {
      return Faults.WITHIN_OF_NONE;
    }
    for (Value element : elements) {
      Result member = right.has(element);
      if (!isTrue(member)) {
        return member;
      }
    }
    return Value.Bool.TRUE;
  }

  /** Asks a collection for one element after another. */
  @FunctionalInterface
  interface Membership {
    Result has(Value element);

    /** The same answers as {@link #in}; texts among texts are looked up. */
    static Membership of(Value collection) {
      Set<String> texts = texts(elements(collection));
      return texts == null
          ? element -> in(element, collection)
          : element ->
              element instanceof Value.Text(String text)
                  ? Value.Bool.of(texts.contains(text))
                  : in(element, collection);
    }

    private static @Nullable Set<String> texts(@Nullable List<Value> elements) {
      Set<String> texts = new HashSet<>();
      for (Value element : elements == null ? List.<Value>of() : elements) {
        if (!(element instanceof Value.Text(String text))) {
          return null;
        }
        texts.add(text);
      }
      return texts.isEmpty() ? null : texts;
    }
  }

  static boolean isTrue(Result result) {
    return result instanceof Value.Bool bool && bool.value();
  }

  static boolean isFalse(Result result) {
    return result instanceof Value.Bool bool && !bool.value();
  }

  /** What an operand comes to that must be a truth value. */
  static Result bool(Result result) {
    return result instanceof Value && !(result instanceof Value.Bool) ? Faults.NOT_BOOL : result;
  }
}
