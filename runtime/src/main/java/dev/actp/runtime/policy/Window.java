package dev.actp.runtime.policy;

import java.time.Duration;
import java.time.ZoneId;

/** The stretch of time over which a counter counts. */
public sealed interface Window {

  /** A use at t counts while {@code now - t < length}. */
  record Sliding(Duration length) implements Window {}

  /** Since the last start of the unit in the zone; weeks start on Monday. */
  record Calendar(Unit unit, ZoneId zone) implements Window {}

  /** For ever. */
  enum Total implements Window {
    IN_TOTAL
  }

  /** The calendar units. */
  enum Unit {
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH
  }
}
