package dev.actp.runtime.replay;

import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.ledger.RecordedFacts;
import dev.actp.runtime.state.State;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * What another policy would have read: what was read then, where it asks the same, and else what
 * the decisions since the beginning of the span would have made of the state. For one decision.
 */
final class WhatIfFacts implements Facts {
  private final RecordedFacts recorded;
  private final Facts simulated;
  private boolean estimated;
  private boolean unknown;

  WhatIfFacts(RecordedFacts recorded, State state) {
    this.recorded = recorded;
    this.simulated = state.facts(recorded.now());
  }

  /** Whether something was asked that nobody had asked then, so that the answer is an estimate. */
  boolean estimated() {
    return estimated;
  }

  /** Whether something was asked of values that are redacted. */
  boolean unknown() {
    return unknown;
  }

  @Override
  public Instant now() {
    return recorded.now();
  }

  @Override
  public Set<String> withheld() {
    return recorded.withheld();
  }

  @Override
  public Reading read(FactKey key) {
    Optional<Reading> same =
        key instanceof FactKey.ApprovalFor ? recorded.findAlike(key) : recorded.find(key);
    return same.orElseGet(() -> guess(key));
  }

  private Reading guess(FactKey key) {
    return switch (key) {
      case FactKey.ApprovalFor ignored -> Reading.Approval.NONE;
      case FactKey.OpenApprovals ignored -> new Reading.Count(0);
      case FactKey.Redacted ignored -> {
        unknown = true;
        yield new Reading.Unavailable("the value is redacted");
      }
      case FactKey.Usage usage -> simulated(usage);
      case FactKey.History history -> simulated(history);
      case FactKey.MailDomains ignored ->
          estimated(new Reading.Domains(Collections.emptySortedSet()));
      case FactKey.TokenStanding ignored -> estimated(Reading.Revocations.NONE);
      case FactKey.AgentStanding ignored ->
          estimated(new Reading.Agent("", Value.Struct.EMPTY, false, null));
    };
  }

  private Reading simulated(FactKey key) {
    return estimated(simulated.read(key));
  }

  private Reading estimated(Reading reading) {
    estimated = true;
    return reading;
  }
}
