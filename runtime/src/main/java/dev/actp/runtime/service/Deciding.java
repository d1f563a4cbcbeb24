package dev.actp.runtime.service;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.Decider;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.ReadFacts;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.RedactedFacts;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Fact;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.Words;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Suspension;
import dev.actp.runtime.state.Settlement;
import dev.actp.runtime.state.Use;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.store.StoredRecord.Repeatable;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides one request at a desk: facts, decision, effects, record; or gives an earlier answer
 * again.
 */
final class Deciding {
  private static final Logger LOG = LoggerFactory.getLogger(Deciding.class);

  /**
   * How often results of functions are waited for. Each round adds results or readings; more than
   * two are only needed where policies or agents change meanwhile.
   */
  private static final int MOST_ROUNDS = 8;

  private final Decider decider;
  private final Queries queries;
  private final WriterWatch watch;
  private final RedactedFacts redactedFacts = new RedactedFacts();

  Deciding(Decider decider, Queries queries, WriterWatch watch) {
    this.decider = decider;
    this.queries = queries;
    this.watch = watch;
  }

  /** What comes of a request that is put to the writer. */
  sealed interface Step {}

  /** An answer, good once the desk is committed. */
  record Answered(Answer answer) implements Step {}

  /**
   * Nothing yet: results of functions have to be computed first, elsewhere. Nothing was changed.
   *
   * @param policies those in force, and {@code facts} what was read of the state
   */
  record Lacking(Job.Ask ask, CompiledPolicies policies, Facts facts) implements Step {}

  /**
   * Decides a request at a desk, in bounded time: functions are looked up and never computed. Not
   * what goes wrong in deciding but what goes wrong in taking the effects is thrown: then the desk
   * is not to be trusted any more.
   */
  Step decide(Desk desk, Job.Ask ask, Instant clock) {
    Enforcement asked = ask.enforcement();
    Instant now = desk.advance(clock);
    Repeatable request = repeatable(desk, ask);
    HolderRules.Objection objection = TenantRules.objection(desk, now);
    Answer earlier =
        request == null || desk.about().disabled() ? null : replay(desk, asked, request, now);
    if (earlier != null) {
      return new Answered(earlier);
    }
    ReadFacts facts = new ReadFacts(desk.state.facts(now), ask.memo());
    if (objection == null) {
      objection = new HolderRules(desk.state, desk.policies(), now).objection(asked);
    }
    Made made =
        objection == null
            ? decision(desk, asked, facts)
            : byService(objection.code(), objection.detail());
    if (ask.memo().missed()) {
      if (ask.rounds() < MOST_ROUNDS) {
        return new Lacking(ask, desk.policies(), facts.alone());
      }
      made = byService(Reason.Code.OVERLOADED, "its functions are never all computed");
    }
    return new Answered(answer(desk, asked, request, made, facts, now));
  }

  /**
   * A decision.
   *
   * @param byService whether no policy made it
   */
  private record Made(Decision decision, boolean byService) {}

  private static Made byService(Reason.Code code, String detail) {
    return new Made(Denials.decision(code, detail), true);
  }

  private Answer answer(
      Desk desk,
      Enforcement asked,
      @Nullable Repeatable request,
      Made decided,
      ReadFacts facts,
      Instant now) {
    List<Fact> read = recorded(desk, asked, facts);
    Made made = decided;
    Settlement settlement = null;
    if (!new HolderRules(desk.state, desk.policies(), now).useUp(asked)) {
      made = byService(Reason.Code.OVERLOADED, "too many proofs to remember");
    }
    if (!asked.dryRun()) {
      Use use = new Use(desk.next(), now, asked.request(), asked.token());
      settlement = desk.state.settle(use, made.decision());
      Reason.Code refused = settlement.refused();
      if (refused != null) {
        made = byService(refused, "the effects of an allow could not be taken");
      }
      if (made.decision().outcome() == Outcome.ALLOW) {
        desk.state.acted(now);
      }
    }
    Receipt receipt =
        records(desk, asked, made.decision(), settlement)
            ? record(desk, asked, request, made, read, settlement)
            : null;
    if (settlement != null) {
      settlement.changed().forEach(one -> desk.row(new Row.OfApproval(one)));
      settlement.suspended().forEach(one -> suspended(desk, one));
    }
    List<Approval> approvals = settlement == null ? List.of() : settlement.asked();
    Answer answer =
        new Answer(
            made.decision(), now, receipt, receipt == null, false, asked.dryRun(), approvals);
    if (request != null && receipt != null) {
      desk.repeats.add(asked.caller().id(), request, receipt.index(), now);
      desk.uncommitted.put(receipt.index(), answer);
    }
    return answer;
  }

  private Made decision(Desk desk, Enforcement asked, ReadFacts facts) {
    if (!asked.token().tenant().equals(desk.tenant)) {
      return byService(Reason.Code.TOKEN_INVALID, "the token is another tenant's");
    }
    try {
      return new Made(
          decider.decide(desk.policies(), asked.request(), asked.token(), facts), false);
    } catch (Throwable failure) { // nothing that goes wrong may allow, a stack overflow included
      LOG.error("a decision failed and is a denial", failure);
      return byService(Reason.Code.INTERNAL_ERROR, "the decision failed");
    }
  }

  private Receipt record(
      Desk desk,
      Enforcement asked,
      @Nullable Repeatable request,
      Made made,
      List<Fact> facts,
      @Nullable Settlement settlement) {
    Caller caller = asked.caller();
    Entry.Source source =
        new Entry.Source(
            Words.of(caller.kind()),
            caller.id(),
            asked.requestId(),
            asked.claimedIp(),
            asked.dryRun());
    return desk.record(
        new Entry.Decided(
            asked.request(),
            asked.token(),
            source,
            made.decision(),
            facts,
            desk.policies(),
            approvals(made.decision(), settlement),
            InForce.redacted(desk.policies(), asked.token()),
            made.byService()),
        request,
        desk.about().quotas().retained(InForce.retained(desk.policies(), asked.token())));
  }

  /**
   * Whether a decision has a record of its own: whatever allows has, and whatever opens an
   * approval, which is called after its record. Who is no agent here has an account together with
   * the others, since anybody can make up a name.
   */
  private static boolean records(
      Desk desk, Enforcement asked, Decision decision, @Nullable Settlement settlement) {
    if (decision.outcome() == Outcome.ALLOW
        || (settlement != null && !settlement.changed().isEmpty())) {
      return true;
    }
    String agent = asked.token().leaf().agent();
    String name = desk.state.agent(agent).isPresent() ? agent : "";
    List<String> reasons =
        decision.reasons().stream().map(reason -> Words.of(reason.code())).toList();
    return desk.admits(Quota.Who.agent(name), reasons);
  }

  /** What was read, and what was made of values that no record holds. */
  private List<Fact> recorded(Desk desk, Enforcement asked, ReadFacts facts) {
    List<Fact> all = new ArrayList<>(facts.readings().size());
    facts.readings().forEach((key, reading) -> all.add(new Fact(key, reading)));
    Set<String> redacted =
        RedactedFacts.names(asked.request(), InForce.redacted(desk.policies(), asked.token()));
    if (!redacted.isEmpty()) {
      try {
        redactedFacts
            .of(desk.policies(), asked.request(), asked.token(), facts.known(), redacted)
            .forEach((key, reading) -> all.add(new Fact(key, reading)));
      } catch (Throwable failure) { // the decision stands; whoever makes it again lacks a fact
        LOG.error("what came of redacted values could not be noted", failure);
      }
    }
    return all;
  }

  private static List<String> approvals(Decision decision, @Nullable Settlement settlement) {
    if (settlement == null || settlement.refused() != null) {
      return List.of();
    }
    List<String> ids = new ArrayList<>();
    settlement.asked().forEach(one -> ids.add(one.id()));
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.UseApproval(String approval)) {
        ids.add(approval);
      }
    }
    return ids;
  }

  private void suspended(Desk desk, Suspension suspension) {
    watch.suspended();
    desk.row(new Row.Suspended(suspension));
    Value until = new Value.Text(suspension.until().toString());
    desk.record(
        Acts.entry(
            "suspend_agent",
            new Actor(Actor.Kind.OPERATOR, "policy"),
            suspension.agent(),
            Acts.struct("until", until),
            Value.Struct.EMPTY,
            null));
  }

  /**
   * What the request is known by, where it may be repeated: not by the agent itself, and not where
   * it tries out.
   */
  private static @Nullable Repeatable repeatable(Desk desk, Job.Ask ask) {
    Enforcement asked = ask.enforcement();
    String requestId = asked.requestId();
    boolean bound = asked.token().holder() != null; // its proof is for one request
    if (requestId == null || bound || asked.dryRun() || ask.digest() == null) {
      return null;
    }
    String digest =
        ask.policies().equals(desk.policies())
            ? ask.digest()
            : InForce.digest(desk.policies(), asked.request(), asked.token());
    return new Repeatable(requestId, desk.state.standsFor(digest));
  }

  /**
   * The earlier answer, while the token is still good: an allow or a denial, since what waits is
   * decided afresh.
   */
  private @Nullable Answer replay(Desk desk, Enforcement asked, Repeatable request, Instant now) {
    Repeats.Known known = desk.repeats.find(asked.caller().id(), request, now);
    if (known == null || !standing(desk.state.facts(now), asked.token(), now)) {
      return null;
    }
    Answer answer = desk.uncommitted.get(known.index());
    if (answer == null) {
      Optional<AuditRecord> record = queries.record(desk.tenant, known.index());
      answer = record.map(one -> Replay.answer(one, known.at())).orElse(null);
    }
    return answer == null || answer.decision().outcome() == Outcome.NEEDS_APPROVAL
        ? null
        : new Answer(
            answer.decision(), answer.decidedAt(), answer.receipt(), false, true, false, List.of());
  }

  private static boolean standing(Facts facts, VerifiedToken token, Instant now) {
    for (VerifiedToken.Link link : token.links()) {
      Reading revoked = facts.read(new FactKey.TokenStanding(link.jti(), link.agent()));
      Reading agent = facts.read(new FactKey.AgentStanding(link.agent()));
      if (!now.isBefore(link.expires())
          || !revoked.equals(Reading.Revocations.NONE)
          || !(agent instanceof Reading.Agent one)
          || one.disabled()
          || one.suspendedUntil() != null) {
        return false;
      }
    }
    return true;
  }
}
