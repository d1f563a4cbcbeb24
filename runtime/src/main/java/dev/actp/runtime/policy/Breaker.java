package dev.actp.runtime.policy;

import java.time.Duration;

/** {@code breaker N denials in W suspends D}. */
public record Breaker(int denials, Duration within, Duration suspends, Source source) {}
