package dev.actp.server.http;

import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Queries;
import java.util.Optional;

/**
 * Finds what callers name, by id or by name: an id comes first, and no name may be an id of
 * another.
 */
record Directory(Queries queries) {
  Optional<Agent> agent(String tenant, String idOrName) {
    return queries.agent(tenant, idOrName).or(() -> queries.agentNamed(tenant, idOrName));
  }

  Optional<PolicyVersion> policy(String tenant, String idOrName) {
    return queries.policy(tenant, idOrName).or(() -> queries.policyNamed(tenant, idOrName));
  }
}
