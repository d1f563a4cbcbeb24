package dev.actp.runtime.state;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Time as state and ledger keep it: whole microseconds since 1970-01-01T00:00:00Z. */
public final class Micros {
  private static final long PER_SECOND = 1_000_000;

  private Micros() {}

  /** The microsecond that an instant lies in. */
  public static long of(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), instant.getNano() / 1000);
  }

  /** The same, or {@link Long#MAX_VALUE} where it lies beyond what can be counted. */
  public static long ofOrMax(Instant instant) {
    return instant.getEpochSecond() >= Long.MAX_VALUE / PER_SECOND ? Long.MAX_VALUE : of(instant);
  }

  /** The first instant of a microsecond; {@link Instant#MAX} for {@link Long#MAX_VALUE}. */
  public static Instant at(long micros) {
    if (micros == Long.MAX_VALUE) {
      return Instant.MAX;
    }
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1000);
  }

  /** An instant without what is smaller than a microsecond. */
  public static Instant truncate(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  /** A length, rounded up; {@link Long#MAX_VALUE} where it is too long to count. */
  static long length(Duration length) {
    if (length.toSeconds() >= Long.MAX_VALUE / PER_SECOND - 1) {
      return Long.MAX_VALUE;
    }
    return length.toSeconds() * PER_SECOND + (length.toNanosPart() + 999) / 1000;
  }
}
