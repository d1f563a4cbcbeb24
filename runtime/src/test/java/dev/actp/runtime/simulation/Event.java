package dev.actp.runtime.simulation;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Enforcement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Something that happened. The model remembers nothing else. */
sealed interface Event {
  Instant at();

  /** Whether the ledger has a record of it. */
  default boolean recorded() {
    return true;
  }

  /** Whether the store has something of it. */
  default boolean stored() {
    return recorded();
  }

  /** Time passed, and nothing else. */
  record Tick(Instant at) implements Event {
    @Override
    public boolean recorded() {
      return false;
    }
  }

  /** An act that changed nothing that the model knows, or was refused. */
  record Acted(Instant at) implements Event {}

  record AgentPut(Instant at, Agent agent) implements Event {}

  record Activated(Instant at, Plan plan) implements Event {}

  record TokenIssued(Instant at, IssuedToken token) implements Event {}

  record TokenRenewed(Instant at, IssuedToken token) implements Event {}

  record Revoked(Instant at, Revocation what) implements Event {}

  record Reinstated(Instant at, Revocation what) implements Event {}

  record Joined(Instant at, String person) implements Event {}

  record Left(Instant at, String person) implements Event {}

  /** An agent may do nothing; by the breaker, or for touching a decoy. */
  record Suspended(Instant at, String agent, Instant until, boolean breaker) implements Event {}

  record Resumed(Instant at, String agent) implements Event {}

  record Voted(Instant at, String approval, String person, boolean yes) implements Event {}

  record Cancelled(Instant at, String approval) implements Event {}

  /** How a use went; {@code use} is the index of its record. */
  record Reported(Instant at, long use, Act.Outcome outcome) implements Event {}

  /**
   * A decision.
   *
   * @param index of its record; negative for a refusal that has none
   * @param plan by which it was decided
   * @param charges what an allow was counted with
   * @param asked approvals that it opened or waits for, and {@code used} those that it used up
   * @param denialOf the agents that a denial counts against
   */
  record Decided(
      Instant at,
      long index,
      Enforcement enforcement,
      Plan plan,
      Outcome outcome,
      Set<Reason.Code> codes,
      Set<Charged> charges,
      List<String> asked,
      List<String> used,
      Set<String> denialOf)
      implements Event {

    @Override
    public boolean recorded() {
      return index >= 0;
    }

    @Override
    public boolean stored() {
      return recorded() || !denialOf.isEmpty();
    }

    /** The same, which is counted among others. */
    Decided unrecorded() {
      return new Decided(at, -1, enforcement, plan, outcome, codes, charges, asked, used, denialOf);
    }

    String session() {
      return enforcement.token().session();
    }

    String action() {
      return enforcement.request().action();
    }

    String resource() {
      return enforcement.request().resource();
    }

    String agent() {
      return enforcement.token().leaf().agent();
    }

    /** Whether it is a use: something that was allowed, and not only tried out. */
    boolean use() {
      return outcome == Outcome.ALLOW && !enforcement.dryRun();
    }
  }

  /** An approval that a decision opened. */
  record Opened(Instant at, String id, Enforcement enforcement, Plan plan) implements Event {
    @Override
    public boolean recorded() {
      return false;
    }
  }

  /** What one use was counted with: a counter with its key, and how much. */
  record Charged(Counter counter, List<String> key, BigDecimal amount) {
    boolean sameCounter(Charged other) {
      return counter.equals(other.counter) && key.equals(other.key);
    }
  }
}
