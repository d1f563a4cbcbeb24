package dev.actp.runtime.explain;

import dev.actp.runtime.testing.TestRunner;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request to be explained, with who asks it: an agent whose fresh token grants every capability,
 * and who has used nothing yet.
 *
 * @param resource empty for none
 * @param attributes untyped, as they would arrive
 * @param session the session values that the token carries
 * @param agentValues the values of the agent registry
 * @param ip null for the address that tests start with
 * @param reason the caller's words, or null
 */
public record Question(
    String action,
    String resource,
    Value.Struct attributes,
    Value.Struct session,
    String agent,
    Value.Struct agentValues,
    Instant at,
    Value.@Nullable Ip ip,
    @Nullable String reason) {

  /** The agent that asks where nothing else is said. */
  public static final String SOMEBODY = TestRunner.FIRST_AGENT;
}
