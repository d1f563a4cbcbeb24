package dev.actp.compiler.diff;

import dev.actp.runtime.policy.Breaker;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Quota;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sessions at the edges of what two versions remember: one use more than either allows, again when
 * the shorter window is over, in another session, by another agent, after a release, and before and
 * after what a history clause speaks of.
 */
final class Sessions {
  /** So many of the largest uses exhaust most budgets. */
  private static final int USES_OF_A_BUDGET = 25;

  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final Hunt hunt;
  private final Set<Integer> maxima = new LinkedHashSet<>();
  private final Set<Duration> lengths = new LinkedHashSet<>();
  private final Set<String> releases = new LinkedHashSet<>();
  private final Set<String> earlier = new LinkedHashSet<>();
  private boolean budgets;

  Sessions(Hunt hunt, List<Policy> versions, String action) {
    this.hunt = hunt;
    for (Policy version : versions) {
      version.capabilities().stream()
          .filter(capability -> capability.actions().contains(action))
          .map(Capability::clauses)
          .flatMap(List::stream)
          .forEach(this::learn);
      version.quotas().stream().map(Quota::clause).forEach(this::learn);
      learn(version.breaker());
    }
  }

  private void learn(Clause clause) {
    learn(clause.condition());
    clause.charges().stream().map(charge -> charge.counter()).forEach(this::learn);
  }

  private void learn(Counter counter) {
    switch (counter.window()) {
      case Window.Sliding(Duration length) -> lengths.add(length);
      case Window.Calendar calendar -> lengths.add(Duration.ofDays(1));
      case Window.Total total -> {}
    }
    if (counter.releasedBy() != null) {
      releases.add(counter.releasedBy());
    }
  }

  private void learn(@Nullable Breaker breaker) {
    if (breaker != null) {
      maxima.add(breaker.denials());
      lengths.add(breaker.suspends());
      lengths.add(breaker.within());
    }
  }

  private void learn(Expr condition) {
    switch (condition) {
      case Expr.Comparison(var operator, Expr.Arithmetic sum, Expr.Literal(Value maximum))
          when sum.left() instanceof Expr.Used ->
          limit(sum.right(), maximum);
      case Expr.Happened happened -> {
        earlier.add(happened.action());
        if (happened.within() != null) {
          lengths.add(happened.within());
        }
      }
      case Expr.Not(Expr operand) -> learn(operand);
      case Expr other -> {}
    }
  }

  private void limit(Expr amount, Value maximum) {
    boolean counts = amount instanceof Expr.Literal;
    budgets |= !counts;
    if (counts
        && maximum instanceof Value.Num(BigDecimal number)
        && number.compareTo(BigDecimal.valueOf(Duel.MOST_USES - 1L)) <= 0) {
      maxima.add(number.intValueExact());
    }
  }

  /** Plays them all with a request that at least one version grants. */
  void play(Trial base, Trial denied, List<Trial> others) {
    List<Duration> waits = lengths.stream().sorted().toList();
    Stream<Integer> counts = maxima.stream().sorted();
    List<Integer> uses = new ArrayList<>(counts.toList());
    if (budgets) {
      uses.add(USES_OF_A_BUDGET);
    }
    for (int times : uses) {
      hunt.consider(base.scene(), steps(base, base.use(times + 1)));
      for (Duration wait : waits) {
        around(base, times, new Step.Wait(wait), new Step.Wait(wait.minus(MOMENT)));
      }
      around(base, times, Step.Fresh.SESSION, new Step.As("another"));
      released(base, times, others);
      hunt.consider(base.scene(), List.of(denied.use(times), base.use(1)));
    }
    history(base, waits, others);
  }

  private void around(Trial base, int times, Step... between) {
    for (Step step : between) {
      hunt.consider(base.scene(), steps(base, base.use(times), step, base.use(1)));
    }
  }

  private void released(Trial base, int times, List<Trial> others) {
    for (Trial other : others) {
      if (releases.contains(other.action())) {
        Step release = other.with(Slot.RESOURCE, base.values().get(Slot.RESOURCE)).use(1);
        hunt.consider(base.scene(), steps(base, base.use(times), release, base.use(1)));
      }
    }
  }

  private void history(Trial base, List<Duration> waits, List<Trial> others) {
    hunt.consider(base.scene(), List.of(base.use(1)));
    for (Trial other : others) {
      if (earlier.contains(other.action())) {
        hunt.consider(base.scene(), steps(base, other.use(1), base.use(1)));
        for (Duration wait : waits) {
          hunt.consider(base.scene(), steps(base, other.use(1), new Step.Wait(wait), base.use(1)));
        }
      }
    }
  }

  private static List<Step> steps(Trial base, Step... behind) {
    List<Step> steps = new ArrayList<>(base.prelude());
    steps.addAll(List.of(behind));
    return steps;
  }
}
