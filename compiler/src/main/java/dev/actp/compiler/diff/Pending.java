package dev.actp.compiler.diff;

import dev.actp.compiler.diff.Pairing.Pair;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Canonical;
import dev.actp.runtime.policy.Source;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change for which witnesses are sought. For one thread. */
final class Pending {
  private final String policy;
  private final Pair pair;
  private final boolean revoked;
  private final Map<Direction, Witness> found = new EnumMap<>(Direction.class);
  private final Map<Direction, Integer> clarity = new EnumMap<>(Direction.class);

  /**
   * One.
   *
   * @param revoked whether its policy is gone: a token that names it is good for nothing any more
   */
  Pending(String policy, Pair pair, boolean revoked) {
    this.policy = policy;
    this.pair = pair;
    this.revoked = revoked;
  }

  Part part() {
    return pair.any();
  }

  /** Whether nothing shows it yet. */
  boolean open() {
    return found.isEmpty();
  }

  /** Takes a witness, unless a clearer one shows the same way. */
  void offer(Witness witness, int reasons) {
    Integer known = clarity.get(witness.direction());
    if (known == null || reasons < known) {
      clarity.put(witness.direction(), reasons);
      found.put(witness.direction(), witness);
    }
  }

  /**
   * Whether the difference between two answers comes of it: what grants less names it as a reason.
   */
  boolean explains(Answer before, Answer after, Direction direction) {
    String topic = part().topic();
    if (topic.equals("capability")) {
      return switch (direction) {
        case WIDENED -> covers(after) && leavesOut(before);
        case NARROWED -> covers(before) && leavesOut(after);
        case ALTERED -> covers(before) != covers(after);
      };
    }
    boolean named =
        switch (direction) {
          case WIDENED -> names(pair.before(), before);
          case NARROWED -> names(pair.after(), after);
          case ALTERED -> names(pair.before(), before) || names(pair.after(), after);
        };
    if (named) {
      return true;
    }
    return switch (topic) {
      case "clause OBLIGATION" ->
          before.exercised(policy, part().owner()) && after.exercised(policy, part().owner());
      case "breaker" -> either(Reason.Code.AGENT_SUSPENDED, before, after);
      case "mode" -> before.decision().monitored() != null || after.decision().monitored() != null;
      default ->
          topic.startsWith("action ") && either(Reason.Code.ATTRIBUTES_UNDECLARED, before, after);
    };
  }

  private boolean covers(Answer answer) {
    return answer.exercised(policy, part().owner());
  }

  /** Whether the capability was not even looked at. */
  private boolean leavesOut(Answer answer) {
    return answer.decision().reasons().stream()
        .allMatch(
            reason ->
                reason.code() == Reason.Code.CAPABILITY_NOT_GRANTED
                    || (!reason.capability().isEmpty()
                        && !reason.capability().equals(part().owner())));
  }

  private boolean names(@Nullable Part part, Answer answer) {
    return part != null
        && part.source().line() > 0
        && answer.names(policy, part.owner(), part.source());
  }

  private static boolean either(Reason.Code code, Answer before, Answer after) {
    return before.saysCode(code) || after.saysCode(code);
  }

  Change change(List<Source> alsoRestart) {
    Source before = pair.before() == null ? null : pair.before().source();
    Source after = pair.after() == null ? null : pair.after().source();
    return new Change(
        policy,
        part().owner(),
        before,
        after,
        claimed(),
        List.copyOf(found.values()),
        restarts() ? List.of(part().source()) : alsoRestart);
  }

  private Direction claimed() {
    Part before = pair.before();
    Part after = pair.after();
    if (before == null) {
      return part().added();
    }
    if (after == null) {
      return revoked ? Direction.NARROWED : before.added().reversed();
    }
    return before.size() == after.size()
        ? Direction.ALTERED
        : before.size() < after.size() ? Direction.WIDENED : Direction.NARROWED;
  }

  /** A counter is known by what it counts: what counts something else starts at zero. */
  private boolean restarts() {
    Part before = pair.before();
    Part after = pair.after();
    return before != null
        && after != null
        && !before.counters().isEmpty()
        && !after.counters().isEmpty()
        && !before.counters().stream()
            .map(Canonical::text)
            .toList()
            .containsAll(after.counters().stream().map(Canonical::text).toList());
  }
}
