package dev.actp.compiler.diff;

import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the requests of a session.
 *
 * @param session the values that the token carries
 * @param agent the values of the agent registry
 */
public record Scene(
    Instant at,
    Map<String, Value> session,
    Map<String, Value> agent,
    Value.@Nullable Ip ip,
    @Nullable String reason) {}
