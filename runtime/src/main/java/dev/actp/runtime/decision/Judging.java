package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Breaker;
import dev.actp.runtime.policy.Decoy;
import dev.actp.runtime.policy.Forbid;
import dev.actp.runtime.policy.Obligation;
import dev.actp.runtime.policy.Source;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Steps 2 to 5 over a set of policies in force. */
final class Judging {
  /** How many approvals one agent may have open (security.md, "Approvals"). */
  private static final int MAX_OPEN_APPROVALS = 20;

  private final Request request;
  private final VerifiedToken token;
  private final Facts facts;
  private final List<PolicyInForce> inForce;
  private final Candidates candidates;
  private @Nullable String requestDigest;

  Judging(
      Request request,
      VerifiedToken token,
      Facts facts,
      List<PolicyInForce> inForce,
      Set<String> revoked) {
    this.request = request;
    this.token = token;
    this.facts = facts;
    this.inForce = inForce;
    this.candidates = new Candidates(inForce, token, revoked, this::requestDigest);
  }

  private String requestDigest() {
    if (requestDigest == null) {
      List<CanonicalRequest.Version> versions = new ArrayList<>(inForce.size());
      for (PolicyInForce one : inForce) {
        versions.add(CanonicalRequest.Version.of(one.policy(), one.compiled().digest(), request));
      }
      requestDigest = CanonicalRequest.digest(request, token, versions);
    }
    return requestDigest;
  }

  Decision decide() {
    List<Reason> decoys = decoys();
    if (!decoys.isEmpty()) {
      return deny(decoys, List.of(new Effect.Suspend(token.leaf().agent())));
    }
    List<Reason> forbids = forbids();
    if (!forbids.isEmpty()) {
      return deny(forbids, denials(forbids));
    }
    return grant();
  }

  private List<Reason> decoys() {
    List<Reason> reasons = new ArrayList<>(0);
    for (PolicyInForce policy : inForce) {
      BitSet found = policy.found().decoys();
      for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
        Decoy decoy = policy.policy().decoys().get(i);
        reasons.add(
            new Reason(Reason.Code.DECOY_TOUCHED, policy.id(), "", decoy.source(), null, ""));
      }
    }
    return reasons;
  }

  private List<Reason> forbids() {
    List<Reason> reasons = new ArrayList<>(0);
    for (PolicyInForce policy : inForce) {
      BitSet found = policy.found().forbids();
      for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
        Forbid forbid = policy.policy().forbids().get(i);
        reasons.add(
            new Reason(
                Reason.Code.FORBIDDEN, policy.id(), "", forbid.source(), forbid.message(), ""));
      }
    }
    return reasons;
  }

  private Decision grant() {
    List<Weighing> required = candidates.required(facts);
    List<Reason> refused = failures(required);
    if (!refused.isEmpty()) {
      return deny(refused, denials(refused));
    }
    Candidates.Candidate waiting = null;
    List<Weighing.Missing> waitsFor = List.of();
    List<Reason> reasons = new ArrayList<>(0);
    for (Candidates.Candidate candidate : candidates.all()) {
      Weighing weighing = candidates.weigh(candidate);
      if (weighing.grants()) {
        return grant(candidate, weighing, required);
      }
      if (weighing.waits() && waiting == null) {
        waiting = candidate;
        waitsFor = weighing.missing();
      }
      reasons.addAll(weighing.failures());
    }
    if (waiting != null) {
      return ask(waiting.name(), missing(required, waitsFor));
    }
    if (reasons.isEmpty()) {
      reasons.add(Candidates.none());
    }
    return deny(reasons, denials(reasons));
  }

  private static List<Reason> failures(List<Weighing> all) {
    return all.isEmpty()
        ? List.of()
        : all.stream().flatMap(one -> one.failures().stream()).toList();
  }

  private Decision grant(
      Candidates.Candidate candidate, Weighing weighing, List<Weighing> required) {
    List<Effect> effects = new ArrayList<>(weighing.charges().size() + 1);
    for (Weighing one : required) {
      if (one.waits()) {
        return ask(candidate.name(), missing(required, List.of()));
      }
      effects.addAll(one.uses());
    }
    effects.addAll(weighing.uses());
    effects.addAll(weighing.charges());
    return allow(candidate, weighing.obligations(), effects);
  }

  /** An allow with effects of which no two are one: they are of different rules or kinds. */
  private Decision allow(
      Candidates.@Nullable Candidate candidate,
      List<Obligation> obligations,
      List<Effect> effects) {
    effects.add(
        new Effect.Remember(
            token.session(), request.action(), request.resource(), request.attributes()));
    return new Decision(
        Outcome.ALLOW,
        candidate == null ? null : candidate.name(),
        List.of(granted(candidate)),
        obligations,
        effects);
  }

  private static Reason granted(Candidates.@Nullable Candidate candidate) {
    return candidate == null
        ? refusal(Reason.Code.GRANTED)
        : new Reason(
            Reason.Code.GRANTED,
            candidate.policy().id(),
            candidate.capability().name(),
            candidate.capability().source(),
            null,
            "");
  }

  /**
   * What comes of a decision over policies that all are in monitor mode, and guardrails, which
   * never are. Prohibitions, revocations and guardrails stand; whatever else would not be allowed
   * is. Nothing is suspended, and only guardrails ask.
   */
  Decision observe(Decision strict) {
    if (strict.outcome() == Outcome.ALLOW) {
      return strict;
    }
    if (strict.reasons().stream().anyMatch(Judging::standsInMonitorMode)) {
      return deny(strict.reasons(), List.of());
    }
    List<Weighing> guarded = candidates.guarded(facts);
    List<Reason> refused = failures(guarded);
    if (!refused.isEmpty()) {
      return deny(refused, List.of());
    }
    Candidates.Candidate first = candidates.all().stream().findFirst().orElse(null);
    if (guarded.stream().anyMatch(Weighing::waits)) {
      return ask(first == null ? null : first.name(), missing(guarded, List.of()));
    }
    Set<Effect> effects = new LinkedHashSet<>();
    guarded.forEach(one -> effects.addAll(one.uses()));
    if (first != null) {
      effects.addAll(candidates.charges(first));
    }
    guarded.forEach(one -> effects.addAll(one.charges()));
    return allow(first, List.of(), new ArrayList<>(effects));
  }

  private static boolean standsInMonitorMode(Reason reason) {
    return switch (reason.code().family()) {
      case DECOY, FORBID, REVOCATION -> true;
      case NONE,
          LIMIT,
          WINDOW,
          REQUIRE,
          APPROVAL,
          HISTORY,
          BREAKER,
          SUSPENDED,
          OBLIGATION,
          MALFORMED,
          ERROR,
          DEFAULT ->
          false;
    };
  }

  private static List<Weighing.Missing> missing(
      List<Weighing> required, List<Weighing.Missing> own) {
    Set<Weighing.Missing> all = new LinkedHashSet<>();
    required.forEach(one -> all.addAll(one.missing()));
    all.addAll(own);
    return List.copyOf(all);
  }

  private Decision ask(Decision.@Nullable Exercised exercised, List<Weighing.Missing> missing) {
    long fresh = missing.stream().filter(Weighing.Missing::fresh).count();
    if (fresh > 0) {
      Reading open = facts.read(new FactKey.OpenApprovals(token.leaf().agent()));
      if (!(open instanceof Reading.Count(int count))) {
        return deny(List.of(refusal(Reason.Code.STORE_UNAVAILABLE)), List.of());
      }
      if (count + fresh > MAX_OPEN_APPROVALS) {
        return deny(List.of(refusal(Reason.Code.APPROVALS_FULL)), List.of());
      }
    }
    return new Decision(
        Outcome.NEEDS_APPROVAL,
        exercised,
        missing.stream().map(Weighing.Missing::reason).toList(),
        List.of(),
        missing.stream().<Effect>map(Weighing.Missing::open).toList());
  }

  private static Reason refusal(Reason.Code code) {
    return new Reason(code, "", "", Source.NONE, null, "");
  }

  /**
   * What a denial counts against: every link's agent, under every policy in force that has a
   * breaker.
   */
  private List<Effect> denials(List<Reason> reasons) {
    boolean broken = false;
    for (PolicyInForce policy : inForce) {
      broken |= policy.policy().breaker() != null;
    }
    if (!broken || reasons.stream().noneMatch(Judging::counts)) {
      return List.of();
    }
    Set<Effect> effects = new LinkedHashSet<>();
    for (PolicyInForce policy : inForce) {
      Breaker breaker = policy.policy().breaker();
      if (breaker != null) {
        for (VerifiedToken.Link link : token.links()) {
          effects.add(
              new Effect.CountDenial(
                  link.agent(),
                  policy.policy().name(),
                  breaker.denials(),
                  breaker.within(),
                  breaker.suspends()));
        }
      }
    }
    return List.copyOf(effects);
  }

  private static boolean counts(Reason reason) {
    return switch (reason.code().family()) {
      case LIMIT, WINDOW, APPROVAL -> false;
      case NONE,
          FORBID,
          REQUIRE,
          HISTORY,
          BREAKER,
          SUSPENDED,
          DECOY,
          REVOCATION,
          OBLIGATION,
          MALFORMED,
          ERROR,
          DEFAULT ->
          true;
    };
  }

  static Decision deny(List<Reason> reasons, List<Effect> effects) {
    List<Reason> each = reasons.size() == 1 ? reasons : reasons.stream().distinct().toList();
    return new Decision(Outcome.DENY, null, each, List.of(), effects);
  }
}
