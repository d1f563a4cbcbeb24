package dev.actp.runtime.state;

import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import java.time.Instant;

/**
 * A request that was decided.
 *
 * @param number unique in its tenant and growing: the index of its record, or of the next where a
 *     denial has none
 * @param at the instant of the decision
 */
public record Use(long number, Instant at, Request request, VerifiedToken token) {}
