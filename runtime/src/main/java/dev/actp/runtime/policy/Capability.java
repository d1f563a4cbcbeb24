package dev.actp.runtime.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A grant of one or more actions on resources while every clause holds. All its actions share its
 * counters.
 *
 * @param name unique in its policy; what tokens name
 */
public record Capability(
    String name,
    List<String> actions,
    List<Pattern> resources,
    List<Clause> clauses,
    @Nullable String documentation,
    Source source) {
  public Capability {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    clauses = List.copyOf(clauses);
  }
}
