package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.Attenuations;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decider;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.policy.Policy;
import dev.actp.server.policy.PolicyBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SelfTestTest {
  private static final Instant NOW = Instant.parse("2026-02-16T10:00:00Z");

  private final RuleCompiler rules = new RuleCompiler();

  @Test
  void itDecidesThroughACompiledPolicy() {
    List<Decision> decisions = new ArrayList<>();
    Decider decider = new PolicyDecider();
    Optional<String> problem =
        test(
            rules::compile,
            (policies, request, token, facts) -> {
              decisions.add(decider.decide(policies, request, token, facts));
              return decisions.getLast();
            });

    assertThat(problem).isEmpty();
    assertThat(decisions)
        .extracting(Decision::outcome)
        .containsExactly(Outcome.ALLOW, Outcome.DENY);
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void anEngineThatAnswersEverythingAlikeIsNotReady(Outcome always) {
    Decision decision = new Decision(always, null, List.of(), List.of(), List.of());

    assertThat(test(rules::compile, (policies, request, token, facts) -> decision))
        .hasValueSatisfying(problem -> assertThat(problem).contains(always.toString()));
  }

  @Test
  void rulesThatCannotBeBuiltAreNotReady() {
    BiFunction<Policy, Attenuations, CompiledPolicy> broken =
        (policy, attenuations) -> {
          throw new IllegalStateException("no rules");
        };

    assertThat(test(broken, new PolicyDecider()))
        .hasValueSatisfying(problem -> assertThat(problem).contains("self-test"));
  }

  private static Optional<String> test(
      BiFunction<Policy, Attenuations, CompiledPolicy> rules, Decider decider) {
    try (PolicyBuilder builder = new PolicyBuilder(rules)) {
      return new SelfTest(builder, decider, NOW).problem();
    }
  }
}
