package dev.actp.dsl.syntax;

import java.time.Duration;

/**
 * A length of time as written, {@code 90d}.
 *
 * @param amount zero or more; with its unit at most {@link #MAX}
 */
public record Length(long amount, Unit unit, Span span) implements Node {
  /** The longest length that can be written. */
  public static final Duration MAX = Duration.ofDays(36_500);

  /** The units; a day is 24 hours. */
  public enum Unit {
    SECONDS("s", 1),
    MINUTES("m", 60),
    HOURS("h", 3_600),
    DAYS("d", 86_400),
    WEEKS("w", 604_800);

    private final String suffix;
    private final int seconds;

    Unit(String suffix, int seconds) {
      this.suffix = suffix;
      this.seconds = seconds;
    }

    /** The letter behind the number. */
    public String suffix() {
      return suffix;
    }
  }

  /** A length that was not read from a source. */
  public static Length of(long amount, Unit unit) {
    return new Length(amount, unit, Span.NONE);
  }

  public Duration toDuration() {
    return Duration.ofSeconds(Math.multiplyExact(amount, unit.seconds));
  }

  @Override
  public String toString() {
    return amount + unit.suffix();
  }
}
