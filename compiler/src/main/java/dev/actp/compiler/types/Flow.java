package dev.actp.compiler.types;

import dev.actp.dsl.syntax.Expression;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known where an expression stands. Operands of one connective share a flow that learns
 * from operand to operand, so that a thousand of them do not make a thousand copies.
 *
 * @param variables the bound variables with their shapes
 * @param outer where the connective stands, or null outside of any
 * @param learnt the paths that are there, in the form of {@link Presence#key}, beside the outer
 *     ones
 */
record Flow(Map<String, Shape> variables, @Nullable Flow outer, Set<Expression> learnt) {
  static final Flow START = new Flow(Map.of(), null, Set.of());

  Flow {
    variables = Map.copyOf(variables);
  }

  Flow with(String variable, Shape shape) {
    Map<String, Shape> more = new HashMap<>(variables);
    more.put(variable, shape);
    return new Flow(more, outer, learnt);
  }

  /** The flow of a connective's operands, each of which reads it before the next one is known. */
  Flow inside() {
    return new Flow(variables, this, new HashSet<>());
  }

  void learn(Set<Expression> paths) {
    learnt.addAll(paths);
  }

  /** Whether something is there. Takes as long as connectives are nested. */
  boolean has(Expression path) {
    Expression key = Presence.key(path);
    for (Flow flow = this; flow != null; flow = flow.outer) {
      if (flow.learnt.contains(key)) {
        return true;
      }
    }
    return false;
  }
}
