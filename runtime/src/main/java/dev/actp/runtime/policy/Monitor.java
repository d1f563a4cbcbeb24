package dev.actp.runtime.policy;

import java.time.LocalDate;

/** Monitor mode until 00:00 UTC of the date; from then on the policy enforces. */
public record Monitor(LocalDate until) {}
