package dev.actp.runtime.policy;

import java.util.List;

/**
 * Resources that nobody has a reason to touch: a request for one denies, suspends the agent and
 * alerts.
 */
public record Decoy(List<Pattern> resources, Source source) {
  public Decoy {
    resources = List.copyOf(resources);
  }
}
