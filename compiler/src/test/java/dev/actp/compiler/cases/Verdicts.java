package dev.actp.compiler.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;

/** What a decision has to be, in the words of a test. */
final class Verdicts {
  private Verdicts() {}

  static void allowed(Decision decision) {
    assertThat(decision.outcome()).as(() -> decision.toString()).isEqualTo(Outcome.ALLOW);
  }

  static void waits(Decision decision) {
    assertThat(decision.outcome()).as(() -> decision.toString()).isEqualTo(Outcome.NEEDS_APPROVAL);
  }

  /** Denied for exactly these reasons, in this order. */
  static void denied(Decision decision, Reason.Code... codes) {
    assertThat(decision.outcome()).as(() -> decision.toString()).isEqualTo(Outcome.DENY);
    assertThat(decision.reasons()).extracting(Reason::code).containsExactly(codes);
  }

  /** What a policy in monitor mode would have made of it. */
  static void would(Decision decision, Outcome outcome, Reason.Code... codes) {
    Decision.Monitored monitored = decision.monitored();
    assertThat(monitored).isNotNull();
    assertThat(monitored.outcome()).isEqualTo(outcome);
    assertThat(monitored.reasons()).extracting(Reason::code).containsExactly(codes);
  }
}
