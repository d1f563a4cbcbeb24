package dev.actp.compiler.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.ActionMatch;
import dev.actp.runtime.policy.Forbid;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleCompilerTest {
  private final RuleCompiler compiler = new RuleCompiler();

  @Test
  void aCapabilityGrantsWhatItsClausesAllowAndChargesItsLimit() {
    CompiledPolicy policy = compiler.compile(Sample.policy(5));
    Decision decision = Sample.decide(policy, Sample.request(3, 500));
    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(decision.exercised()).isEqualTo(new Decision.Exercised(Sample.POLICY_ID, "action3"));
    assertThat(decision.effects())
        .hasSize(2)
        .hasAtLeastOneElementOfType(Effect.Consume.class)
        .hasAtLeastOneElementOfType(Effect.Remember.class);
  }

  @Test
  void aFailingClauseSaysWhichValuesMattered() {
    CompiledPolicy policy = compiler.compile(Sample.policy(5));
    assertThat(Sample.decide(policy, Sample.request(3, 501)).reasons())
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.code()).isEqualTo(Reason.Code.REQUIREMENT_NOT_MET);
              assertThat(reason.detail()).isEqualTo("`amount` is 501");
            });
  }

  @Test
  void aUsedUpLimitDenies() {
    CompiledPolicy policy = compiler.compile(Sample.policy(5));
    Decision first = Sample.decide(policy, Sample.request(1, 1));
    CounterKey key = ((Effect.Consume) first.effects().getFirst()).counter();
    Sample.MemoryFacts facts = new Sample.MemoryFacts();
    facts.used.put(key, Value.Num.of(Sample.MAX_USES));
    assertThat(Sample.decide(policy, Sample.request(1, 1), facts).reasons())
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.code()).isEqualTo(Reason.Code.LIMIT_REACHED);
              assertThat(reason.detail()).isEqualTo("used 10 of 10, and this takes 1");
            });
  }

  @Test
  void anotherCustomersOrderAndAnUnknownActionAreNotGranted() {
    CompiledPolicy policy = compiler.compile(Sample.policy(5));
    for (var request :
        List.of(
            Sample.request("action1", "order://customer:99999/1", 1),
            Sample.request("other", "order://customer:12345/1", 1))) {
      assertThat(Sample.decide(policy, request).reasons())
          .extracting(Reason::code)
          .containsExactly(Reason.Code.CAPABILITY_NOT_GRANTED);
    }
  }

  @Test
  void aForbidOverridesAGrantAndMatchesLoosely() {
    Forbid forbid =
        new Forbid(
            new ActionMatch.Named("ACTION1"),
            List.of(Sample.pattern(Pattern.Part.Wildcard.ANY)),
            null,
            "never",
            Source.NONE);
    CompiledPolicy policy =
        compiler.compile(Sample.policy(List.of(Sample.capability("action1")), List.of(forbid)));
    Decision decision = Sample.decide(policy, Sample.request(1, 1));
    assertThat(decision.outcome()).isEqualTo(Outcome.DENY);
    assertThat(decision.reasons())
        .containsExactly(
            new Reason(Reason.Code.FORBIDDEN, Sample.POLICY_ID, "", Source.NONE, "never", ""));
  }
}
