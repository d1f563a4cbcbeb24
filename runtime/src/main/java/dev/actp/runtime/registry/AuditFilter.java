package dev.actp.runtime.registry;

import dev.actp.runtime.decision.Outcome;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which records: those for which everything holds that is named.
 *
 * @param fields what has to be in a record, exactly as it is there
 * @param from the first instant, or null
 * @param to the instant after the last, or null
 * @param text words that all occur in a record, in any order, capitals or not: runs of letters and
 *     digits in its names, resource, reasons and details; null for any
 */
public record AuditFilter(
    SortedMap<Field, String> fields,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String text) {
  public static final AuditFilter ALL =
      new AuditFilter(Collections.emptySortedMap(), null, null, null);
  public static final AuditFilter DECISIONS = ALL.with(Field.KIND, "decision");

  /** What records are found by. */
  public enum Field {
    /** {@code decision} or {@code act}. */
    KIND,
    /** The outcome of a decision, as in the record: {@code allow}. */
    OUTCOME,
    AGENT,
    /** The action of a decision, or the name of an act. */
    ACTION,
    /** A capability that was exercised, or that a reason names. */
    CAPABILITY,
    /** The token that was presented, or one that it descends from. */
    TOKEN,
    RESOURCE,
    /** The id of a policy of the token, or of one that a reason names. */
    POLICY,
    /** {@code true} where a policy in monitor mode took part. */
    MONITORED
  }

  public AuditFilter {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** The same, and this too. */
  public AuditFilter with(Field field, String value) {
    SortedMap<Field, String> more = new TreeMap<>(fields);
    more.put(field, value);
    return new AuditFilter(more, from, to, text);
  }

  /** The same, of decisions with an outcome. */
  public AuditFilter with(Outcome outcome) {
    return with(Field.OUTCOME, outcome.name().toLowerCase(Locale.ROOT));
  }

  /** The same of a span of time; null leaves an end open. */
  public AuditFilter between(@Nullable Instant first, @Nullable Instant behind) {
    return new AuditFilter(fields, first, behind, text);
  }

  /** The same with words. */
  public AuditFilter saying(@Nullable String words) {
    return new AuditFilter(fields, from, to, words);
  }
}
