package dev.actp.runtime.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much a tenant may have and do.
 *
 * @param plan the plan that it is under, or null
 * @param own what is agreed with the tenant by itself, and counts instead of the plan's
 */
public record Quotas(@Nullable Plan plan, Map<Kind, Long> own) {
  /** No quota at all. */
  public static final Quotas NONE = new Quotas(null, Map.of());

  public Quotas {
    Map<Kind, Long> sorted = new EnumMap<>(Kind.class);
    sorted.putAll(own);
    own = Collections.unmodifiableMap(sorted);
  }

  /** What is bounded, each with what it can be set to. */
  public enum Kind {
    /** Agents that are not disabled. */
    AGENTS(0, 1_000_000),
    /** Policies in force; guardrails, which only take away, are not counted. */
    POLICIES(0, 1_000),
    /** Requests that are allowed in a calendar month, UTC. */
    ACTIONS_PER_MONTH(0, 1_000_000_000_000L),
    /** Requests of any kind in a second, on each node. */
    REQUESTS_PER_SECOND(1, 1_000_000),
    /** For how many days the values of a decision's record are kept at most. */
    RETENTION_DAYS(1, 36_500);

    private final long least;
    private final long greatest;

    Kind(long least, long greatest) {
      this.least = least;
      this.greatest = greatest;
    }

    /** The least that it can be set to. */
    public long least() {
      return least;
    }

    /** The greatest that it can be set to. */
    public long greatest() {
      return greatest;
    }
  }

  /** How many there may be; {@link Long#MAX_VALUE} for any number. */
  public long most(Kind kind) {
    Long agreed = own.get(kind);
    if (agreed != null) {
      return agreed;
    }
    return plan == null ? Long.MAX_VALUE : plan.most().getOrDefault(kind, Long.MAX_VALUE);
  }

  /** What is bounded, by how much. */
  public Map<Kind, Long> all() {
    Map<Kind, Long> all = new EnumMap<>(Kind.class);
    if (plan != null) {
      all.putAll(plan.most());
    }
    all.putAll(own);
    return all;
  }

  /** A time for which values are kept, cut to the tenant's; null is for ever. */
  public @Nullable Duration retained(@Nullable Duration asked) {
    long days = most(Kind.RETENTION_DAYS);
    if (days == Long.MAX_VALUE) {
      return asked;
    }
    Duration most = Duration.ofDays(days);
    return asked == null || asked.compareTo(most) > 0 ? most : asked;
  }

  /** When the calendar month of an instant is over, UTC. */
  public static Instant monthEnd(Instant now) {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return day.withDayOfMonth(1).plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
