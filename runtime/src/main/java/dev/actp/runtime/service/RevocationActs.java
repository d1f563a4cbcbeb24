package dev.actp.runtime.service;

import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.Objects;

/** Acts that take back what was given, and give back what was taken. */
final class RevocationActs {
  private RevocationActs() {}

  /** A token need not be known: one that was handed on offline is revoked by its id too. */
  static Ruling revoke(Desk desk, Revocation what) {
    return switch (what) {
      case Revocation.OfAgent(String agent) when desk.state.agent(agent).isEmpty() ->
          Ruling.unknown("agent", agent);
      case Revocation.OfPolicy(String policy) when !desk.versions.containsKey(policy) ->
          Ruling.unknown("policy", policy);
      case Revocation.OfPolicy(String policy)
          when version(desk, policy).kind() == Policy.Kind.GUARDRAIL ->
          Ruling.invalid("a guardrail grants nothing that could be revoked");
      case Revocation.Token(String jti) -> revoke(desk, what, "token", jti);
      case Revocation.Capability one -> revoke(desk, what, "capability", one.jti());
      case Revocation.OfAgent(String agent) -> revoke(desk, what, "agent", agent);
      case Revocation.OfPolicy(String policy) -> revoke(desk, what, "policy", policy);
      case Revocation.Everything ignored -> revoke(desk, what, "everything", desk.tenant);
    };
  }

  private static PolicyVersion version(Desk desk, String policy) {
    return Objects.requireNonNull(desk.versions.get(policy));
  }

  private static Ruling revoke(Desk desk, Revocation what, String kind, String id) {
    if (desk.state.revoked(what)) {
      return new Ruling.Already(id, 0);
    }
    return new Ruling.Possible(
        id,
        0,
        details(what, kind),
        Value.Struct.EMPTY,
        () -> {
          desk.row(new Row.Revoked(what, desk.next()));
          desk.state.revoke(what);
        });
  }

  private static Value.Struct details(Revocation what, String kind) {
    Details details = new Details().text("what", kind);
    if (what instanceof Revocation.Capability one) {
      details.text("capability", one.capability());
    }
    return details.struct();
  }

  static Ruling reinstate(Desk desk, Revocation what) {
    String id =
        switch (what) {
          case Revocation.OfPolicy(String policy) -> policy;
          case Revocation.Everything ignored -> desk.tenant;
          case Revocation.Token ignored -> "";
          case Revocation.Capability ignored -> "";
          case Revocation.OfAgent ignored -> "";
        };
    if (id.isEmpty()) {
      return Ruling.invalid("a token stays revoked: issue another");
    }
    if (!desk.state.revoked(what)) {
      return new Ruling.Already(id, 0);
    }
    return new Ruling.Possible(
        id,
        0,
        details(what, what instanceof Revocation.OfPolicy ? "policy" : "everything"),
        Value.Struct.EMPTY,
        () -> {
          desk.row(new Row.Reinstated(what));
          desk.state.reinstate(what);
        });
  }

  static Ruling resume(Desk desk, String agent, Instant now) {
    if (desk.state.agent(agent).isEmpty()) {
      return Ruling.unknown("agent", agent);
    }
    if (!desk.state.suspended(agent, now)) {
      return new Ruling.Already(agent, 0);
    }
    return new Ruling.Possible(
        agent,
        0,
        Value.Struct.EMPTY,
        Value.Struct.EMPTY,
        () -> {
          desk.row(new Row.Resumed(agent));
          desk.state.resume(agent, now);
        });
  }
}
