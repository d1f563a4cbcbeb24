package dev.actp.runtime.ledger;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a record is about, before it has its place in the chain. */
public sealed interface Entry {

  /**
   * A decision.
   *
   * @param facts what it read, in that order
   * @param policies the versions that were in force
   * @param approvals the ids of the approvals that it opened, waits for or used
   * @param redacted attributes whose values are never kept, in lower case
   * @param byService whether it is a denial that no policy made: its effects could not be taken, or
   *     nothing could be decided
   */
  record Decided(
      Request request,
      VerifiedToken token,
      Source source,
      Decision decision,
      List<Fact> facts,
      CompiledPolicies policies,
      List<String> approvals,
      Set<String> redacted,
      boolean byService)
      implements Entry {}

  /**
   * Where a request came from.
   *
   * @param kind what its facts are worth: {@code enforcement_point}, {@code key} or {@code token}
   * @param id the API key's or token's id
   * @param claimedIp the address that a caller says it saw, where its word does not count
   */
  record Source(
      String kind,
      String id,
      @Nullable String requestId,
      @Nullable String claimedIp,
      boolean dryRun) {}

  /**
   * An administrative act, or its refusal.
   *
   * @param act its stable name, such as {@code put_agent}
   * @param target the id of what it is about
   * @param details what else it says, in the clear
   * @param sealed what it says about people and agents: kept beside the ledger, where it can be
   *     erased
   * @param refused why it was not done, or null where it was
   */
  record Acted(
      String act,
      String actorKind,
      String actorId,
      String target,
      Value.Struct details,
      Value.Struct sealed,
      @Nullable String refused)
      implements Entry {}
}
