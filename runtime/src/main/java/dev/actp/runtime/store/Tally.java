package dev.actp.runtime.store;

import dev.actp.runtime.registry.AuditCounts;
import dev.actp.runtime.registry.AuditFilter.Field;
import dev.actp.runtime.state.Micros;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decisions counted by hour. A count is kept for each set of the three columns, so that whatever is
 * asked for is read as it is and never summed over a column.
 */
final class Tally {
  /** The columns, in the order of a set's bits. */
  static final List<Field> COLUMNS = List.of(Field.OUTCOME, Field.AGENT, Field.ACTION);

  static final int CUTS = 1 << COLUMNS.size();
  private static final long MICROS_PER_HOUR = 3_600_000_000L;

  private final Map<Cell, Long> cells = new HashMap<>();

  /**
   * A count's place.
   *
   * @param cut the set of columns as bits; the others are empty
   */
  record Cell(int cut, long hour, List<String> values) {}

  /** The hour since 1970 that an instant lies in. */
  static long hour(long micros) {
    return Math.floorDiv(micros, MICROS_PER_HOUR);
  }

  /** The set of columns that a question reads. */
  static int cut(AuditCounts.Question question) {
    int cut = bit(question.group());
    for (Field field : question.filter().fields().keySet()) {
      cut |= field == Field.KIND ? 0 : bit(field);
    }
    return cut;
  }

  private static int bit(Field field) {
    int place = COLUMNS.indexOf(field);
    if (place < 0) {
      throw new IllegalArgumentException("nothing is counted by " + field);
    }
    return 1 << place;
  }

  /** Counts a decision. */
  void add(long micros, String outcome, String agent, String action) {
    List<String> values = List.of(outcome, agent, action);
    for (int cut = 1; cut < CUTS; cut++) {
      String[] kept = new String[COLUMNS.size()];
      for (int i = 0; i < kept.length; i++) {
        kept[i] = (cut & (1 << i)) == 0 ? "" : values.get(i);
      }
      cells.merge(new Cell(cut, hour(micros), List.of(kept)), 1L, Long::sum);
    }
  }

  /** All counts. */
  Set<Map.Entry<Cell, Long>> cells() {
    return cells.entrySet();
  }

  /** Adds to an answer what of it a question asks for. */
  void answer(AuditCounts.Question question, Buckets into) {
    int cut = cut(question);
    cells.forEach(
        (cell, n) -> {
          if (cell.cut() == cut) {
            into.add(cell.hour(), cell.values(), n);
          }
        });
  }

  /** An answer as it comes together. */
  static final class Buckets {
    private final AuditCounts.Question question;
    private final long from;
    private final long to;
    private final TreeMap<Long, TreeMap<String, Long>> counts = new TreeMap<>();

    Buckets(AuditCounts.Question question) {
      this.question = question;
      Instant first = question.filter().from();
      Instant behind = question.filter().to();
      from = first == null ? Long.MIN_VALUE : hour(Micros.of(first));
      to = behind == null ? Long.MAX_VALUE : hour(Micros.ofOrMax(behind) - 1);
    }

    /** The first hour. */
    long from() {
      return from;
    }

    /** The last hour. */
    long to() {
      return to;
    }

    /** Takes in a count of an hour, if it is asked for. */
    void add(long hour, List<String> values, long n) {
      boolean wanted = hour >= from && hour <= to;
      for (int i = 0; i < values.size(); i++) {
        String only = question.filter().fields().get(COLUMNS.get(i));
        wanted &= only == null || only.equals(values.get(i));
      }
      if (wanted) {
        int length = question.span().hours();
        counts
            .computeIfAbsent(Math.floorDiv(hour, length) * length, none -> new TreeMap<>())
            .merge(values.get(COLUMNS.indexOf(question.group())), n, Long::sum);
      }
    }

    AuditCounts counts(long behind) {
      return new AuditCounts(
          counts.entrySet().stream()
              .map(
                  one ->
                      new AuditCounts.Bucket(
                          Micros.at(one.getKey() * MICROS_PER_HOUR), one.getValue()))
              .toList(),
          behind);
    }
  }
}
