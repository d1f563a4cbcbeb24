package dev.actp.compiler.cases;

import static dev.actp.compiler.cases.Verdicts.allowed;
import static dev.actp.compiler.cases.Verdicts.denied;
import static dev.actp.compiler.cases.Verdicts.waits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Reason.Code;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.registry.Revocation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a breaker counts, against whom, and for how long it suspends. */
class BreakerTest {
  private static final String POLICY =
      """
      policy "p" version "1"
      window night = daily 00:00-06:00 in "UTC"
      action pay(amount: decimal)
      action delete(...)
      capability pay on "order://**" { require amount <= 500 }
      capability read on "**" { limit 1 per day }
      capability sleep on "**" { during night }
      capability wire on "**" { approval by "finance" }
      capability both on "**" {
        require region == "eu"
        limit 1 per day
      }
      forbid delete on "**"
      breaker 3 denials in 5m suspends 30m
      """;
  private static final String OTHER =
      """
      policy "other" version "1"
      capability write on "**" {}
      """;

  private final Scene scene = new Scene(POLICY, OTHER);
  private final VerifiedToken token = scene.token("p");

  private void forbidden(VerifiedToken by, int times) {
    for (int i = 0; i < times; i++) {
      denied(scene.ask(by, "delete", "order://1"), Code.FORBIDDEN);
    }
  }

  @Test
  void prohibitionsRequirementsAndWhatNobodyGrantsCount() {
    forbidden(token, 1);
    denied(scene.ask(token, "pay", "order://1", "{\"amount\": 501}"), Code.REQUIREMENT_NOT_MET);
    assertThat(scene.suspended("bot")).isFalse();
    denied(scene.ask(token, "launch", "rocket://1"), Code.CAPABILITY_NOT_GRANTED);
    assertThat(scene.suspended("bot")).isTrue();
    denied(scene.ask(token, "read", "order://1"), Code.AGENT_SUSPENDED);
  }

  @Test
  void limitsWindowsAndWaitsDoNotCount() {
    allowed(scene.ask(token, "read", "order://1"));
    for (int i = 0; i < 5; i++) {
      denied(scene.ask(token, "read", "order://1"), Code.LIMIT_REACHED);
      denied(scene.ask(token, "sleep", "order://1"), Code.OUTSIDE_WINDOW);
      waits(scene.ask(token, "wire", "order://1"));
    }
    scene.answer("finance", "dana", false);
    for (int i = 0; i < 5; i++) {
      denied(scene.ask(token, "wire", "order://1"), Code.APPROVAL_REJECTED);
    }
    assertThat(scene.suspended("bot")).isFalse();
  }

  @Test
  void aLimitBesideAnotherFailureCounts() {
    allowed(scene.ask(token, "both", "order://1", "{\"region\": \"eu\"}"));
    for (int i = 0; i < 3; i++) {
      denied(
          scene.ask(token, "both", "order://1", "{\"region\": \"us\"}"),
          Code.REQUIREMENT_NOT_MET,
          Code.LIMIT_REACHED);
    }
    assertThat(scene.suspended("bot")).isTrue();
  }

  @Test
  void whatIsDeniedBeforeAnyRuleDoesNotCount() {
    for (int i = 0; i < 5; i++) {
      denied(scene.ask(token, "read", "order://../1"), Code.RESOURCE_MALFORMED);
    }
    scene.state.revoke(new Revocation.Token("root-bot"));
    for (int i = 0; i < 5; i++) {
      denied(scene.ask(token, "delete", "order://1"), Code.TOKEN_REVOKED);
    }
    assertThat(scene.suspended("bot")).isFalse();
  }

  @Test
  void onlyDenialsWithinTheWindowCount() {
    forbidden(token, 2);
    scene.advance(Duration.ofMinutes(5));
    forbidden(token, 2);
    assertThat(scene.suspended("bot")).isFalse();
    forbidden(token, 1);
    assertThat(scene.suspended("bot")).isTrue();
  }

  @Test
  void aSuspensionEndsAndIsNotProlonged() {
    forbidden(token, 3);
    scene.advance(Duration.ofMinutes(29));
    for (int i = 0; i < 5; i++) {
      denied(scene.ask(token, "delete", "order://1"), Code.AGENT_SUSPENDED);
    }
    scene.advance(Duration.ofMinutes(1));
    allowed(scene.ask(token, "read", "order://1"));
    forbidden(token, 2);
    assertThat(scene.suspended("bot")).isFalse();
  }

  @Test
  void aChildsDenialsCountAgainstEveryAncestor() {
    VerifiedToken boss = scene.root("boss", "p");
    VerifiedToken left = scene.child(boss, "left", "p");
    VerifiedToken right = scene.child(boss, "right", "p");
    forbidden(left, 2);
    forbidden(right, 1);
    assertThat(scene.suspended("boss")).isTrue();
    assertThat(scene.suspended("left")).isFalse();
    denied(scene.ask(left, "read", "order://1"), Code.AGENT_SUSPENDED);
    denied(scene.ask(right, "read", "order://1"), Code.AGENT_SUSPENDED);
  }

  @Test
  void aDenialCountsForEveryPolicyInForceAndForNoOther() {
    VerifiedToken both = scene.token("p", "other");
    for (int i = 0; i < 3; i++) {
      denied(scene.ask(both, "launch", "rocket://1"), Code.CAPABILITY_NOT_GRANTED);
    }
    assertThat(scene.suspended("bot")).isTrue();
    VerifiedToken without = scene.root("clerk", "other");
    for (int i = 0; i < 5; i++) {
      denied(scene.ask(without, "delete", "order://1"), Code.CAPABILITY_NOT_GRANTED);
    }
    assertThat(scene.suspended("clerk")).isFalse();
  }
}
