package dev.actp.server.http;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.Caller;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, known by an API key, or by a capability token where an operation takes that. The
 * tenant of everything that the request does is the key's or the token's.
 *
 * @param key for a holder one that stands for the token, and has no role
 * @param holder the token that was shown instead of a key, or null
 */
record Principal(ApiKey key, @Nullable VerifiedToken holder) {
  Principal(ApiKey key) {
    this(key, null);
  }

  /** Whoever holds a token. */
  static Principal holding(VerifiedToken token) {
    ApiKey none =
        new ApiKey(
            token.leaf().jti(),
            token.tenant(),
            "",
            "",
            Set.of(),
            null,
            Set.of(),
            Set.of(),
            null,
            false,
            false,
            token.leaf().notBefore(),
            token.leaf().expires(),
            false);
    return new Principal(none, token);
  }

  String tenant() {
    return key.tenant();
  }

  /** Whether the key has one of some roles. */
  boolean hasOneOf(Set<Role> roles) {
    return !Collections.disjoint(key.roles(), roles);
  }

  boolean has(Role role) {
    return key.roles().contains(role);
  }

  /** Who performs what the request does: the person, where the key stands for one. */
  Actor actor() {
    if (holder != null) {
      return new Actor(Actor.Kind.TOKEN, key.id());
    }
    if (has(Role.OPERATOR)) {
      return new Actor(Actor.Kind.OPERATOR, key.id());
    }
    return key.person() == null || !has(Role.APPROVER)
        ? new Actor(Actor.Kind.KEY, key.id())
        : new Actor(Actor.Kind.PERSON, key.person());
  }

  /** What the word of this caller on facts is worth. */
  Caller caller() {
    return new Caller(key.id(), key.observes() ? Caller.Kind.ENFORCEMENT_POINT : Caller.Kind.KEY);
  }

  /** Whether the key may speak of an agent. */
  boolean coversAgent(String agent) {
    return key.agents().isEmpty() || key.agents().contains(agent);
  }

  /** Whether the key may speak of a policy. */
  boolean coversPolicy(String policy) {
    return key.policies().isEmpty() || key.policies().contains(policy);
  }
}
