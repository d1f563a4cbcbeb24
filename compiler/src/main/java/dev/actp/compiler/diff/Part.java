package dev.actp.compiler.diff;

import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Source;
import java.util.List;

/**
 * A part of a policy that can change by itself.
 *
 * @param owner the capability that it is part of, or empty
 * @param topic parts of one topic are one another's older and newer forms: a kind, and what it is
 *     of
 * @param meaning its canonical text: equal for parts that mean the same
 * @param standing whether it permits, restricts, or neither
 * @param size what a setting is worth, where more of it permits more; else 0
 * @param counters what it counts
 */
record Part(
    String owner,
    String topic,
    String meaning,
    Source source,
    Standing standing,
    long size,
    List<Counter> counters) {

  /** What there being such a part does. */
  enum Standing {
    PERMITS,
    RESTRICTS,
    NEITHER
  }

  Direction added() {
    return switch (standing) {
      case PERMITS -> Direction.WIDENED;
      case RESTRICTS -> Direction.NARROWED;
      case NEITHER -> Direction.ALTERED;
    };
  }
}
