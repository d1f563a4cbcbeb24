package dev.actp.compiler.notation;

import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A constraint as it was given: its value in the form that it needs, or a problem put to the draft.
 */
record Given(String key, Value value, String pointer, Draft draft) {
  private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000_000_000L);

  void wrong(String needs) {
    draft.problem(pointer, "`" + key + "` needs " + needs);
  }

  void warn(String message) {
    draft.findings.warn(pointer, message);
  }

  /** A whole number from 1 up. */
  Optional<Long> count() {
    if (value instanceof Value.Num(var number)
        && number.scale() == 0
        && number.signum() > 0
        && number.compareTo(LARGEST) <= 0) {
      return Optional.of(number.longValueExact());
    }
    wrong("a whole number above zero");
    return Optional.empty();
  }

  /** A number above zero. */
  Optional<BigDecimal> amount() {
    if (value instanceof Value.Num(var number)
        && number.signum() > 0
        && number.compareTo(LARGEST) <= 0) {
      return Optional.of(number);
    }
    wrong("a number above zero");
    return Optional.empty();
  }

  Optional<String> text() {
    if (value instanceof Value.Text(var text) && !text.isBlank()) {
      return Optional.of(text);
    }
    wrong("a string");
    return Optional.empty();
  }

  /** One string or a list of them, not empty. */
  Optional<List<String>> texts() {
    if (value instanceof Value.Text(var text)) {
      return Optional.of(List.of(text));
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof Value.Sequence(var elements)) {
      for (Value element : elements) {
        if (element instanceof Value.Text(var text)) {
          texts.add(text);
        }
      }
      if (!texts.isEmpty() && texts.size() == elements.size()) {
        return Optional.of(texts);
      }
    }
    wrong("a list of strings");
    return Optional.empty();
  }

  /** Whether it is {@code true}; {@code false} says nothing, so that it is no constraint. */
  boolean flag() {
    if (value instanceof Value.Bool(boolean on)) {
      return on;
    }
    wrong("`true` or `false`");
    return false;
  }
}
