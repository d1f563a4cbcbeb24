package dev.actp.runtime.policy;

import dev.actp.runtime.value.Type;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A compiled policy or guardrail. Its meaning is in these members alone; {@link PolicyDigest} names
 * it.
 *
 * @param session the values that a token must carry, by name; an optional one may be missing, not
 *     of another type
 * @param agent the values that the agent registry must hold, by name; likewise
 * @param actions the declared actions, by name; others are open and untyped
 * @param tokenLifetime the longest life of a token under this policy, or null for the server's
 */
public record Policy(
    Kind kind,
    String name,
    String version,
    @Nullable String documentation,
    SortedMap<String, Type.Member> session,
    SortedMap<String, Type.Member> agent,
    SortedMap<String, ActionDeclaration> actions,
    List<Capability> capabilities,
    List<Forbid> forbids,
    List<RequiredApproval> approvals,
    List<Quota> quotas,
    List<Decoy> decoys,
    @Nullable Breaker breaker,
    Delegation delegation,
    @Nullable Duration tokenLifetime,
    @Nullable Audit audit,
    @Nullable Monitor monitor,
    Explain explain) {

  /** Whether tokens grant it, or it applies to every token of the tenant. */
  public enum Kind {
    POLICY,
    GUARDRAIL
  }

  /** What an agent is told about a denial. */
  public enum Explain {
    NONE,
    MESSAGE,
    HINTS
  }

  public Policy {
    capabilities = List.copyOf(capabilities);
    forbids = List.copyOf(forbids);
    approvals = List.copyOf(approvals);
    quotas = List.copyOf(quotas);
    decoys = List.copyOf(decoys);
  }
}
