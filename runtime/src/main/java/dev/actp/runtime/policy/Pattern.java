package dev.actp.runtime.policy;

import java.util.List;

/**
 * A glob over resources, actions or texts; how it matches is stated in {@code
 * runtime.function.Glob}.
 */
public record Pattern(List<Part> parts) {
  public Pattern {
    parts = List.copyOf(parts);
  }

  /** One part of a glob. */
  public sealed interface Part {
    /** Literal text. */
    record Literal(String text) implements Part {}

    /** {@code {session.name}}, filled in literally; each element of a set is an alternative. */
    record SessionValue(String name) implements Part {}

    /** {@code {agent.name}}, likewise; {@code id} and {@code name} are the agent's own. */
    record AgentValue(String name) implements Part {}

    /** The wildcards. */
    enum Wildcard implements Part {
      /** One or more characters within a segment. */
      STAR,
      /** A whole last segment {@code *}: the rest, one segment or more. */
      REST,
      /** {@code **}: any characters, none included. */
      ANY
    }
  }
}
