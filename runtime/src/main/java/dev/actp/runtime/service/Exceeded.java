package dev.actp.runtime.service;

import dev.actp.runtime.ledger.Words;
import dev.actp.runtime.registry.Quotas;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A quota of a tenant that is used up.
 *
 * @param at when it was found to be
 * @param until when there is some of it again by itself; null where something has to go first
 */
public record Exceeded(Quotas.Kind quota, long limit, Instant at, @Nullable Instant until) {

  /** The actions of the month. */
  public static Exceeded actions(long limit, Instant now) {
    return new Exceeded(Quotas.Kind.ACTIONS_PER_MONTH, limit, now, Quotas.monthEnd(now));
  }

  /** One line for people. */
  public String message() {
    return "the tenant's quota `%s` of %d is used up%s"
        .formatted(Words.of(quota), limit, until == null ? "" : " until " + until);
  }
}
