package dev.actp.compiler.diff;

import dev.actp.runtime.policy.ActionDeclaration;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Values that may matter to requests for one action, by slot, those that are tried first at the
 * front: what the policies compare with, what lies just beside it, and something else.
 */
final class Pools {
  /** A Wednesday afternoon, inside of most hours of business. */
  static final Instant SOME_TIME = Instant.parse("2026-01-07T15:00:00Z");

  /** How many values a slot has. */
  private static final int MOST_VALUES = 60;

  private final String action;
  private final Map<Slot, Type> types = new LinkedHashMap<>();
  private final Set<Slot> optional = new HashSet<>();
  private final Map<Slot, SequencedSet<Value>> values = new LinkedHashMap<>();

  private Pools(String action) {
    this.action = action;
  }

  /** What matters to an action under any of these policies. */
  static Pools of(String action, List<Policy> policies) {
    Pools pools = new Pools(action);
    policies.forEach(pools::declare);
    Learner learner = new Learner(pools.types);
    for (Policy policy : policies) {
      pools.declareUntyped(policy);
      Parts.conditions(policy).forEach(learner::learn);
    }
    Samples samples = new Samples(learner);
    pools.types.forEach((slot, type) -> pools.values.put(slot, samples.of(slot, type)));
    pools.values.put(Slot.TIME, learner.times(SOME_TIME));
    pools.values.put(Slot.IP, learner.addresses());
    pools.values.put(Slot.REASON, learner.reasons());
    pools.values.put(Slot.RESOURCE, new LinkedHashSet<>());
    policies.forEach(pools::addResources);
    return pools;
  }

  private void declare(Policy policy) {
    policy.session().forEach((name, member) -> declare(Slot.session(name), member));
    policy.agent().forEach((name, member) -> declare(Slot.agent(name), member));
    ActionDeclaration declaration = policy.actions().get(action);
    if (declaration != null) {
      SortedMap<String, Type.Member> parameters = declaration.parameters();
      parameters.forEach((name, member) -> declare(Slot.attribute(name), member));
    }
  }

  private void declare(Slot slot, Type.Member member) {
    Type known = types.putIfAbsent(slot, member.type());
    if (member.optional() || known != null) {
      optional.add(slot);
    }
  }

  /** Attributes of an action that no declaration closes have the types that clauses need. */
  private void declareUntyped(Policy policy) {
    ActionDeclaration declaration = policy.actions().get(action);
    if (declaration == null || declaration.open()) {
      for (Capability capability : policy.capabilities()) {
        if (capability.actions().contains(action)) {
          capability
              .clauses()
              .forEach(clause -> Learner.attributes(clause.condition(), this::declareUntyped));
        }
      }
    }
  }

  private void declareUntyped(Expr.Attribute attribute) {
    Slot slot = Slot.attribute(attribute.name());
    if (types.putIfAbsent(slot, attribute.type()) == null) {
      optional.add(slot);
    }
  }

  private void addResources(Policy policy) {
    List<Pattern> patterns = new ArrayList<>();
    policy.capabilities().stream()
        .filter(capability -> capability.actions().contains(action))
        .forEach(capability -> patterns.addAll(capability.resources()));
    policy.forbids().forEach(forbid -> patterns.addAll(forbid.resources()));
    policy.approvals().forEach(approval -> patterns.addAll(approval.resources()));
    policy.quotas().forEach(quota -> patterns.addAll(quota.resources()));
    policy.decoys().forEach(decoy -> patterns.addAll(decoy.resources()));
    Instances instances = new Instances(this::filling);
    SequencedSet<Value> resources = values(Slot.RESOURCE);
    patterns.forEach(pattern -> resources.addAll(instances.of(pattern)));
  }

  private String filling(Slot slot) {
    Value first = values(slot).stream().findFirst().orElse(new Value.Text("x"));
    Value one =
        first instanceof Value.Distinct(var elements) && !elements.isEmpty()
            ? elements.getFirst()
            : first;
    return one instanceof Value.Text(String text) ? text : "x";
  }

  private SequencedSet<Value> values(Slot slot) {
    return values.computeIfAbsent(slot, none -> new LinkedHashSet<>());
  }

  /** The slots, in a fixed order. */
  List<Slot> slots() {
    return List.copyOf(values.keySet());
  }

  /** What a slot may hold; null for nothing, where it may be empty. */
  List<@Nullable Value> choices(Slot slot) {
    List<@Nullable Value> choices = new ArrayList<>();
    values(slot).stream().limit(MOST_VALUES).forEach(choices::add);
    if (optional.contains(slot) || slot.equals(Slot.REASON)) {
      choices.add(null);
    }
    return choices;
  }

  /** A request with the first value of each slot. */
  Trial first() {
    Map<Slot, Value> chosen = new LinkedHashMap<>();
    values.forEach(
        (slot, choices) -> {
          if (!choices.isEmpty() && !slot.equals(Slot.REASON)) {
            chosen.put(slot, choices.getFirst());
          }
        });
    return new Trial(action, chosen, List.of());
  }
}
