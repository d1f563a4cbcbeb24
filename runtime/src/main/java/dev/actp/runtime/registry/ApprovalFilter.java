package dev.actp.runtime.registry;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which approvals.
 *
 * @param states empty for all
 * @param group of one group, or null
 * @param agent asked for by one agent, or null
 * @param before those that end by themselves at an instant or before it, or null
 * @param after those that end by themselves after an instant, or null
 */
public record ApprovalFilter(
    Set<Approval.State> states,
    @Nullable String group,
    @Nullable String agent,
    @Nullable Instant before,
    @Nullable Instant after) {
  public static final ApprovalFilter ALL = new ApprovalFilter(Set.of(), null, null, null, null);
}
