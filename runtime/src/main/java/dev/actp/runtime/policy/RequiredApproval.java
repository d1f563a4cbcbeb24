package dev.actp.runtime.policy;

import java.util.List;

/**
 * A policy-level approval: asked for whenever action and resource match (loosely) and its {@code
 * when} is not false.
 */
public record RequiredApproval(
    ActionMatch actions, List<Pattern> resources, Ask ask, Source source) {
  public RequiredApproval {
    resources = List.copyOf(resources);
  }
}
