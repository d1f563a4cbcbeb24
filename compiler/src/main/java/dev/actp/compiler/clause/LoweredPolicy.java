package dev.actp.compiler.clause;

import dev.actp.compiler.resolve.FileScope;
import dev.actp.compiler.types.Declarations;
import dev.actp.runtime.policy.Policy;
import java.util.List;

/**
 * A policy or guardrail as written and as meant.
 *
 * @param capabilities in the order of {@link Policy#capabilities}
 */
public record LoweredPolicy(
    FileScope scope,
    Declarations declarations,
    Policy meaning,
    List<LoweredCapability> capabilities) {
  public LoweredPolicy {
    capabilities = List.copyOf(capabilities);
  }
}
