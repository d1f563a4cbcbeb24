package dev.actp.dsl.syntax;

import java.util.List;

/**
 * {@code ACTION on "P", "Q"}.
 *
 * @param resources empty where no {@code on} was written, which only {@code never} and {@code
 *     always} allow
 */
public record Scope(ActionTarget actions, List<Pattern> resources, Span span) implements Node {
  public Scope {
    resources = List.copyOf(resources);
  }
}
