package dev.actp.runtime.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Monitor mode until 00:00 UTC of the date; from then on the policy enforces. */
public record Monitor(LocalDate until) {

  /** Whether the policy only monitors at an instant. */
  public boolean lastsAt(Instant instant) {
    return instant.isBefore(until.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
