package dev.actp.compiler.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.rules.ListedPolicy;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.reference.ReferenceDecider;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listing says is what is decided: the rule engine compiles and runs the text. */
class DrlListingTest {
  private static final int CASES_A_WORLD = 500;

  @ParameterizedTest
  @ValueSource(longs = {1_001, 1_002, 1_003, 1_004, 1_005, 1_006})
  void theListedRulesDecideAsTheReferenceDoes(long seed) {
    World world = new World(seed, ListedPolicy::new);
    for (int i = 0; i < CASES_A_WORLD; i++) {
      World.Case one = world.next();
      Decision expected =
          new ReferenceDecider().decide(one.policies(), one.request(), one.token(), one.facts());
      Decision actual =
          new PolicyDecider().decide(one.policies(), one.request(), one.token(), one.facts());
      assertThat(meaning(actual))
          .as("world %d, case %d: %s", seed, i, one.request())
          .isEqualTo(meaning(expected));
    }
  }

  private static List<Object> meaning(Decision decision) {
    return List.of(
        decision.outcome(),
        String.valueOf(decision.exercised()),
        decision.reasons().stream().map(Reason::code).toList(),
        decision.reasons().stream().map(Reason::clause).toList(),
        decision.obligations(),
        Set.copyOf(decision.effects()));
  }
}
