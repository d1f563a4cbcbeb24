package dev.actp.runtime.registry;

import java.time.Instant;

/**
 * A person in a group of approvers.
 *
 * @param since from when on without a gap; an approval asked for before is not theirs to give
 */
public record Membership(String group, String person, Instant since) {}
