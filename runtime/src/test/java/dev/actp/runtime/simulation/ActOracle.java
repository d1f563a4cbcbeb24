package dev.actp.runtime.simulation;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has to come of an administrative act. */
record ActOracle(Past past, Oracle oracle, PlanBook plans) {
  private static final Duration REPORTABLE = Duration.ofMinutes(15);

  /** What comes of it. */
  enum Result {
    DONE,
    ALREADY,
    REFUSED
  }

  /**
   * What has to come of it.
   *
   * @param event what happens; null where it is so already
   */
  record Verdict(Result result, @Nullable Event event) {}

  private Verdict done(Event event) {
    return new Verdict(Result.DONE, event);
  }

  private Verdict refused() {
    return new Verdict(Result.REFUSED, new Event.Acted(oracle.now()));
  }

  private static Verdict already() {
    return new Verdict(Result.ALREADY, null);
  }

  private Instant now() {
    return oracle.now();
  }

  Verdict of(Act act) {
    return switch (act) {
      case Act.PutAgent(Agent agent) -> put(agent);
      case Act.ActivatePolicy activate -> activate(activate);
      case Act.RegisterToken(IssuedToken token) ->
          past.agent(token.agent()) == null || past.token(token.jti()) != null
              ? refused()
              : done(new Event.TokenIssued(now(), token));
      case Act.RenewToken(IssuedToken token) -> renew(token);
      case Act.Revoke(Revocation what) -> revoke(what);
      case Act.Reinstate(Revocation what) ->
          past.revoked(what) ? done(new Event.Reinstated(now(), what)) : already();
      case Act.Resume(String agent) -> resume(agent);
      case Act.Decide decide -> decide(decide);
      case Act.Cancel(String approval) -> cancel(approval);
      case Act.AddMember(String ignored, String person) ->
          past.memberSince(person) == null ? done(new Event.Joined(now(), person)) : already();
      case Act.RemoveMember(String ignored, String person) ->
          past.memberSince(person) == null ? already() : done(new Event.Left(now(), person));
      case Act.ConfirmClock ignored -> done(new Event.Acted(now()));
      case Act.Report(long index, Caller caller, Act.Outcome outcome) ->
          report(index, caller, outcome);
      case Act.CreateTenant ignored -> done(new Event.Acted(now()));
      case Act.SwapPolicies ignored -> throw new IllegalArgumentException();
      case Act.DisableTenant ignored -> throw new IllegalArgumentException();
      case Act.EnableTenant ignored -> throw new IllegalArgumentException();
      case Act.SetQuotas ignored -> throw new IllegalArgumentException();
      case Act.UseKeyElsewhere ignored -> throw new IllegalArgumentException();
      case Act.AddKey ignored -> throw new IllegalArgumentException();
      case Act.DelegateToken ignored -> throw new IllegalArgumentException();
      case Act.ChangeTokenKey ignored -> throw new IllegalArgumentException();
      case Act.RotateLedgerKey ignored -> throw new IllegalArgumentException();
      case Act.RecoverLedger ignored -> throw new IllegalArgumentException();
      case Act.RevokeKey ignored -> throw new IllegalArgumentException();
      case Act.RetirePolicy ignored -> throw new IllegalArgumentException();
      case Act.SetMailDomains ignored -> throw new IllegalArgumentException();
      case Act.BeginErasure ignored -> throw new IllegalArgumentException();
      case Act.EndErasure ignored -> throw new IllegalArgumentException();
      case Act.Erase ignored -> throw new IllegalArgumentException();
      case Act.Prune ignored -> throw new IllegalArgumentException();
      case Act.PutWebhook ignored -> throw new IllegalArgumentException();
      case Act.RemoveWebhook ignored -> throw new IllegalArgumentException();
      case Act.ExportRecords ignored -> throw new IllegalArgumentException();
    };
  }

  private Verdict put(Agent agent) {
    Agent known = past.agent(agent.id());
    Agent kept = agent.created(known == null ? now() : known.created());
    return kept.equals(known) ? already() : done(new Event.AgentPut(now(), kept));
  }

  private Verdict activate(Act.ActivatePolicy act) {
    Plan plan = plans.of(act.files());
    Plan current = past.plan();
    return current != null && current.number() == plan.number()
        ? already()
        : done(new Event.Activated(now(), plan));
  }

  private Verdict renew(IssuedToken renewed) {
    IssuedToken known = past.token(renewed.jti());
    if (known == null || oracle.defect(known.claims()).isPresent()) {
      return refused();
    }
    List<VerifiedToken.Link> links = known.claims().links();
    Instant end = renewed.claims().leaf().expires();
    boolean outlives = links.size() > 1 && end.isAfter(links.get(links.size() - 2).expires());
    return outlives || !end.isAfter(links.getLast().expires())
        ? refused()
        : done(new Event.TokenRenewed(now(), renewed));
  }

  private Verdict revoke(Revocation what) {
    if (what instanceof Revocation.OfAgent(String agent) && past.agent(agent) == null) {
      return refused();
    }
    return past.revoked(what) ? already() : done(new Event.Revoked(now(), what));
  }

  private Verdict resume(String agent) {
    if (past.agent(agent) == null) {
      return refused();
    }
    return past.suspended(agent, now()) ? done(new Event.Resumed(now(), agent)) : already();
  }

  private Verdict decide(Act.Decide act) {
    Asked asked = Asked.find(past, act.approval()).orElse(null);
    if (asked == null) {
      return refused();
    }
    Instant since = past.memberSince(act.person());
    boolean member = since != null && !since.isAfter(asked.opened().at());
    boolean spoken = asked.votes().stream().anyMatch(one -> one.person().equals(act.person()));
    return !member
            || spoken
            || concerned(asked).contains(act.person())
            || asked.state(now()) != Asked.State.PENDING
        ? refused()
        : done(new Event.Voted(now(), act.approval(), act.person(), act.yes()));
  }

  /** Who had a token of the chain issued, who acts by it, and who owns an agent of it. */
  private Set<String> concerned(Asked asked) {
    Set<String> people = new HashSet<>();
    for (VerifiedToken.Link link : asked.opened().enforcement().token().links()) {
      people.add(link.agent());
      Agent agent = past.agent(link.agent());
      if (agent != null && agent.owner() != null) {
        people.add(agent.owner());
      }
      IssuedToken token = past.token(link.jti());
      if (token != null) {
        people.add(token.issuer());
      }
    }
    return people;
  }

  private Verdict cancel(String approval) {
    Asked asked = Asked.find(past, approval).orElse(null);
    if (asked == null) {
      return refused();
    }
    return switch (asked.state(now())) {
      case PENDING, GIVEN -> done(new Event.Cancelled(now(), approval));
      case REJECTED, OVER -> refused();
    };
  }

  /** Nobody knows of a use that is not on disk yet. */
  private Verdict report(long index, Caller caller, Act.Outcome outcome) {
    Event.Decided use = past.decided(index);
    if (use == null
        || !use.use()
        || !past.durable(use)
        || caller.kind() == Caller.Kind.TOKEN
        || !use.enforcement().caller().equals(caller)
        || past.outcome(index) != null
        || !now().isBefore(use.at().plus(REPORTABLE))) {
      return refused();
    }
    return done(new Event.Reported(now(), index, outcome));
  }
}
