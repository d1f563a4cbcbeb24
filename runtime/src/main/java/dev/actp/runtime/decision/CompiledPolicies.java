package dev.actp.runtime.decision;

import java.util.List;
import java.util.Map;

/**
 * A tenant's current policies: by id, and the guardrails, which are in force for every token. One
 * snapshot serves a whole decision.
 */
public record CompiledPolicies(Map<String, CompiledPolicy> byId, List<CompiledPolicy> guardrails) {
  public static final CompiledPolicies NONE = new CompiledPolicies(Map.of(), List.of());

  public CompiledPolicies {
    guardrails = List.copyOf(guardrails);
  }
}
