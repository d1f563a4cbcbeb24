package dev.actp.runtime.decision;

import dev.actp.runtime.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * An action put to the decision point.
 *
 * @param resource the resource's name, well-formed or not; empty where the request names none
 * @param attributes the context, untyped, without absent members
 * @param ip what the enforcement point observed or vouches for; never an attribute
 * @param reason the caller's words; claimed, never trusted
 * @param enforcesObligations whether the path that the answer takes enforces obligations
 */
public record Request(
    String tenant,
    String action,
    String resource,
    Value.Struct attributes,
    Value.@Nullable Ip ip,
    @Nullable String reason,
    boolean enforcesObligations) {}
