package dev.actp.compiler.diff;

import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a request that a version grants by a capability: from the first values of all slots, one
 * slot after another takes the value under which the fewest clauses fail.
 */
final class Bases {
  private static final int ROUNDS = 3;
  private static final int GOOD = 1;
  private static final int MOST_PAIRS = 3_000;
  private static final int ONE_CLAUSE = 10;
  private static final int ANOTHER_REASON = 5_000;

  private final Duel duel;
  private final Policy policy;

  Bases(Duel duel, Policy policy) {
    this.duel = duel;
    this.policy = policy;
  }

  /** The best request found; it need not be granted. */
  Trial find(Capability capability, Pools pools) {
    Climb climb = new Climb(capability, pools);
    for (int round = 0; round < ROUNDS && climb.score > GOOD; round++) {
      int before = climb.score;
      climb.each();
      if (climb.score == before) {
        climb.both();
      }
    }
    return climb.best;
  }

  /** The same with amounts as small as they may be, so that it can be done often. */
  Trial lighter(Trial base, Capability capability, Pools pools) {
    return weighed(base, capability, pools, Bases::bySize);
  }

  /** The same with amounts as large as they may be, so that budgets are soon used up. */
  Trial heavier(Trial base, Capability capability, Pools pools) {
    return weighed(
        base, capability, pools, ((Comparator<@Nullable Value>) Bases::bySize).reversed());
  }

  private Trial weighed(
      Trial base, Capability capability, Pools pools, Comparator<@Nullable Value> order) {
    Trial best = base;
    int bound = Math.max(GOOD, score(base, capability));
    for (Slot slot : pools.slots()) {
      if (isAmount(base.values().get(slot))) {
        for (@Nullable Value amount : pools.choices(slot)) {
          Trial next = best.with(slot, amount);
          if (isAmount(amount)
              && order.compare(amount, best.values().get(slot)) < 0
              && score(next, capability) <= bound) {
            best = next;
          }
        }
      }
    }
    return best;
  }

  private static boolean isAmount(@Nullable Value value) {
    return value != null && size(value).signum() > 0;
  }

  private static int bySize(@Nullable Value one, @Nullable Value other) {
    return size(one).compareTo(size(other));
  }

  private static BigDecimal size(@Nullable Value value) {
    return switch (value) {
      case Value.Num(BigDecimal number) -> number;
      case Value.Money(BigDecimal amount, String currency) -> amount;
      case null -> BigDecimal.ZERO;
      case Value other -> BigDecimal.ZERO;
    };
  }

  /** One slot at a time, or two where no single one helps. */
  private final class Climb {
    private final Capability capability;
    private final Pools pools;
    private Trial best;
    private int score;
    private int left = MOST_PAIRS;

    Climb(Capability capability, Pools pools) {
      this.capability = capability;
      this.pools = pools;
      Trial first = pools.first();
      this.best = first.after(prelude(capability, first));
      this.score = score(best, capability);
    }

    void each() {
      for (Slot slot : pools.slots()) {
        for (@Nullable Value value : pools.choices(slot)) {
          attempt(best.with(slot, value));
        }
      }
    }

    void both() {
      List<Slot> slots = pools.slots();
      for (int one = 0; one < slots.size(); one++) {
        for (int two = one + 1; two < slots.size(); two++) {
          for (@Nullable Value value : pools.choices(slots.get(one))) {
            for (@Nullable Value other : pools.choices(slots.get(two))) {
              if (left-- > 0) {
                attempt(best.with(slots.get(one), value).with(slots.get(two), other));
              }
            }
          }
        }
      }
    }

    private void attempt(Trial next) {
      if (score > GOOD) {
        Trial prepared = next.after(prelude(capability, next));
        int reached = score(prepared, capability);
        if (reached < score) {
          best = prepared;
          score = reached;
        }
      }
    }
  }

  /** How far a request is from being granted by a capability: 0 if it is, 1 if people are asked. */
  private int score(Trial trial, Capability capability) {
    List<Step> steps = new ArrayList<>(trial.prelude());
    steps.add(trial.use(1));
    Answer answer = duel.play(trial.scene(), steps).getLast();
    if (answer.exercised(policy.name(), capability.name())) {
      return answer.saysCode(Reason.Code.APPROVAL_NEEDED) ? GOOD : 0;
    }
    long failing =
        answer.decision().reasons().stream()
            .filter(reason -> reason.capability().equals(capability.name()))
            .mapToLong(
                reason -> reason.code() == Reason.Code.ATTRIBUTES_UNDECLARED ? 100 : ONE_CLAUSE)
            .sum();
    return failing == 0 ? ANOTHER_REASON : (int) failing + GOOD;
  }

  /** What a capability wants done before: the actions behind {@code after}, one step deep. */
  private List<Step> prelude(Capability capability, Trial trial) {
    List<Step> steps = new ArrayList<>();
    for (Clause clause : capability.clauses()) {
      if (clause.condition() instanceof Expr.Happened happened) {
        steps.add(earlier(happened, trial));
      }
    }
    return steps;
  }

  /** An earlier use, with the attributes that it shares with the later one. */
  private Step earlier(Expr.Happened happened, Trial trial) {
    Pools pools = Pools.of(happened.action(), List.of(policy));
    Trial first = pools.first();
    for (String name : happened.with()) {
      first = first.with(Slot.attribute(name), trial.values().get(Slot.attribute(name)));
    }
    Pattern on = happened.on();
    if (on != null) {
      first = first.with(Slot.RESOURCE, new Instances(slot -> "x").of(on).getFirst());
    }
    return first.use(1);
  }
}
