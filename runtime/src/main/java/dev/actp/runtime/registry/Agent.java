package dev.actp.runtime.registry;

import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent of the registry.
 *
 * @param id unique in its tenant and never reused
 * @param values what policies read as {@code agent.name}, untyped
 * @param policies ids of the policies that its tokens take where they name none
 * @param owner the person who answers for it and therefore never approves for it, or null
 */
public record Agent(
    String id,
    String name,
    String description,
    Value.Struct values,
    List<String> policies,
    @Nullable String owner,
    boolean disabled,
    Instant created) {
  public Agent {
    policies = List.copyOf(policies);
  }

  /** The same, created at another time. */
  public Agent created(Instant at) {
    return new Agent(id, name, description, values, policies, owner, disabled, at);
  }
}
