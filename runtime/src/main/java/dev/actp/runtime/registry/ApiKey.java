package dev.actp.runtime.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A credential of a tenant. The secret itself is nowhere: it is shown once.
 *
 * @param id the part of the key that it is looked up by, unique over all tenants
 * @param hash the keyed hash of the secret, lower-case hex, compared in constant time
 * @param person the one person whom an approver's key stands for; of another key, the person who
 *     holds it, and therefore approves nothing that is done with tokens issued with it; or null
 * @param agents the agents that it may speak of; empty for all
 * @param policies the policies that it may speak of; empty for all
 * @param longestToken the longest life of a token issued with it, or null for the tenant's
 * @param enforcesObligations whether its holder declared that it enforces obligations
 * @param observes whether its holder is an enforcement point, whose word on the caller's address
 *     counts
 * @param addresses from where it counts
 */
public record ApiKey(
    String id,
    String tenant,
    String label,
    String hash,
    Set<Role> roles,
    @Nullable String person,
    Set<String> agents,
    Set<String> policies,
    @Nullable Duration longestToken,
    boolean enforcesObligations,
    boolean observes,
    Instant created,
    @Nullable Instant expires,
    boolean revoked,
    Addresses addresses) {

  /** One that counts from anywhere. */
  public ApiKey(
      String id,
      String tenant,
      String label,
      String hash,
      Set<Role> roles,
      @Nullable String person,
      Set<String> agents,
      Set<String> policies,
      @Nullable Duration longestToken,
      boolean enforcesObligations,
      boolean observes,
      Instant created,
      @Nullable Instant expires,
      boolean revoked) {
    this(
        id,
        tenant,
        label,
        hash,
        roles,
        person,
        agents,
        policies,
        longestToken,
        enforcesObligations,
        observes,
        created,
        expires,
        revoked,
        Addresses.ANY);
  }

  /** What a key may be used for. */
  public enum Role {
    ADMIN,
    ISSUER,
    ENFORCER,
    APPROVER,
    AUDITOR,
    /** Creates and disables tenants, and sees nothing of what is theirs. Goes with no other. */
    OPERATOR
  }

  public ApiKey {
    roles = Set.copyOf(roles);
    agents = Set.copyOf(agents);
    policies = Set.copyOf(policies);
  }

  /** Whether it is somebody's own key for answering approvals, and not ended. */
  public boolean standsFor(String somebody) {
    return somebody.equals(person) && roles.contains(Role.APPROVER) && !revoked;
  }

  /** The same, ended. */
  public ApiKey ended() {
    return new ApiKey(
        id,
        tenant,
        label,
        hash,
        roles,
        person,
        agents,
        policies,
        longestToken,
        enforcesObligations,
        observes,
        created,
        expires,
        true,
        addresses);
  }
}
