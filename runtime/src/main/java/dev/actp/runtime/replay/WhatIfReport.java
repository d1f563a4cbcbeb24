package dev.actp.runtime.replay;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.ledger.RecordedDecision;
import dev.actp.runtime.ledger.RecordedOutcome;
import dev.actp.runtime.registry.LedgerRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What other policies would have done to the decisions of a span: each that would be another one,
 * grouped by what decides, agent and resource.
 *
 * @param decisions how many were looked at
 * @param untouched how many the other policies have nothing to do with
 * @param unknown how many nobody can say anything about, by why
 * @param ways how many would be another one, by which way they go
 * @param estimated how many of these rest on a reading that nobody took then
 * @param groups the most frequent first
 * @param more decisions that are in none of the groups, of which there are {@value #MOST_GROUPS} at
 *     most
 */
public record WhatIfReport(
    long decisions,
    long untouched,
    Map<WhatIf.Trial.Unknown, Long> unknown,
    Map<Flip.Way, Long> ways,
    long estimated,
    List<Group> groups,
    long more) {
  /** How many groups a report has at most. */
  public static final int MOST_GROUPS = 10_000;

  /**
   * Decisions that would be another one in the same way.
   *
   * @param code the stable code of what decides, {@code clause} its text
   * @param estimated how many rest on a reading that nobody took then
   * @param example the first one's record, such as {@code aud_12}
   */
  public record Group(
      Flip.Way way,
      Outcome was,
      Outcome would,
      Reason.Code code,
      String policy,
      String capability,
      String clause,
      String agent,
      String resource,
      long count,
      long estimated,
      String example) {}

  public WhatIfReport {
    unknown = Map.copyOf(unknown);
    ways = Map.copyOf(ways);
    groups = List.copyOf(groups);
  }

  /** How many would be another one that way. */
  public long count(Flip.Way way) {
    return ways.getOrDefault(way, 0L);
  }

  /** How many nobody can say anything about. */
  public long unknowns() {
    return unknown.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Tries other policies out.
   *
   * @param rows in their order, from the beginning of the span
   * @param wanted which decisions are reported; all take part
   */
  public static WhatIfReport of(
      Iterable<LedgerRow> rows, WhatIf whatIf, Predicate<RecordedDecision> wanted) {
    Collector collector = new Collector();
    rows.forEach(row -> collector.take(row, whatIf, wanted));
    return collector.report();
  }

  private record Name(
      Flip.Way way,
      Outcome was,
      Outcome would,
      Reason.Code code,
      String policy,
      String capability,
      String clause,
      String agent,
      String resource) {}

  private static final class Counted {
    private final String example;
    private long count;
    private long estimated;

    Counted(String example) {
      this.example = example;
    }
  }

  private static final class Collector {
    private final Map<WhatIf.Trial.Unknown, Long> unknown =
        new EnumMap<>(WhatIf.Trial.Unknown.class);
    private final Map<Flip.Way, Long> ways = new EnumMap<>(Flip.Way.class);
    private final Map<Name, Counted> groups = new LinkedHashMap<>();
    private long decisions;
    private long untouched;
    private long estimated;
    private long more;

    void take(LedgerRow row, WhatIf whatIf, Predicate<RecordedDecision> wanted) {
      RecordedDecision decision = RecordedDecision.of(row.leaf(), row.beside()).orElse(null);
      if (decision == null) {
        RecordedOutcome.of(row.leaf()).ifPresent(whatIf::outcome);
        return;
      }
      WhatIf.Trial trial = whatIf.trial(decision);
      if (!wanted.test(decision)) {
        return;
      }
      decisions++;
      switch (trial) {
        case WhatIf.Trial.Untouched ignored -> untouched++;
        case WhatIf.Trial.Same ignored -> {}
        case WhatIf.Trial.Unknown why -> unknown.merge(why, 1L, Long::sum);
        case WhatIf.Trial.Otherwise(Flip flip) -> add(flip);
      }
    }

    private void add(Flip flip) {
      ways.merge(flip.way(), 1L, Long::sum);
      estimated += flip.estimated() ? 1 : 0;
      Reason reason = flip.reason();
      Name name =
          new Name(
              flip.way(),
              flip.was(),
              flip.would().outcome(),
              reason.code(),
              flip.policy(),
              reason.capability(),
              reason.clause().text(),
              flip.recorded().token().leaf().agent(),
              flip.recorded().request().resource());
      Counted group = groups.get(name);
      if (group == null) {
        if (groups.size() == MOST_GROUPS) {
          more++;
          return;
        }
        group = new Counted("aud_" + flip.recorded().index());
        groups.put(name, group);
      }
      group.count++;
      group.estimated += flip.estimated() ? 1 : 0;
    }

    WhatIfReport report() {
      List<Group> all = new ArrayList<>();
      groups.forEach((name, group) -> all.add(group(name, group)));
      all.sort(Comparator.comparingLong(Group::count).reversed());
      return new WhatIfReport(decisions, untouched, unknown, ways, estimated, all, more);
    }

    private static Group group(Name name, Counted group) {
      return new Group(
          name.way,
          name.was,
          name.would,
          name.code,
          name.policy,
          name.capability,
          name.clause,
          name.agent,
          name.resource,
          group.count,
          group.estimated,
          group.example);
    }
  }
}
