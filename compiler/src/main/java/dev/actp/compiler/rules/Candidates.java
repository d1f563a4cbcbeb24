package dev.actp.compiler.rules;

import dev.actp.compiler.expression.Evaluator;
import dev.actp.compiler.expression.Frame;
import dev.actp.compiler.expression.Patterns;
import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The capabilities that match a request and do not hold. What holds is found by rules; what merely
 * matches explains a denial, so that as rules it would cost every allow a firing and every policy
 * twice the memory.
 */
final class Candidates {
  private final Map<String, List<Candidate>> byAction = new HashMap<>();

  private record Candidate(Evaluator resource, Finding.Candidate finding) {}

  Candidates(Policy policy) {
    for (int i = 0; i < policy.capabilities().size(); i++) {
      Capability capability = policy.capabilities().get(i);
      Candidate candidate =
          new Candidate(Patterns.resourceMatches(capability.resources()), new Finding.Candidate(i));
      for (String action : capability.actions()) {
        byAction.computeIfAbsent(action, none -> new ArrayList<>(1)).add(candidate);
      }
    }
  }

  /** Adds the findings to those of the rules. */
  void addTo(List<Finding> findings, Situation situation) {
    List<Candidate> candidates = byAction.get(situation.request().action());
    if (candidates == null) {
      return;
    }
    for (Candidate candidate : candidates) {
      if (!holds(candidate, findings) && matches(candidate, situation)) {
        findings.add(candidate.finding);
      }
    }
  }

  private static boolean holds(Candidate candidate, List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding instanceof Finding.Holds(int index) && index == candidate.finding.capability()) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(Candidate candidate, Situation situation) {
    return !(candidate.resource.in(new Frame(situation)) instanceof Value.Bool matched)
        || matched.value();
  }
}
