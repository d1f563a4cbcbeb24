package dev.actp.dsl.syntax;

import java.util.List;

/**
 * A glob over resources, actions or texts. No two {@link Part.Literal} parts stand side by side,
 * and none is empty.
 */
public record Pattern(List<Part> parts, Span span) implements Node {
  public Pattern {
    parts = List.copyOf(parts);
  }

  /**
   * One part of a pattern. What {@code *} stands for depends on its place; that is the compiler's
   * to say.
   */
  public sealed interface Part {
    /** Characters that stand for themselves, escapes resolved. */
    record Literal(String text) implements Part {}

    /** {@code {session.name}}. */
    record SessionValue(Name name) implements Part {}

    /** {@code {agent.name}}. */
    record AgentValue(Name name) implements Part {}

    /** {@code *} and {@code **}. */
    enum Wildcard implements Part {
      STAR,
      DOUBLE_STAR
    }
  }
}
