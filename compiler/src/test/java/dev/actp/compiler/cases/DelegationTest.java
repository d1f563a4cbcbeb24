package dev.actp.compiler.cases;

import static dev.actp.compiler.cases.Scene.holding;
import static dev.actp.compiler.cases.Verdicts.allowed;
import static dev.actp.compiler.cases.Verdicts.denied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Reason.Code;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.registry.Revocation;
import org.junit.jupiter.api.Test;

/** A chain of tokens holds what every link holds, and draws on the limits of all of them. */
class DelegationTest {
  private static final String POLICY =
      """
      policy "p" version "1"
      agent team: string
      delegation depth 2
      capability read on "**" { limit 3 per day }
      capability write on "team://{agent.team}/*" {}
      capability sign on "**" { not delegable }
      capability pay on "**" { approval by "finance" }
      """;
  private static final String WATCHFUL =
      """
      policy "watchful" version "1"
      action read(...)
      capability note on "**" {}
      forbid read on "secret://**"
      """;

  private final Scene scene = new Scene(POLICY, WATCHFUL);
  private final VerifiedToken boss = scene.root("boss", "p");

  @Test
  void whatAnyLinkDoesNotHoldIsNotHeld() {
    VerifiedToken narrow = scene.child(holding(boss, "read"), "worker", "p");
    VerifiedToken narrower = holding(scene.child(boss, "worker", "p"), "write");
    allowed(scene.ask(narrow, "read", "thing://1"));
    denied(scene.ask(narrow, "write", "team://red/1"), Code.CAPABILITY_NOT_GRANTED);
    denied(scene.ask(narrower, "read", "thing://1"), Code.CAPABILITY_NOT_GRANTED);
    VerifiedToken wider = scene.child(narrower, "helper", "p");
    denied(scene.ask(wider, "read", "thing://1"), Code.CAPABILITY_NOT_GRANTED);
    allowed(scene.ask(wider, "write", "team://red/1"));
  }

  @Test
  void everyLinkIsHeldToItsOwnAgent() {
    scene.agent("blue worker", "blue");
    VerifiedToken child = scene.child(boss, "blue worker", "p");
    allowed(scene.ask(boss, "write", "team://red/1"));
    denied(scene.ask(child, "write", "team://red/1"), Code.CAPABILITY_NOT_GRANTED);
    denied(scene.ask(child, "write", "team://blue/1"), Code.CAPABILITY_NOT_GRANTED);
    allowed(scene.ask(scene.child(boss, "red worker", "p"), "write", "team://red/1"));
  }

  @Test
  void aSwarmDrawsOnOneLimit() {
    VerifiedToken left = scene.child(boss, "left", "p");
    VerifiedToken right = scene.child(boss, "right", "p");
    Decision first = scene.ask(left, "read", "thing://1");
    allowed(first);
    assertThat(first.effects()).filteredOn(Effect.Consume.class::isInstance).hasSize(2);
    allowed(scene.ask(right, "read", "thing://1"));
    allowed(scene.ask(scene.child(left, "deep", "p"), "read", "thing://1"));
    for (VerifiedToken token : new VerifiedToken[] {left, right, boss}) {
      denied(scene.ask(token, "read", "thing://1"), Code.LIMIT_REACHED);
    }
    allowed(scene.ask(scene.root("another", "p"), "read", "thing://1"));
  }

  @Test
  void whatIsNotDelegableStaysWithTheRoot() {
    allowed(scene.ask(boss, "sign", "thing://1"));
    denied(scene.ask(scene.child(boss, "worker", "p"), "sign", "thing://1"), Code.NOT_DELEGABLE);
  }

  @Test
  void aChildDiesWithItsParent() {
    VerifiedToken child = scene.child(boss, "worker", "p");
    allowed(scene.ask(child, "read", "thing://1"));
    scene.state.revoke(new Revocation.Capability("root-boss", "write"));
    denied(scene.ask(child, "write", "team://red/1"), Code.CAPABILITY_REVOKED);
    scene.state.revoke(new Revocation.Token("root-boss"));
    denied(scene.ask(child, "read", "thing://1"), Code.TOKEN_REVOKED);
    VerifiedToken orphan = scene.child(scene.root("other boss", "p"), "worker", "p");
    scene.state.revoke(new Revocation.OfAgent("other boss"));
    denied(scene.ask(orphan, "read", "thing://1"), Code.TOKEN_REVOKED);
  }

  @Test
  void policiesOfAnAncestorAreInForce() {
    VerifiedToken child = scene.child(scene.root("boss", "p", "watchful"), "worker", "p");
    allowed(scene.ask(child, "read", "thing://1"));
    denied(scene.ask(child, "read", "secret://1"), Code.FORBIDDEN);
    denied(scene.ask(child, "note", "thing://1"), Code.CAPABILITY_NOT_GRANTED);
  }

  @Test
  void anApprovalIsForOneChain() {
    VerifiedToken child = scene.child(boss, "worker", "p");
    scene.ask(child, "pay", "order://1");
    scene.answer("finance", "dana", true);
    Verdicts.waits(scene.ask(boss, "pay", "order://1"));
    allowed(scene.ask(child, "pay", "order://1"));
  }
}
