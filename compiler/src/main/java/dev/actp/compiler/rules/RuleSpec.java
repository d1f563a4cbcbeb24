package dev.actp.compiler.rules;

import dev.actp.runtime.decision.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule before it is Drools'.
 *
 * @param name unique in its base: Drools drops a rule without a word where another has its name
 * @param action the one action that the rule is about, by which it is indexed, or null for any
 * @param conditions in the order in which they are tested
 */
record RuleSpec(String name, @Nullable String action, List<Condition> conditions, Finding finding) {
  RuleSpec {
    conditions = List.copyOf(conditions);
  }
}
