package dev.actp.runtime.registry;

import dev.actp.runtime.decision.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which records; null members do not filter.
 *
 * @param decisionsOnly leaves out administrative records
 * @param from the first instant
 * @param to the instant after the last
 * @param text found, as it is, in the record's text
 */
public record AuditFilter(
    boolean decisionsOnly,
    @Nullable String agent,
    @Nullable String action,
    @Nullable Outcome outcome,
    @Nullable String token,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String text) {
  public static final AuditFilter ALL =
      new AuditFilter(false, null, null, null, null, null, null, null);
  public static final AuditFilter DECISIONS =
      new AuditFilter(true, null, null, null, null, null, null, null);
}
