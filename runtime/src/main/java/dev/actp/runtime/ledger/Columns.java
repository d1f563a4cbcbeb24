package dev.actp.runtime.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a store keeps in columns beside a record, to find and count it by. All of it is in the
 * record as well, which is what counts.
 *
 * @param index its place
 * @param at to the microsecond
 * @param outcome the decision's; {@code act} for administration
 * @param agent the agent that asked, or empty
 * @param action the action, or the name of the act
 * @param token the presented token's id, or empty
 * @param caller who asked or acted
 * @param request the caller's name for the request; null also where it cannot be repeated
 */
public record Columns(
    long index,
    Instant at,
    String outcome,
    String agent,
    String action,
    String token,
    String caller,
    @Nullable String request) {}
