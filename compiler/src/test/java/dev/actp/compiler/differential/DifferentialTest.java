package dev.actp.compiler.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.Decider;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Memo;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.decision.ReadFacts;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.reference.ReferenceDecider;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The production engine decides as the reference does: 100,000 random cases in every build, more
 * with {@code -Dactp.differential.worlds=N} (each world is 100 cases).
 */
class DifferentialTest {
  private static final int SHARDS = 10;
  private static final int CASES_A_WORLD = 100;
  private static final int MOST_ROUNDS = 2;
  private static final long WORLDS = Long.getLong("actp.differential.worlds", 1_000);

  private final RuleCompiler compiler = new RuleCompiler();
  private final Decider engine = new PolicyDecider();
  private final Decider reference = new ReferenceDecider();

  static LongStream shards() {
    return LongStream.range(0, SHARDS);
  }

  @ParameterizedTest
  @MethodSource("shards")
  void decidesAsTheReferenceDoes(long shard) {
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (long seed = shard; seed < WORLDS; seed += SHARDS) {
      World world = new World(seed, compiler::compile);
      for (int i = 0; i < CASES_A_WORLD; i++) {
        Decision decision = decideBoth(world.next(), seed, i);
        outcomes.merge(decision.outcome(), 1, Integer::sum);
      }
    }
    int cases = outcomes.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(outcomes.keySet()).containsExactlyInAnyOrder(Outcome.values());
    outcomes.forEach(
        (outcome, count) ->
            System.out.printf(
                "differential shard %d: %4.1f %% %s%n", shard, 100.0 * count / cases, outcome));
    assertThat(outcomes.values()).allSatisfy(count -> assertThat(count).isGreaterThan(cases / 7));
  }

  private Decision decideBoth(World.Case one, long seed, int index) {
    Decision expected = reference.decide(one.policies(), one.request(), one.token(), one.facts());
    Decision actual = decideInRounds(one);
    assertThat(comparable(actual))
        .as("world %d, case %d: %s", seed, index, one.request())
        .isEqualTo(comparable(expected));
    return actual;
  }

  /** As the decision service has it: functions are computed beside, and then only looked up. */
  private Decision decideInRounds(World.Case one) {
    Memo memo = new Memo().lookingUp();
    for (int rounds = 0; rounds <= MOST_ROUNDS; rounds++) {
      ReadFacts facts = new ReadFacts(one.facts(), memo);
      Decision decision = engine.decide(one.policies(), one.request(), one.token(), facts);
      if (!memo.missed()) {
        return decision;
      }
      engine.decide(one.policies(), one.request(), one.token(), facts.alone());
      memo = memo.lookingUp();
    }
    throw new AssertionError("functions are never all computed: " + one.request());
  }

  /** All but the details, which are for people, and the order of effects, which are one step. */
  private static List<Object> comparable(Decision decision) {
    Decision.Monitored monitored = decision.monitored();
    return List.of(
        decision.outcome(),
        String.valueOf(decision.exercised()),
        withoutDetails(decision.reasons()),
        monitored == null
            ? List.of()
            : List.of(monitored.outcome(), withoutDetails(monitored.reasons())),
        decision.obligations(),
        Set.copyOf(decision.effects()));
  }

  private static List<Reason> withoutDetails(List<Reason> reasons) {
    return reasons.stream()
        .map(
            reason ->
                new Reason(
                    reason.code(),
                    reason.policy(),
                    reason.capability(),
                    reason.clause(),
                    reason.message(),
                    ""))
        .toList();
  }
}
