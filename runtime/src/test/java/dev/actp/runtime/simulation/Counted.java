package dev.actp.runtime.simulation;

import dev.actp.runtime.policy.Charge;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A limit, budget or quota of a simulated policy. */
record Counted(
    Counter.Kind kind, Window window, List<Counter.Key> keys, BigDecimal most, int place) {
  static final String AMOUNT = "amount";
  static final String RELEASE = "free";

  Counter counter(String scope) {
    String measure = kind == Counter.Kind.BUDGET ? AMOUNT : "";
    return new Counter(Plan.NAME, scope, kind, window, measure, releasedBy(), keys);
  }

  private @Nullable String releasedBy() {
    return kind == Counter.Kind.OPEN ? RELEASE : null;
  }

  /** What is counted of, and how: all of it but the maximum. */
  boolean countsAs(Counted other) {
    return kind == other.kind && window.equals(other.window) && keys.equals(other.keys);
  }

  Counted with(BigDecimal otherMost) {
    return new Counted(kind, window, keys, otherMost, place);
  }

  Clause clause(String scope) {
    Counter counter = counter(scope);
    Expr amount =
        kind == Counter.Kind.BUDGET
            ? new Expr.Attribute(AMOUNT, Type.Basic.DECIMAL)
            : new Expr.Literal(Value.Num.of(1));
    Expr sum =
        new Expr.Arithmetic(
            Expr.Arithmetic.Operator.PLUS, new Expr.Used(counter), amount, Type.Basic.DECIMAL);
    Expr condition =
        new Expr.Comparison(
            Expr.Comparison.Operator.LESS_OR_EQUAL, sum, new Expr.Literal(new Value.Num(most)));
    String text = scope + " " + kind.name().toLowerCase(Locale.ROOT) + " " + place;
    return new Clause(
        Clause.Category.LIMIT,
        condition,
        null,
        List.of(new Charge(counter, amount)),
        List.of(),
        null,
        new Source(text, "p.actp", 1, 1));
  }
}
