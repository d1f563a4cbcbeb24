package dev.actp.runtime.decision;

import dev.actp.runtime.value.Value;
import java.time.Duration;

/**
 * What a decision changes. All effects of a decision are committed with its record, or none and the
 * answer is a denial.
 */
public sealed interface Effect {

  /** Take an amount from a counter, at the decision's instant. */
  record Consume(CounterKey counter, Value amount) implements Effect {}

  /** Use up a given approval. */
  record UseApproval(String approval) implements Effect {}

  /** Ask people. Nothing where an equal approval is pending. */
  record OpenApproval(ApprovalKey key, int quorum, String group, Duration expires)
      implements Effect {}

  /** Remember an allowed use for the session's history. */
  record Remember(String session, String action, String resource, Value.Struct attributes)
      implements Effect {}

  /**
   * Count a denial against an agent under a policy; reaching {@code denials} within {@code within}
   * suspends it.
   */
  record CountDenial(String agent, String policy, int denials, Duration within, Duration suspends)
      implements Effect {}

  /** Suspend an agent until a person lifts it. */
  record Suspend(String agent) implements Effect {}
}
