package dev.actp.runtime.value;

import java.time.Duration;
import java.util.Optional;

/** Reads durations as the language writes them: {@code 30s 5m 8h 90d 2w}, a day being 24 hours. */
public final class DurationText {
  private static final int MAX_DIGITS = 9;
  private static final int HOURS_A_DAY = 24;
  private static final int DAYS_A_WEEK = 7;

  private DurationText() {}

  /**
   * The duration, or nothing for a text that is none. One to nine digits without a leading zero,
   * and one unit.
   */
  public static Optional<Value.Span> parse(String text) {
    int digits = text.length() - 1;
    boolean shaped =
        digits >= 1
            && digits <= MAX_DIGITS
            && (digits == 1 || text.charAt(0) != '0')
            && text.chars().limit(digits).allMatch(c -> c >= '0' && c <= '9');
    return shaped
        ? read(Integer.parseInt(text.substring(0, digits)), text.charAt(digits))
        : Optional.empty();
  }

  private static Optional<Value.Span> read(long count, char unit) {
    return switch (unit) {
      case 's' -> Optional.of(new Value.Span(Duration.ofSeconds(count)));
      case 'm' -> Optional.of(new Value.Span(Duration.ofMinutes(count)));
      case 'h' -> Optional.of(new Value.Span(Duration.ofHours(count)));
      case 'd' -> Optional.of(new Value.Span(Duration.ofHours(count * HOURS_A_DAY)));
      case 'w' -> Optional.of(new Value.Span(Duration.ofHours(count * HOURS_A_DAY * DAYS_A_WEEK)));
      default -> Optional.empty();
    };
  }
}
