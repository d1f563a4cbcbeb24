package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.value.DurationText;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Spans of time as bodies give them: a whole number of seconds, or a duration as policies write it.
 */
final class Spans {
  /** What can be written for one, for whoever wrote something else. */
  static final String FORMS =
      "a whole number of seconds like `3600`, or a duration like `8h` in `s`, `m`, `h`, `d` or `w`";

  private static final BigDecimal SECONDS_MAX = BigDecimal.valueOf(1_000_000_000_000L);

  private Spans() {}

  /** A span, also one below zero; nothing for a value that is none. */
  static Optional<Duration> of(Value value) {
    return switch (value) {
      case Value.Num(BigDecimal seconds) when seconds.stripTrailingZeros().scale() <= 0 ->
          Optional.of(
              Duration.ofSeconds(
                  seconds.min(SECONDS_MAX).max(SECONDS_MAX.negate()).longValueExact()));
      case Value.Text(String text) -> DurationText.parse(text).map(Value.Span::value);
      default -> Optional.empty();
    };
  }

  /** A span in a body within bounds, both included; null where it is absent or a misfit. */
  static @Nullable Duration within(
      Members body, Duration shortest, Duration longest, String... names) {
    Value value = body.any(names);
    if (value == null) {
      return null;
    }
    Optional<Duration> span = of(value);
    if (span.isEmpty()) {
      body.misfit(names[0], "has to be " + FORMS);
    } else if (span.get().compareTo(shortest) < 0 || span.get().compareTo(longest) > 0) {
      body.misfit(
          names[0],
          "has to be from %s to %s: %s".formatted(words(shortest), words(longest), FORMS));
    }
    return span.orElse(null);
  }

  /** A span as policies write it. */
  static String words(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
