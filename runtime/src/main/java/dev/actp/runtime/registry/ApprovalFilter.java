package dev.actp.runtime.registry;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which approvals.
 *
 * @param states empty for all
 * @param group of one group, or null
 * @param agent asked for by one agent, or null
 */
public record ApprovalFilter(
    Set<Approval.State> states, @Nullable String group, @Nullable String agent) {
  public static final ApprovalFilter ALL = new ApprovalFilter(Set.of(), null, null);
}
