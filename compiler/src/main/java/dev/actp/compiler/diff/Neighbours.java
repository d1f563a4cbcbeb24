package dev.actp.compiler.diff;

import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value with those just beside it. */
final class Neighbours {
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private Neighbours() {}

  static List<Value> of(Value value, @Nullable Type type) {
    return switch (value) {
      case Value.Num(BigDecimal number) -> {
        BigDecimal step = type == Type.Basic.DECIMAL ? CENT : BigDecimal.ONE;
        yield List.of(value, new Value.Num(number.add(step)), new Value.Num(number.subtract(step)));
      }
      case Value.Money(BigDecimal amount, String currency) ->
          List.of(
              value,
              new Value.Money(amount.add(CENT), currency),
              new Value.Money(amount.subtract(CENT), currency));
      case Value.Span(Duration length) ->
          List.of(
              value, new Value.Span(length.plusSeconds(1)), new Value.Span(length.minusSeconds(1)));
      case Value.Timestamp(Instant time) ->
          List.of(
              value,
              new Value.Timestamp(time.plusSeconds(1)),
              new Value.Timestamp(time.minusSeconds(1)));
      case Value other -> List.of(other);
    };
  }
}
