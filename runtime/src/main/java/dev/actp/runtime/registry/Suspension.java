package dev.actp.runtime.registry;

import java.time.Instant;

/**
 * An agent kept from acting.
 *
 * @param until {@link Instant#MAX} where a person has to lift it
 */
public record Suspension(String agent, Instant until) {}
