package dev.actp.runtime.replay;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.reference.ReferenceDecider;
import dev.actp.runtime.ledger.RecordedDecision;
import dev.actp.runtime.ledger.RecordedOutcome;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.state.Bounds;
import dev.actp.runtime.state.State;
import dev.actp.runtime.state.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What recorded decisions would have been under other policies. The records have to be given in
 * their order, from the beginning of the span: counters and histories that nobody kept then are
 * kept along the way. For one thread.
 */
public final class WhatIf {
  /** Uses whose outcome may still be reported. */
  private static final int MOST_USES = 50_000;

  private static final Reason NO_REASON =
      new Reason(Reason.Code.CAPABILITY_NOT_GRANTED, "", "", Source.NONE, null, "");

  private final PolicyArchive archive;
  private final Map<String, CompiledPolicy> changed = new TreeMap<>();
  private final ReferenceDecider decider = new ReferenceDecider();
  private final State state = State.inMemory(Bounds.DEFAULT);
  private final Map<Long, Done> uses =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Done> eldest) {
          return size() > MOST_USES;
        }
      };

  private record Done(Use use, List<Effect> effects) {}

  /**
   * A trial of other policies over the decisions of one tenant.
   *
   * @param versions all versions of its policies
   * @param loader compiles one of them from its sources
   * @param changed the other policies, which stand in the place of those of their names; a
   *     guardrail of a new name is in force beside the others
   */
  public WhatIf(
      List<PolicyVersion> versions,
      Function<PolicyVersion, CompiledPolicy> loader,
      List<CompiledPolicy> changed) {
    archive = new PolicyArchive(versions, loader);
    changed.forEach(one -> this.changed.put(one.policy().name(), one));
  }

  /** What a trial of one decision comes to. */
  public sealed interface Trial {
    /** The policies that are tried out have nothing to do with it. */
    enum Untouched implements Trial {
      UNTOUCHED
    }

    /** It stays as it is. */
    enum Same implements Trial {
      SAME
    }

    /** It would be another one. */
    record Otherwise(Flip flip) implements Trial {}

    /** Nobody can say. */
    enum Unknown implements Trial {
      /** Values were erased. */
      ERASED,
      /** The other policies ask about redacted values what nobody asked then. */
      REDACTED,
      /** The record does not hold all that a decision is made of. */
      OLDER,
      /** The service denied by itself. */
      BY_SERVICE
    }
  }

  /** Tries out the next decision. */
  public Trial trial(RecordedDecision recorded) {
    if (recorded.version() < RecordedDecision.COMPLETE) {
      return Trial.Unknown.OLDER;
    }
    if (recorded.erased()) {
      return Trial.Unknown.ERASED;
    }
    if (recorded.byService()) {
      return Trial.Unknown.BY_SERVICE;
    }
    CompiledPolicies then = archive.of(recorded).policies();
    CompiledPolicies now = now(recorded, then);
    if (now.equals(then)) {
      remember(recorded, recorded.decision());
      return Trial.Untouched.UNTOUCHED;
    }
    WhatIfFacts facts = new WhatIfFacts(recorded.facts(), state);
    Decision would = decider.decide(now, recorded.request(), recorded.token(), facts);
    if (facts.unknown()) {
      remember(recorded, recorded.decision());
      return Trial.Unknown.REDACTED;
    }
    remember(recorded, would);
    return compare(recorded, would, facts.estimated());
  }

  /** Takes how an allowed use went. */
  public void outcome(RecordedOutcome outcome) {
    Done done = uses.remove(outcome.use());
    if (done != null) {
      state.report(done.use(), done.effects(), outcome.succeeded(), outcome.at());
    }
  }

  private CompiledPolicies now(RecordedDecision recorded, CompiledPolicies then) {
    Map<String, CompiledPolicy> byId = new HashMap<>();
    then.byId().forEach((id, policy) -> byId.put(id, inPlaceOf(policy)));
    List<CompiledPolicy> guardrails = new ArrayList<>();
    then.guardrails().forEach(one -> guardrails.add(inPlaceOf(one)));
    changed.values().stream()
        .filter(one -> one.policy().kind() == Policy.Kind.GUARDRAIL)
        .filter(one -> !recorded.guardrails().containsKey(one.policy().name()))
        .forEach(guardrails::add);
    return new CompiledPolicies(Map.copyOf(byId), guardrails);
  }

  private CompiledPolicy inPlaceOf(CompiledPolicy policy) {
    CompiledPolicy other = changed.get(policy.policy().name());
    return other == null || other.policy().kind() != policy.policy().kind() ? policy : other;
  }

  /** Keeps what nobody kept then: what the other policies count, and what the session has done. */
  private void remember(RecordedDecision recorded, Decision would) {
    if (recorded.dryRun() || would.outcome() != Outcome.ALLOW) {
      return;
    }
    Effect remembered =
        new Effect.Remember(
            recorded.token().session(),
            recorded.request().action(),
            recorded.request().resource(),
            recorded.request().attributes());
    List<Effect> effects =
        Stream.concat(
                would.effects().stream().filter(effect -> effect instanceof Effect.Consume),
                Stream.of(remembered))
            .toList();
    Use use = new Use(recorded.index(), recorded.at(), recorded.request(), recorded.token());
    uses.put(recorded.index(), new Done(use, effects));
    state.settle(use, new Decision(Outcome.ALLOW, null, would.reasons(), List.of(), effects));
  }

  private Trial compare(RecordedDecision recorded, Decision would, boolean estimated) {
    Decision was = recorded.decision();
    int towards = place(would.outcome()) - place(was.outcome());
    boolean bound =
        was.outcome() != Outcome.DENY
            && (!was.obligations().equals(would.obligations()) || !asksTheSame(was, would));
    if (towards == 0 && !bound) {
      return Trial.Same.SAME;
    }
    Reason reason = first(would.outcome() == Outcome.ALLOW ? was : would);
    return new Trial.Otherwise(
        new Flip(
            recorded,
            would,
            towards == 0 ? Flip.Way.CHANGED : towards > 0 ? Flip.Way.WIDENED : Flip.Way.NARROWED,
            reason,
            archive.name(reason.policy()).orElse(reason.policy()),
            estimated));
  }

  private static boolean asksTheSame(Decision was, Decision would) {
    return was.outcome() != Outcome.NEEDS_APPROVAL || asked(was).equals(asked(would));
  }

  private static List<List<String>> asked(Decision decision) {
    return decision.reasons().stream()
        .map(one -> List.of(one.policy(), one.capability(), one.clause().text()))
        .toList();
  }

  private static int place(Outcome outcome) {
    return switch (outcome) {
      case DENY -> 0;
      case NEEDS_APPROVAL -> 1;
      case ALLOW -> 2;
    };
  }

  private static Reason first(Decision decision) {
    return decision.reasons().isEmpty() ? NO_REASON : decision.reasons().getFirst();
  }
}
