package dev.actp.runtime.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A wall clock that is held against a clock that nobody sets. For one thread; whether it jumped is
 * seen by all.
 */
final class SteadyClock {
  private final InstantSource wall;
  private final LongSupplier monotonic;
  private final Duration jump;

  private Instant lastWall;
  private long lastMonotonic;
  private volatile boolean jumped;

  SteadyClock(InstantSource wall, LongSupplier monotonic, Duration jump) {
    this.wall = wall;
    this.monotonic = monotonic;
    this.jump = jump;
    lastWall = wall.instant();
    lastMonotonic = monotonic.getAsLong();
  }

  /** The instant. */
  Instant now() {
    Instant now = wall.instant();
    long tick = monotonic.getAsLong();
    if (!jumped) {
      Instant expected = lastWall.plusNanos(tick - lastMonotonic);
      jumped = Duration.between(expected, now).abs().compareTo(jump) > 0;
      lastWall = now;
      lastMonotonic = tick;
    }
    return now;
  }

  /** Whether the wall clock has jumped and nobody has confirmed it. */
  boolean jumped() {
    return jumped;
  }

  /** Takes the wall clock as it is. */
  void confirm() {
    jumped = false;
    lastWall = wall.instant();
    lastMonotonic = monotonic.getAsLong();
  }
}
