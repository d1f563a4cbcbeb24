package dev.actp.runtime.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A counter of a policy, before its key is filled in. Identified together with tenant and key
 * values by all of these members but the maximum it is held against, so that editing a maximum
 * keeps what was used.
 *
 * @param policy the policy's or guardrail's name
 * @param scope the capability's name, or the target of a quota in canonical text
 * @param measure the canonical text of what is summed; empty where uses are counted
 * @param releasedBy the action that gives a unit back ({@code limit N open}), or null
 */
public record Counter(
    String policy,
    String scope,
    Kind kind,
    Window window,
    String measure,
    @Nullable String releasedBy,
    List<Key> keys) {

  /** What is counted. */
  public enum Kind {
    COUNT,
    BUDGET,
    OPEN,
    QUOTA
  }

  public Counter {
    keys = List.copyOf(keys);
  }

  /** What each live counter is kept for. */
  public sealed interface Key {
    /** The keys without a name. The default is {@link #AGENT}. */
    enum Of implements Key {
      AGENT,
      TENANT,
      TOKEN,
      SESSION,
      RESOURCE
    }

    /** {@code each session.name}. */
    record SessionValue(String name) implements Key {}

    /** {@code each name}: the caller chooses it. */
    record Attribute(String name) implements Key {}
  }
}
