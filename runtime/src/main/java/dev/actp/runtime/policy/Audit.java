package dev.actp.runtime.policy;

import java.time.Duration;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** How long records keep attribute values, and which attributes they never hold. */
public record Audit(@Nullable Duration retain, SortedSet<String> redact) {}
