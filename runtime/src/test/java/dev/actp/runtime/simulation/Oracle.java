package dev.actp.runtime.simulation;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.service.Caller;
import dev.actp.runtime.service.Enforcement;
import dev.actp.runtime.simulation.Event.Decided;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has to come of a request, by the reference alone and over what happened before. */
record Oracle(Past past, Plan plan, Bounds bounds, Instant now) {
  private static final Duration LEEWAY = Duration.ofSeconds(30);
  private static final Duration REPEATABLE = Duration.ofMinutes(2);

  /** How many approvals may be pending. */
  record Bounds(int perAgent, int perGroup) {}

  /**
   * What has to come of it.
   *
   * @param earlier the decision that is given again, or null
   * @param events what happens; the first is the decision itself
   */
  record Verdict(
      Outcome outcome, Set<Reason.Code> codes, @Nullable Decided earlier, List<Event> events) {
    Verdict {
      events = List.copyOf(events);
    }
  }

  Verdict decide(Enforcement asked) {
    Decided earlier = repeated(asked);
    if (earlier != null) {
      return new Verdict(earlier.outcome(), earlier.codes(), earlier, List.of());
    }
    Optional<Reason.Code> defect = defect(asked.token());
    if (defect.isPresent()) {
      return denied(asked, Set.of(defect.get()), false);
    }
    if (asked.request().resource().startsWith("trap://")) {
      return trapped(asked);
    }
    if (asked.request().action().equals("wipe")) {
      return denied(asked, Set.of(Reason.Code.FORBIDDEN), true);
    }
    return granted(asked);
  }

  private @Nullable Decided repeated(Enforcement asked) {
    if (asked.requestId() == null || asked.dryRun() || asked.caller().kind() == Caller.Kind.TOKEN) {
      return null;
    }
    Decided earlier =
        past.last(
            Decided.class,
            one ->
                one.recorded()
                    && Objects.equals(one.enforcement().requestId(), asked.requestId())
                    && !one.enforcement().dryRun()
                    && one.enforcement().caller().equals(asked.caller())
                    && one.plan().means(plan)
                    && Requested.of(one.enforcement()).equals(Requested.of(asked)));
    boolean good =
        earlier != null
            && earlier.outcome() != Outcome.NEEDS_APPROVAL
            && now.isBefore(earlier.at().plus(REPEATABLE))
            && untouched(asked.token());
    return good ? earlier : null;
  }

  /**
   * Whether nothing at all of a token is taken back, and it may still be used; that it could not be
   * used yet does not end, and is no reason to decide anew.
   */
  private boolean untouched(VerifiedToken token) {
    return defect(token).filter(code -> code != Reason.Code.TOKEN_NOT_YET_VALID).isEmpty()
        && !past.revoked(new Revocation.OfPolicy(Plan.ID))
        && token.links().stream().allMatch(link -> past.capabilitiesRevoked(link.jti()).isEmpty());
  }

  /** Why a token is good for nothing. */
  Optional<Reason.Code> defect(VerifiedToken token) {
    for (VerifiedToken.Link link : token.links()) {
      Optional<Reason.Code> defect = defect(link);
      if (defect.isPresent()) {
        return defect;
      }
    }
    return Optional.empty();
  }

  private Optional<Reason.Code> defect(VerifiedToken.Link link) {
    if (now.plus(LEEWAY).isBefore(link.notBefore())) {
      return Optional.of(Reason.Code.TOKEN_NOT_YET_VALID);
    }
    if (!now.isBefore(link.expires())) {
      return Optional.of(Reason.Code.TOKEN_EXPIRED);
    }
    if (past.tokenRevoked(link)) {
      return Optional.of(Reason.Code.TOKEN_REVOKED);
    }
    Agent agent = past.agent(link.agent());
    if (agent == null) {
      return Optional.of(Reason.Code.AGENT_UNKNOWN);
    }
    if (agent.disabled() || past.suspended(agent.id(), now)) {
      return Optional.of(Reason.Code.AGENT_SUSPENDED);
    }
    return past.revoked(new Revocation.OfPolicy(Plan.ID))
        ? Optional.of(Reason.Code.POLICY_REVOKED)
        : Optional.empty();
  }

  private Verdict trapped(Enforcement asked) {
    Set<Reason.Code> codes = Set.of(Reason.Code.DECOY_TOUCHED);
    Verdict denied = denied(asked, codes, false);
    if (asked.dryRun()) {
      return denied;
    }
    String agent = asked.token().leaf().agent();
    Event suspended = new Event.Suspended(now, agent, Instant.MAX, false);
    return new Verdict(Outcome.DENY, codes, null, List.of(denied.events().getFirst(), suspended));
  }

  private Verdict granted(Enforcement asked) {
    List<Weighed> all = Weighed.all(this, asked);
    for (Weighed one : all) {
      if (one.codes().isEmpty() && !one.waits()) {
        return allowed(asked, one);
      }
    }
    if (all.stream().anyMatch(one -> one.codes().isEmpty())) {
      return waiting(asked);
    }
    Set<Reason.Code> codes = Weighed.codes(all);
    boolean counts = codes.stream().anyMatch(code -> !harmless(code));
    return denied(asked, codes, counts);
  }

  private static boolean harmless(Reason.Code code) {
    return code == Reason.Code.LIMIT_REACHED || code == Reason.Code.APPROVAL_REJECTED;
  }

  private Verdict allowed(Enforcement asked, Weighed granting) {
    Set<Reason.Code> codes = Set.of(Reason.Code.GRANTED);
    List<String> used =
        granting.approval() == null || asked.dryRun() ? List.of() : List.of(granting.approval());
    Decided decided =
        new Decided(
            now,
            past.next(),
            asked,
            plan,
            Outcome.ALLOW,
            codes,
            granting.charges(),
            List.of(),
            used,
            Set.of());
    return new Verdict(Outcome.ALLOW, codes, null, List.of(decided));
  }

  private Verdict waiting(Enforcement asked) {
    Optional<Asked> open = Asked.find(past, asked, plan, now);
    String agent = asked.token().leaf().agent();
    boolean full =
        open.isEmpty()
            && !asked.dryRun()
            && (Asked.pending(past, agent, now) >= bounds.perAgent()
                || Asked.pending(past, "", now) >= bounds.perGroup());
    if (full) {
      return denied(asked, Set.of(Reason.Code.APPROVALS_FULL), false);
    }
    Set<Reason.Code> codes = Set.of(Reason.Code.APPROVAL_NEEDED);
    String id = open.map(Asked::id).orElse("apr_" + past.next());
    List<Event> events = new ArrayList<>();
    List<String> ids = asked.dryRun() ? List.of() : List.of(id);
    events.add(decided(asked, Outcome.NEEDS_APPROVAL, codes, ids, Set.of()));
    if (open.isEmpty() && !asked.dryRun()) {
      events.add(new Event.Opened(now, id, asked, plan));
    }
    return new Verdict(Outcome.NEEDS_APPROVAL, codes, null, events);
  }

  private Verdict denied(Enforcement asked, Set<Reason.Code> codes, boolean counts) {
    Set<String> against =
        counts && !asked.dryRun()
            ? Set.copyOf(
                asked.token().links().stream().map(VerifiedToken.Link::agent).distinct().toList())
            : Set.of();
    Decided denial = decided(asked, Outcome.DENY, codes, List.of(), against);
    List<Event> events = new ArrayList<>();
    events.add(denial);
    asked.token().links().stream()
        .map(VerifiedToken.Link::agent)
        .distinct()
        .filter(against::contains)
        .filter(agent -> denials(agent) + 1 >= plan.denials())
        .map(agent -> new Event.Suspended(now, agent, now.plus(plan.suspends()), true))
        .forEach(events::add);
    return new Verdict(Outcome.DENY, codes, null, events);
  }

  /** The denials of an agent within the breaker's window, since it last broke. */
  private long denials(String agent) {
    Event.Suspended broke =
        past.last(Event.Suspended.class, one -> one.breaker() && one.agent().equals(agent));
    int from = broke == null ? 0 : past.events().lastIndexOf(broke);
    return past.events().subList(from, past.events().size()).stream()
        .filter(
            event ->
                event instanceof Decided one
                    && one.denialOf().contains(agent)
                    && now.isBefore(one.at().plus(plan.denialsWithin())))
        .count();
  }

  private Decided decided(
      Enforcement asked,
      Outcome outcome,
      Set<Reason.Code> codes,
      List<String> approvals,
      Set<String> denialOf) {
    return new Decided(
        now, past.next(), asked, plan, outcome, codes, Set.of(), approvals, List.of(), denialOf);
  }
}
