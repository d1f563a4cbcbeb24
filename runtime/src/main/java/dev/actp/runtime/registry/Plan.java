package dev.actp.runtime.registry;

import dev.actp.runtime.registry.Quotas.Kind;
import java.util.Map;

/** Quotas that go by a name. */
public enum Plan {
  SANDBOX,
  STARTER,
  GROWTH;

  /** What it allows; what is not there is not bounded by it. */
  public Map<Kind, Long> most() {
    return switch (this) {
      case SANDBOX ->
          Map.of(
              Kind.AGENTS, 1L,
              Kind.ACTIONS_PER_MONTH, 500L,
              Kind.POLICIES, 3L,
              Kind.RETENTION_DAYS, 7L);
      case STARTER ->
          Map.of(
              Kind.AGENTS, 5L,
              Kind.ACTIONS_PER_MONTH, 50_000L,
              Kind.RETENTION_DAYS, 30L);
      case GROWTH ->
          Map.of(
              Kind.AGENTS, 25L,
              Kind.ACTIONS_PER_MONTH, 500_000L,
              Kind.RETENTION_DAYS, 90L);
    };
  }
}
