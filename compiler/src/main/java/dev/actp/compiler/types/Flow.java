package dev.actp.compiler.types;

import dev.actp.dsl.syntax.Expression;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is known where an expression stands.
 *
 * @param variables the bound variables with their shapes
 * @param present the paths that are there, in the form of {@link Presence#key}
 */
record Flow(Map<String, Shape> variables, Set<Expression> present) {
  static final Flow START = new Flow(Map.of(), Set.of());

  Flow {
    variables = Map.copyOf(variables);
    present = Set.copyOf(present);
  }

  Flow with(String variable, Shape shape) {
    Map<String, Shape> more = new HashMap<>(variables);
    more.put(variable, shape);
    return new Flow(more, present);
  }

  Flow with(Set<Expression> paths) {
    if (paths.isEmpty()) {
      return this;
    }
    Set<Expression> more = new HashSet<>(present);
    more.addAll(paths);
    return new Flow(variables, more);
  }
}
