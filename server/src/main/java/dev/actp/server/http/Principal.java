package dev.actp.server.http;

import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.Caller;
import java.util.Collections;
import java.util.Set;

/** Who calls, known by an API key. The tenant of everything that the request does is the key's. */
record Principal(ApiKey key) {

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

  /** Who performs what the request does: the person, where the key is a person's. */
  Actor actor() {
    return key.person() == null
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
