package dev.actp.runtime.state;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.registry.Suspension;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The state of one tenant, in memory. It has no clock: every call that depends on time is told the
 * instant, and an instant before the latest one is taken as the latest. For one thread at a time.
 */
public final class State {
  /** How old a proof of possession may be. */
  public static final Duration PROOF_LIFE = Duration.ofSeconds(30);

  /** How far the clock of whoever made a proof may be ahead. */
  public static final Duration PROOF_AHEAD = Duration.ofSeconds(5);

  /** How long after a use its outcome may be reported. */
  public static final Duration REPORTABLE = Duration.ofMinutes(15);

  private static final int KEY_BYTES = 32;

  private SecretKey key;
  private final Volatile parts;
  private final Approvals approvals = new Approvals();
  private final Standing standing = new Standing();
  private final Settling settling;
  private SortedSet<String> mailDomains = Collections.emptySortedSet();
  private Instant latest = Instant.MIN;

  private State(Bounds bounds, SecretKey key, boolean journalled) {
    this.key = key;
    parts = new Volatile(bounds, key, journalled);
    settling = new Settling(bounds, parts, approvals, standing);
  }

  /** An empty state that nobody stores: its key protects nothing. */
  public static State inMemory(Bounds bounds) {
    return new State(bounds, new SecretKeySpec(new byte[KEY_BYTES], Digests.HMAC), false);
  }

  /**
   * An empty state whose changes are taken by {@link #takeJournal} and {@link #takeChanged}.
   *
   * @param key what it keeps values under
   */
  public static State stored(Bounds bounds, SecretKey key) {
    return new State(bounds, key, true);
  }

  /** A key of 256 random bits, for a tenant's state to keep values under as long as it lives. */
  public static SecretKey newKey(SecureRandom random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return new SecretKeySpec(bytes, Digests.HMAC);
  }

  /** What it keeps values under. */
  public SecretKey key() {
    return key;
  }

  /** Takes the key that was stored with what is restored next, before any of that. */
  public void use(SecretKey stored) {
    key = stored;
    parts.use(stored);
  }

  /** What stands for a text that is only ever compared, under this state's key. */
  public String standsFor(String text) {
    return parts.standsFor(text);
  }

  /** What a decision at an instant may read; good until the state changes. */
  public Facts facts(Instant now) {
    return new StateFacts(this, advance(now));
  }

  /** The instant, or the latest that the state was told where that is later. */
  private Instant advance(Instant now) {
    Instant truncated = Micros.truncate(now);
    if (truncated.isAfter(latest)) {
      latest = truncated;
    }
    return latest;
  }

  Reading read(FactKey key, Instant now) {
    return switch (key) {
      case FactKey.AgentStanding(String agent) -> standing.agentReading(agent, now);
      case FactKey.TokenStanding(String jti, String agent) -> standing.revocations(jti, agent);
      case FactKey.Usage usage -> new Reading.Used(parts.used(usage.counter(), Micros.of(now)));
      case FactKey.ApprovalFor approval -> approvals.reading(approval.approval(), now);
      case FactKey.OpenApprovals(String agent) ->
          new Reading.Count(approvals.pendingOfAgent(agent, now));
      case FactKey.MailDomains ignored -> new Reading.Domains(mailDomains);
      case FactKey.History history -> new Reading.Truth(parts.holds(history, Micros.of(now)));
      case FactKey.Redacted ignored -> new Reading.Unavailable("no state knows it");
    };
  }

  /**
   * Takes all effects of a decision, or none: then the settlement says why, and the decision has to
   * become a denial. Not for dry runs.
   */
  public Settlement settle(Use use, Decision decision) {
    Instant at = advance(use.at());
    return settling.settle(
        new Use(use.number(), at, use.request(), use.token()), decision.effects());
  }

  /**
   * Takes a report of how an allowed use went. A succeeded one becomes history and releases what it
   * releases; of others budgets and open units are given back, counts never.
   *
   * @param effects those of the decision that allowed it
   */
  public Report report(Use use, List<Effect> effects, boolean succeeded, Instant now) {
    return settling.report(use, effects, succeeded, advance(now));
  }

  /** Whether a proof of possession was shown before, as far as it could be shown again. */
  public boolean proved(String proof) {
    return parts.proved(proof);
  }

  /**
   * Remembers that a proof of possession was shown; false where there is no room for it, and it
   * must not count.
   *
   * @param proof one that is not too old, and not too far ahead
   */
  public boolean prove(String proof, Instant now) {
    Instant at = advance(now);
    if (!parts.roomForProof(Micros.of(at))) {
      return false;
    }
    Instant until = at.plus(PROOF_LIFE).plus(PROOF_AHEAD);
    parts.make(new Change.Proved(proof, Micros.of(until), Micros.of(at)));
    return true;
  }

  /** How many requests were allowed in the calendar month of an instant, UTC. */
  public long actions(Instant now) {
    return parts.actions(Micros.of(advance(now)));
  }

  /** Counts a request that is allowed. */
  public void acted(Instant now) {
    parts.make(new Change.Acted(Micros.of(advance(now))));
  }

  /** Registers an agent, or changes it. */
  public void put(Agent agent) {
    standing.put(agent);
  }

  public Optional<Agent> agent(String id) {
    return standing.agent(id);
  }

  /** How many agents there are. */
  public int agents() {
    return standing.agents();
  }

  /** How many agents there are that are not disabled. */
  public int agentsAtWork() {
    return standing.agentsAtWork();
  }

  /** Makes known a token that is about to be handed out. */
  public void issued(IssuedToken token) {
    standing.issued(token.jti(), token.agent());
    Instant ends = token.claims().links().get(0).expires();
    parts.extend(token.claims().session(), Micros.ofOrMax(ends), Micros.of(latest()));
  }

  /** Whether a session is remembered or would still fit. */
  public boolean roomFor(String session, Instant now) {
    return parts.roomForSession(session, Micros.of(advance(now)));
  }

  /**
   * A token now ends later; what it has used up stays used up. Its session is remembered even if it
   * did nothing yet: what is done by the token as it was signed before counts as long, too.
   */
  public void renewed(IssuedToken token) {
    Instant ends = token.claims().links().getFirst().expires();
    parts.lasts(token.claims().session(), Micros.ofOrMax(ends), Micros.of(latest()));
    parts.extendToken(token.jti(), Micros.ofOrMax(ends));
  }

  private Instant latest() {
    return latest.equals(Instant.MIN) ? Instant.EPOCH : latest;
  }

  /** Whether it was not revoked before. */
  public boolean revoke(Revocation what) {
    return standing.revoke(what);
  }

  /** Whether it is revoked, and revoking it again would change nothing. */
  public boolean revoked(Revocation what) {
    return standing.revoked(what);
  }

  /** Whether it was revoked and is not any more: possible for a policy and for everything. */
  public boolean reinstate(Revocation what) {
    return standing.reinstate(what);
  }

  /** Keeps an agent from acting; one kept for longer stays so. */
  public void suspend(Suspension suspension) {
    standing.suspend(suspension);
  }

  /** Whether an agent is kept from acting. */
  public boolean suspended(String agent, Instant now) {
    return standing.suspension(agent, advance(now)) != null;
  }

  /** Lifts an agent's suspension; false where there is none. */
  public boolean resume(String agent, Instant now) {
    return standing.resume(agent, advance(now));
  }

  /** The tenant's own mail domains: those that `sensitive` does not take for foreign. */
  public SortedSet<String> mailDomains() {
    return mailDomains;
  }

  /** Makes mail domains the tenant's own, instead of those before. */
  public void mailDomains(SortedSet<String> own) {
    mailDomains = Collections.unmodifiableSortedSet(new TreeSet<>(own));
  }

  /** The approvals that wait for people, newest first. */
  public List<Approval> pending(Instant now) {
    return approvals.pending(advance(now));
  }

  /** An approval that is not over, or was not when it last mattered. */
  public Optional<Approval> approval(String id) {
    return approvals.find(id);
  }

  /** A stored approval as it is. */
  public void put(Approval approval) {
    approvals.put(approval);
  }

  /** Takes a person's word. Whether the person may speak is the caller's question. */
  public Vote vote(String approval, String person, boolean yes, String comment, Instant now) {
    Instant at = advance(now);
    return approvals.vote(approval, new Approval.Vote(person, yes, comment, at));
  }

  /**
   * The changes since the last call, for the store to keep until a checkpoint has them; null where
   * there are none.
   */
  public byte @Nullable [] takeJournal() {
    return parts.takeJournal();
  }

  /** Whether there are changes that {@link #takeJournal} has not given yet. */
  public boolean journalled() {
    return parts.journalled();
  }

  /** Everything that changed since the last call, for a checkpoint. */
  public List<VolatileRow> takeChanged() {
    return parts.takeChanged();
  }

  /** How many pieces a checkpoint would now write. */
  public int changed() {
    return parts.changed();
  }

  /** Takes in a piece of a checkpoint. */
  public void restore(VolatileRow row) {
    parts.restore(row);
  }

  /** Applies a journal to the state that it was written on. */
  public void replay(byte[] journal) {
    parts.replay(journal);
  }
}
