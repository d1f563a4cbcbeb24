package dev.actp.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import org.junit.jupiter.api.Test;

class SourceTextTest {
  private static final String UNTIDY =
      """
      policy "p" version "1"

      action pay( amount:decimal )

      capability pay   as small on "till://*"   , "till://**" {
        // a floor
        require (amount>0)
          and amount<=  5   else "no"
        limit 50 of   amount*2 per day each   agent
      }
      /// Never.
      forbid   "pay" on   "till://closed"  when   (amount > 1)
      quota 5   per hour for "pay" on "**"
      """;

  private final Policy policy = PolicyCompiler.compileText("p.actp", UNTIDY).policy().orElseThrow();

  @Test
  void parts_of_a_policy_carry_their_canonical_text_and_their_place() {
    Capability small = policy.capabilities().getFirst();
    assertThat(small.source())
        .isEqualTo(
            new Source("capability pay as small on \"till://*\", \"till://**\"", "p.actp", 5, 1));
    assertThat(small.clauses())
        .extracting(Clause::source)
        .containsExactly(
            new Source("require amount > 0 and amount <= 5 else \"no\"", "p.actp", 7, 3),
            new Source("limit 50 of amount * 2 per day each agent", "p.actp", 9, 3));
    assertThat(policy.forbids().getFirst().source())
        .isEqualTo(new Source("forbid pay on \"till://closed\" when amount > 1", "p.actp", 12, 1));
  }

  @Test
  void a_counter_does_not_change_with_the_layout_nor_with_its_maximum() {
    String tidy =
        """
        policy "p" version "2"
        action pay(amount: decimal)
        capability pay as small on "till://*" {
          require amount > 0
          limit 99 of amount * 2 per 24h
        }
        """;
    Policy other = PolicyCompiler.compileText("q.actp", tidy).policy().orElseThrow();
    assertThat(counter(other)).isEqualTo(counter(policy));
  }

  private static Counter counter(Policy policy) {
    return policy.capabilities().getFirst().clauses().get(1).charges().getFirst().counter();
  }
}
