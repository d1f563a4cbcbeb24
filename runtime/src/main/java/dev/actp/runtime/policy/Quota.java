package dev.actp.runtime.policy;

import java.util.List;

/**
 * One pool over all capabilities of a policy, or, in a guardrail, of every policy. Matches loosely.
 *
 * @param clause a clause of category LIMIT that every capability it matches has besides its own
 */
public record Quota(ActionMatch actions, List<Pattern> resources, Clause clause) {
  public Quota {
    resources = List.copyOf(resources);
  }
}
