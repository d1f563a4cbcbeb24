package dev.actp.runtime.registry;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * How many decisions there were over time.
 *
 * @param buckets those that hold any, oldest first
 * @param behind how many of the latest records are not counted yet
 */
public record AuditCounts(List<Bucket> buckets, long behind) {
  public AuditCounts {
    buckets = List.copyOf(buckets);
  }

  /**
   * An hour or a day, in UTC.
   *
   * @param start its first instant
   * @param counts how many, by what they are grouped by
   */
  public record Bucket(Instant start, SortedMap<String, Long> counts) {}

  /** How long a bucket is. */
  public enum Span {
    HOUR(1),
    DAY(24);

    private final int hours;

    Span(int hours) {
      this.hours = hours;
    }

    /** Its length in hours. */
    public int hours() {
      return hours;
    }
  }

  /**
   * What is counted.
   *
   * @param group {@code OUTCOME}, {@code AGENT} or {@code ACTION}
   * @param filter counts those alone; of its fields the three of {@code group} may be used, no
   *     text, and both ends are given: they count from the full hour that they lie in
   */
  public record Question(Span span, AuditFilter.Field group, AuditFilter filter) {}
}
