package dev.actp.runtime.simulation;

import java.time.Duration;
import java.time.Instant;

/** The two clocks of a world, and what has to be thought of them. */
final class Clocks {
  static final Instant START = Instant.parse("2026-03-07T15:00:00Z");
  static final Duration JUMP = Duration.ofSeconds(60);

  private Instant wall = START;
  private Duration monotonic = Duration.ZERO;
  private Instant lastWall = START;
  private Duration lastMonotonic = Duration.ZERO;
  private boolean jumped;

  Instant wall() {
    return wall;
  }

  long nanos() {
    return monotonic.toNanos();
  }

  /** Time passes. */
  void pass(Duration length) {
    wall = wall.plus(length);
    monotonic = monotonic.plus(length);
  }

  /** Somebody sets the wall clock. */
  void set(Duration by) {
    wall = wall.plus(by);
  }

  /** A process starts, and takes the wall clock as it is. */
  void started() {
    jumped = false;
    lastWall = wall;
    lastMonotonic = monotonic;
  }

  /** Looks at the clocks; whether they are not to be trusted. */
  boolean untrusted() {
    if (!jumped) {
      Duration drift = Duration.between(lastWall.plus(monotonic.minus(lastMonotonic)), wall).abs();
      jumped = drift.compareTo(JUMP) > 0;
      lastWall = wall;
      lastMonotonic = monotonic;
    }
    return jumped;
  }
}
