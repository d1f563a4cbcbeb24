package dev.actp.compiler.cases;

import static dev.actp.compiler.cases.Verdicts.allowed;
import static dev.actp.compiler.cases.Verdicts.denied;
import static dev.actp.compiler.cases.Verdicts.waits;
import static dev.actp.compiler.cases.Verdicts.would;
import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason.Code;
import dev.actp.runtime.decision.VerifiedToken;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A policy in monitor mode is tried out: it says what it would deny, and denies little. */
class MonitorModeTest {
  private static final String TRIED =
      """
      policy "tried" version "1"
      mode monitor until 2026-03-01
      action pay(amount: decimal)
      action delete(...)
      capability pay on "order://*" {
        require amount <= 500
        limit 2 per day
      }
      capability wire on "order://*" { approval by "finance" }
      forbid delete on "**"
      breaker 1 denials in 5m suspends 30m
      decoy "order://honey"
      """;
  private static final String STRICT =
      """
      policy "strict" version "1"
      capability pay, read on "**" { require amount > 0 }
      forbid read on "secret://**"
      """;

  private final Scene scene = new Scene(TRIED, STRICT);
  private final VerifiedToken token = scene.token("tried");

  private Decision pay(String amount) {
    return scene.ask(token, "pay", "order://1", "{\"amount\": " + amount + "}");
  }

  @Test
  void whatItWouldDenyIsAllowedAndSaidApart() {
    Decision decision = pay("501");
    allowed(decision);
    would(decision, Outcome.DENY, Code.REQUIREMENT_NOT_MET);
    Decision unknown = scene.ask(token, "launch", "rocket://1");
    allowed(unknown);
    would(unknown, Outcome.DENY, Code.CAPABILITY_NOT_GRANTED);
    Decision good = pay("500");
    allowed(good);
    would(good, Outcome.ALLOW, Code.GRANTED);
  }

  @Test
  void limitsGoOnAndAreNotEnforced() {
    pay("1");
    pay("501");
    Decision third = pay("1");
    allowed(third);
    would(third, Outcome.DENY, Code.LIMIT_REACHED);
  }

  @Test
  void nobodyIsAsked() {
    Decision decision = scene.ask(token, "wire", "order://1");
    allowed(decision);
    would(decision, Outcome.NEEDS_APPROVAL, Code.APPROVAL_NEEDED);
    assertThat(scene.asked()).isEmpty();
  }

  @Test
  void aProhibitionAndADecoyStandAndSuspendNobody() {
    denied(scene.ask(token, "delete", "order://1"), Code.FORBIDDEN);
    denied(scene.ask(token, "pay", "order://honey", "{\"amount\": 1}"), Code.DECOY_TOUCHED);
    pay("501");
    assertThat(scene.suspended("bot")).isFalse();
  }

  @Test
  void itEndsWithTheFirstMomentOfItsDate() {
    scene.now = Instant.parse("2026-02-28T23:59:59.999999Z");
    allowed(pay("501"));
    scene.now = Instant.parse("2026-03-01T00:00:00Z");
    Decision decision = pay("501");
    denied(decision, Code.REQUIREMENT_NOT_MET);
    assertThat(decision.monitored()).isNull();
    assertThat(scene.suspended("bot")).isTrue();
  }

  @Test
  void besideAnEnforcingPolicyItOnlyWatches() {
    VerifiedToken both = scene.token("tried", "strict");
    Decision much = scene.ask(both, "pay", "order://1", "{\"amount\": 501}");
    allowed(much);
    would(much, Outcome.ALLOW, Code.GRANTED);
    denied(scene.ask(both, "pay", "order://1", "{\"amount\": 0}"), Code.REQUIREMENT_NOT_MET);
    Decision wire = scene.ask(both, "wire", "order://1");
    denied(wire, Code.CAPABILITY_NOT_GRANTED);
    would(wire, Outcome.NEEDS_APPROVAL, Code.APPROVAL_NEEDED);
    Decision deleted = scene.ask(both, "delete", "order://1");
    denied(deleted, Code.CAPABILITY_NOT_GRANTED);
    would(deleted, Outcome.DENY, Code.FORBIDDEN);
    denied(scene.ask(both, "read", "secret://1", "{\"amount\": 1}"), Code.FORBIDDEN);
  }

  @Test
  void anAncestorsEnforcingPolicyEnforces() {
    VerifiedToken child = scene.child(scene.root("boss", "tried", "strict"), "bot", "tried");
    denied(scene.ask(child, "pay", "order://1", "{\"amount\": 501}"), Code.CAPABILITY_NOT_GRANTED);
  }

  @Test
  void guardrailsNeverMonitor() {
    Scene guarded =
        new Scene(
            TRIED,
            """
            guardrail "house" version "1"
            forbid any action on "secret://**"
            approval by "security" for any action on "env://**"
            quota 2 per day
            """);
    VerifiedToken own = guarded.token("tried");
    denied(guarded.ask(own, "read", "secret://1"), Code.FORBIDDEN);
    waits(guarded.ask(own, "deploy", "env://1"));
    assertThat(guarded.asked()).containsExactly("security");
    allowed(guarded.ask(own, "read", "thing://1"));
    allowed(guarded.ask(own, "read", "thing://1"));
    denied(guarded.ask(own, "read", "thing://1"), Code.LIMIT_REACHED);
  }
}
