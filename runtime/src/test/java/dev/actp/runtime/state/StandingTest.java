package dev.actp.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reading.Revocations;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.registry.Suspension;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandingTest {
  private final World world = new World();

  private Revocations revocations(String jti) {
    return (Revocations) world.state.facts(world.now).read(new FactKey.TokenStanding(jti, "agent"));
  }

  private Reading.Agent agent() {
    return (Reading.Agent) world.state.facts(world.now).read(new FactKey.AgentStanding("agent"));
  }

  private void register() {
    world.state.put(
        new Agent("agent", "Agent", "", Value.Struct.EMPTY, List.of(), null, false, World.START));
  }

  private void issue(String jti) {
    VerifiedToken.Link link =
        new VerifiedToken.Link(jti, "agent", World.START, World.START.plusSeconds(60), List.of());
    world.state.issued(
        new IssuedToken(
            new VerifiedToken("t", jti, Value.Struct.EMPTY, List.of(link)),
            world.now,
            "issuer",
            Value.Struct.EMPTY,
            null));
  }

  @Test
  void anUnknownAgentIsMissing() {
    assertThat(world.state.facts(world.now).read(new FactKey.AgentStanding("agent")))
        .isEqualTo(Reading.Missing.MISSING);
  }

  @Test
  void aTokenItsCapabilityOrItsPolicyIsRevoked() {
    assertThat(revocations("j1")).isEqualTo(Revocations.NONE);
    assertThat(world.state.revoke(new Revocation.Capability("j1", "send"))).isTrue();
    assertThat(revocations("j1").capabilities()).isEqualTo(Set.of("send"));
    assertThat(revocations("j2")).isEqualTo(Revocations.NONE);
    assertThat(world.state.revoke(new Revocation.OfPolicy("p"))).isTrue();
    assertThat(revocations("j2").policies()).isEqualTo(Set.of("p"));
    assertThat(world.state.revoke(new Revocation.Token("j1"))).isTrue();
    assertThat(world.state.revoke(new Revocation.Token("j1"))).isFalse();
    assertThat(revocations("j1").whole()).isTrue();
    assertThat(world.state.reinstate(new Revocation.Token("j1"))).isFalse();
    assertThat(world.state.reinstate(new Revocation.OfPolicy("p"))).isTrue();
    assertThat(revocations("j2")).isEqualTo(Revocations.NONE);
  }

  @Test
  void allOfAnAgentIsWhatItHoldsNow() {
    issue("before");
    world.state.revoke(new Revocation.OfAgent("agent"));
    issue("after");
    assertThat(revocations("before").whole()).isTrue();
    assertThat(revocations("never registered").whole()).isTrue();
    assertThat(revocations("after").whole()).isFalse();
    world.state.revoke(new Revocation.OfAgent("agent"));
    assertThat(revocations("after").whole()).isTrue();
  }

  @Test
  void everythingIsRevokedUntilReinstated() {
    world.state.revoke(Revocation.Everything.EVERYTHING);
    issue("later");
    assertThat(revocations("later").whole()).isTrue();
    assertThat(world.state.reinstate(Revocation.Everything.EVERYTHING)).isTrue();
    assertThat(revocations("later").whole()).isFalse();
  }

  private Settlement deny() {
    return world.settle(
        new Effect.CountDenial("agent", "p", 3, Duration.ofMinutes(5), Duration.ofMinutes(30)));
  }

  @Test
  void denialsWithinTheWindowSuspendForATime() {
    register();
    deny();
    deny();
    world.advance(Duration.ofMinutes(5));
    deny();
    deny();
    assertThat(agent().suspendedUntil()).isNull();
    assertThat(deny().suspended()).hasSize(1);
    Instant until = world.now.plus(Duration.ofMinutes(30));
    assertThat(agent().suspendedUntil()).isEqualTo(until);
    deny();
    deny();
    assertThat(deny().suspended()).isEmpty();
    assertThat(agent().suspendedUntil()).isEqualTo(until);
    world.now = until;
    assertThat(agent().suspendedUntil()).isNull();
  }

  private static Effect breaker(String policy, Duration suspends) {
    return new Effect.CountDenial("agent", policy, 1, Duration.ofMinutes(5), suspends);
  }

  @Test
  void ofTwoSuspensionsTheLongerStays() {
    register();
    Duration hour = Duration.ofHours(1);
    Duration minute = Duration.ofMinutes(1);
    Settlement both = world.settle(breaker("short", minute), breaker("long", hour));
    Suspension expected = new Suspension("agent", world.now.plus(hour));
    assertThat(both.suspended()).containsExactly(expected);
    assertThat(agent().suspendedUntil()).isEqualTo(expected.until());
    world.now = expected.until();
    assertThat(world.settle(breaker("long", hour), breaker("short", minute)).suspended())
        .containsExactly(new Suspension("agent", world.now.plus(hour)));
    world.state.suspend(new Suspension("agent", world.now.plus(minute)));
    assertThat(agent().suspendedUntil()).isEqualTo(world.now.plus(hour));
  }

  @Test
  void aPersonLiftsASuspension() {
    register();
    world.settle(new Effect.Suspend("agent"));
    assertThat(agent().suspendedUntil()).isEqualTo(Instant.MAX);
    assertThat(world.state.resume("agent", world.now)).isTrue();
    assertThat(agent().suspendedUntil()).isNull();
    assertThat(world.state.resume("agent", world.now)).isFalse();
  }
}
