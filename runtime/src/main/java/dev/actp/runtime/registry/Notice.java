package dev.actp.runtime.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and that others are told of.
 *
 * @param id one and the same however often it is told
 * @param approval as it then was, where it is about one
 * @param agent the agent that was suspended or resumed, or null
 * @param until when a suspension ends by itself, {@link Instant#MAX} where a person has to lift it;
 *     null where it is about none
 */
public record Notice(
    String id,
    Kind kind,
    Instant at,
    @Nullable Approval approval,
    @Nullable String agent,
    @Nullable Instant until) {

  /** What can happen. */
  public enum Kind {
    APPROVAL_ASKED("approval.asked"),
    APPROVAL_APPROVED("approval.approved"),
    APPROVAL_REJECTED("approval.rejected"),
    APPROVAL_EXPIRED("approval.expired"),
    APPROVAL_CANCELLED("approval.cancelled"),
    APPROVAL_USED("approval.used"),
    AGENT_SUSPENDED("agent.suspended"),
    AGENT_RESUMED("agent.resumed"),
    /** Nothing: somebody wants to see whether notices arrive. */
    TEST("webhook.test");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** The stable name. */
    public String id() {
      return id;
    }
  }
}
