package dev.actp.runtime.state;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.Suspension;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the effects of decisions into changes of the state: first whether all of them fit, then all
 * of them.
 */
final class Settling {
  private static final Value ONE = Value.Num.of(1);

  private final Bounds bounds;
  private final Volatile parts;
  private final Approvals approvals;
  private final Standing standing;

  Settling(Bounds bounds, Volatile parts, Approvals approvals, Standing standing) {
    this.bounds = bounds;
    this.parts = parts;
    this.approvals = approvals;
    this.standing = standing;
  }

  Settlement settle(Use use, List<Effect> effects) {
    if (effects.isEmpty()) {
      return Settlement.NOTHING;
    }
    Reason.Code refused = refusal(use, effects);
    if (refused != null) {
      return Settlement.refused(refused);
    }
    startSession(use, effects);
    List<Approval> asked = new ArrayList<>(1);
    List<Approval> changed = new ArrayList<>(1);
    List<Suspension> suspended = new ArrayList<>(1);
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Consume consume -> parts.make(new Change.Consumed(charge(use, consume)));
        case Effect.Remember remember -> remember(use, remember);
        case Effect.OpenApproval open -> open(use, open, asked, changed);
        case Effect.UseApproval used -> useUp(used, changed);
        case Effect.CountDenial denial -> countDenial(use, denial, suspended);
        case Effect.Suspend(String agent) -> suspend(new Suspension(agent, Instant.MAX), suspended);
      }
    }
    return new Settlement(null, asked, changed, suspended);
  }

  private Reason.@Nullable Code refusal(Use use, List<Effect> effects) {
    long now = Micros.of(use.at());
    int counters = 0;
    int opening = 0;
    Map<String, Integer> openingByGroup = new HashMap<>();
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Consume(CounterKey key, Value amount) -> {
          if (!countable(parts.used(key, now), amount)) {
            return Reason.Code.CLAUSE_ERROR;
          }
          counters += parts.has(key) ? 0 : 1;
        }
        case Effect.Remember remember -> {
          if (!parts.roomForSession(remember.session(), now)) {
            return Reason.Code.STORE_UNAVAILABLE;
          }
        }
        case Effect.OpenApproval open -> {
          if (approvals.find(open.key(), use.at()).isEmpty()) {
            opening++;
            openingByGroup.merge(open.group(), 1, Integer::sum);
          }
        }
        case Effect.UseApproval(String approval) -> {
          if (!given(approval, use.at())) {
            return Reason.Code.APPROVAL_NEEDED;
          }
        }
        case Effect.CountDenial ignored -> {}
        case Effect.Suspend ignored -> {}
      }
    }
    if (counters > 0 && !parts.roomForCounters(counters, now)) {
      return Reason.Code.STORE_UNAVAILABLE;
    }
    return opening > 0 && approvalsFull(use, opening, openingByGroup)
        ? Reason.Code.APPROVALS_FULL
        : null;
  }

  private boolean approvalsFull(Use use, int opening, Map<String, Integer> openingByGroup) {
    String agent = use.token().leaf().agent();
    return approvals.pendingOfAgent(agent, use.at()) + opening > bounds.approvalsPerAgent()
        || openingByGroup.entrySet().stream()
            .anyMatch(
                group ->
                    approvals.pendingOfGroup(group.getKey(), use.at()) + group.getValue()
                        > bounds.approvalsPerGroup());
  }

  private static boolean countable(Value used, Value amount) {
    if (amount instanceof Value.Num number) {
      return number.value().signum() >= 0 && used instanceof Value.Num;
    }
    return amount instanceof Value.Money(BigDecimal number, String currency)
        && number.signum() >= 0
        && (used.equals(Value.Num.ZERO)
            || (used instanceof Value.Money other && other.currency().equals(currency)));
  }

  private boolean given(String approval, Instant now) {
    return approvals
        .find(approval)
        .filter(one -> one.state() == Approval.State.GIVEN && !one.over(now))
        .isPresent();
  }

  private Tally.Charged charge(Use use, Effect.Consume consume) {
    return new Tally.Charged(
        parts.kept(consume.counter()),
        consume.amount(),
        Micros.of(use.at()),
        use.number(),
        parts.ends(use.token().session(), Micros.ofOrMax(use.token().links().getFirst().expires())),
        use.token().session(),
        use.request().resource());
  }

  /** Before anything is charged to it: charging may forget what is of sessions that are over. */
  private void startSession(Use use, List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Remember remember) {
        long ends = Micros.ofOrMax(use.token().links().get(0).expires());
        parts.lasts(remember.session(), ends, Micros.of(use.at()));
      }
    }
  }

  private void remember(Use use, Effect.Remember remember) {
    long at = Micros.of(use.at());
    PastUse past =
        new PastUse(
            use.number(), at, remember.resource(), parts.digestsOf(remember.attributes()), false);
    parts.make(new Change.Remembered(remember.session(), remember.action(), past));
  }

  private void open(
      Use use, Effect.OpenApproval open, List<Approval> asked, List<Approval> changed) {
    Optional<Approval> pending = approvals.find(open.key(), use.at());
    Approval approval = pending.orElseGet(() -> Asking.approval(use, open, asked.size()));
    asked.add(approval);
    if (pending.isEmpty()) {
      changed.add(approval);
      approvals.put(approval);
    }
  }

  private void useUp(Effect.UseApproval used, List<Approval> changed) {
    Approval given = approvals.find(used.approval()).orElseThrow();
    Approval now = given.moved(Approval.State.USED, given.expires(), given.votes());
    approvals.put(now);
    changed.add(now);
  }

  /** Denials of an agent that was suspended before this one do not count. */
  private void countDenial(Use use, Effect.CountDenial denial, List<Suspension> suspended) {
    long now = Micros.of(use.at());
    CounterKey key = denials(denial);
    boolean byThis = suspended.stream().anyMatch(one -> one.agent().equals(denial.agent()));
    if ((!byThis && standing.suspension(denial.agent(), use.at()) != null)
        || (!parts.has(key) && !parts.roomForCounters(1, now))) {
      return;
    }
    parts.make(new Change.Consumed(charge(use, new Effect.Consume(key, ONE))));
    if (parts.used(key, now) instanceof Value.Num(BigDecimal count)
        && count.intValueExact() >= denial.denials()) {
      parts.make(new Change.Cleared(parts.kept(key)));
      suspend(new Suspension(denial.agent(), until(use.at(), denial.suspends())), suspended);
    }
  }

  /** Breaker windows live among the counters: no clause counts uses and has a measure. */
  private static CounterKey denials(Effect.CountDenial denial) {
    Counter counter =
        new Counter(
            denial.policy(),
            "",
            Counter.Kind.COUNT,
            new Window.Sliding(denial.within()),
            "denials",
            null,
            List.of(Counter.Key.Of.AGENT));
    return new CounterKey(counter, List.of(denial.agent()));
  }

  private void suspend(Suspension suspension, List<Suspension> suspended) {
    if (standing.suspend(suspension)) {
      suspended.removeIf(one -> one.agent().equals(suspension.agent()));
      suspended.add(suspension);
    }
  }

  static Instant until(Instant from, Duration length) {
    Instant bound = Instant.MAX.minusSeconds(1);
    return length.compareTo(Duration.between(from, bound)) >= 0 ? bound : from.plus(length);
  }

  Report report(Use use, List<Effect> effects, boolean succeeded, Instant now) {
    if (!now.isBefore(use.at().plus(State.REPORTABLE))) {
      return Report.TOO_LATE;
    }
    if (parts.reported(use.number())) {
      return Report.REPORTED_BEFORE;
    }
    parts.make(new Change.Reported(use.number(), Micros.of(now)));
    if (succeeded) {
      succeeded(use);
    } else {
      giveBack(use, effects);
    }
    return Report.ACCEPTED;
  }

  private void succeeded(Use use) {
    String session = use.token().session();
    String action = use.request().action();
    parts.make(new Change.Succeeded(session, action, use.number()));
    for (Tally.Charged unit : parts.releasable(action, session, use.request().resource())) {
      parts.make(new Change.GivenBack(unit));
    }
  }

  private void giveBack(Use use, List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Consume consume && Charges.returnable(consume.counter())) {
        parts.make(new Change.GivenBack(charge(use, consume)));
      }
    }
  }
}
