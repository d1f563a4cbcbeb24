package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a decision may ask of the state. The tenant is the request's. */
public sealed interface FactKey {

  /**
   * The agent's entry in the registry. Answered by {@link Reading.Agent}, or {@link
   * Reading.Missing}.
   */
  record AgentStanding(String agent) implements FactKey {}

  /** What of a token was revoked. Answered by {@link Reading.Revocations}. */
  record TokenStanding(String jti, String agent) implements FactKey {}

  /** What has been used of a counter in its window. Answered by {@link Reading.Used}. */
  record Usage(CounterKey counter) implements FactKey {}

  /** An approval for a request. Answered by {@link Reading.Approval}. */
  record ApprovalFor(ApprovalKey approval) implements FactKey {}

  /** How many approvals the agent has open. Answered by {@link Reading.Count}. */
  record OpenApprovals(String agent) implements FactKey {}

  /** The tenant's own mail domains. Answered by {@link Reading.Domains}. */
  enum MailDomains implements FactKey {
    MAIL_DOMAINS
  }

  /**
   * Whether the session has done an action. Answered by {@link Reading.Truth}.
   *
   * @param on the glob that the earlier resource matched, placeholders filled in, or null
   * @param loosely whether {@code on} matches loosely
   * @param with the attributes that the earlier use must have had, with their values
   */
  record History(
      String session,
      String action,
      @Nullable Pattern on,
      boolean loosely,
      Value.Struct with,
      @Nullable Duration within,
      boolean succeeded)
      implements FactKey {}

  /**
   * What something came to that depends on values that no record holds: never asked of the state,
   * but noted beside a decision, so that it can be made again without them. Answered by {@link
   * Reading.Came}.
   *
   * @param policy the policy's name
   * @param link the place in the token's chain, root first, from 0
   * @param expression {@link Withheld#id} of the expression, or {@link Withheld#TYPES}
   */
  record Redacted(String policy, int link, String expression) implements FactKey {}
}
