package dev.actp.compiler.cases;

import static dev.actp.compiler.cases.Verdicts.allowed;
import static dev.actp.compiler.cases.Verdicts.denied;
import static dev.actp.compiler.cases.Verdicts.waits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reason.Code;
import dev.actp.runtime.decision.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Decoys, prohibitions and guardrails: what nothing overrides. */
class ProhibitionsTest {
  private static final String OPEN =
      """
      policy "open" version "1"
      capability read, write on "**" {}
      forbid write on "customer://**"
      decoy "customer://id:honey-*"
      """;
  private static final String NARROW =
      """
      policy "narrow" version "1"
      capability read on "order://**" {}
      """;
  private static final String HOUSE =
      """
      guardrail "house" version "1"
      action read(...)
      forbid any action matching "admin.*" on "**"
      approval by "security" for read on "env://production/**"
      quota 3 per day for read on "**" each tenant
      """;

  @Test
  void aDecoyDeniesAheadOfAllAndSuspendsUntilAPersonLiftsIt() {
    Scene scene = new Scene(OPEN);
    VerifiedToken token = scene.token("open");
    denied(scene.ask(token, "write", "customer://id:honey-1"), Code.DECOY_TOUCHED);
    scene.advance(Duration.ofDays(60));
    denied(scene.ask(token, "read", "order://1"), Code.AGENT_SUSPENDED);
    Reading agent = scene.state.facts(scene.now).read(new FactKey.AgentStanding("bot"));
    assertThat(((Reading.Agent) agent).suspendedUntil()).isEqualTo(Instant.MAX);
    scene.state.resume("bot", scene.now);
    allowed(scene.ask(token, "read", "order://1"));
  }

  @Test
  void aDecoyMatchesLooselyAndSuspendsWhoTouchedItAlone() {
    Scene scene = new Scene(OPEN);
    VerifiedToken boss = scene.root("boss", "open");
    VerifiedToken child = scene.child(boss, "worker", "open");
    denied(scene.ask(child, "read", "CUSTOMER://ID:Honey-1"), Code.DECOY_TOUCHED);
    assertThat(scene.suspended("worker")).isTrue();
    assertThat(scene.suspended("boss")).isFalse();
    allowed(scene.ask(boss, "read", "customer://id:1"));
  }

  @Test
  void noCapabilityOverridesAProhibitionOfAnotherPolicy() {
    Scene scene =
        new Scene(
            NARROW,
            """
            policy "free" version "1"
            capability write on "**" {}
            """,
            OPEN);
    allowed(scene.ask(scene.token("free"), "write", "customer://id:1"));
    denied(scene.ask(scene.token("free", "open"), "write", "customer://id:1"), Code.FORBIDDEN);
    denied(scene.ask(scene.token("open", "free"), "write", "Customer://id:1"), Code.FORBIDDEN);
  }

  @Test
  void anErrorInAProhibitionForbids() {
    Scene scene =
        new Scene(
            """
            policy "p" version "1"
            capability pay on "**" {}
            forbid pay on "**" when amount > 100
            """);
    VerifiedToken token = scene.token("p");
    allowed(scene.ask(token, "pay", "order://1", "{\"amount\": 100}"));
    denied(scene.ask(token, "pay", "order://1", "{\"amount\": 101}"), Code.FORBIDDEN);
    denied(scene.ask(token, "pay", "order://1"), Code.FORBIDDEN);
    denied(scene.ask(token, "pay", "order://1", "{\"amount\": \"1\"}"), Code.FORBIDDEN);
  }

  @Test
  void aGuardrailIsInForceForEveryTokenAndGrantsNothing() {
    Scene scene = new Scene(OPEN, NARROW, HOUSE);
    denied(scene.ask(scene.token("open"), "admin.drop", "db://1"), Code.FORBIDDEN);
    denied(scene.ask(scene.token("narrow"), "ADMIN.drop", "db://1"), Code.FORBIDDEN);
    waits(scene.ask(scene.token("open"), "read", "env://production/1"));
    assertThat(scene.asked()).containsExactly("security");
    denied(
        scene.ask(scene.token("narrow"), "read", "env://production/1"),
        Code.CAPABILITY_NOT_GRANTED);
  }

  @Test
  void aGuardrailsQuotaIsOnePoolOverAllPoliciesAndAgents() {
    Scene scene = new Scene(OPEN, NARROW, HOUSE);
    allowed(scene.ask(scene.token("open"), "read", "order://1"));
    allowed(scene.ask(scene.token("narrow"), "read", "order://1"));
    allowed(scene.ask(scene.root("other", "narrow"), "read", "order://1"));
    denied(scene.ask(scene.root("third", "open"), "read", "order://1"), Code.LIMIT_REACHED);
    allowed(scene.ask(scene.root("third", "open"), "write", "order://1"));
  }
}
