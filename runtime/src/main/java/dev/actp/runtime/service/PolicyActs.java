package dev.actp.runtime.service;

import dev.actp.runtime.ledger.Words;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.Origin;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Quotas;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Acts on policies. */
final class PolicyActs {
  private static final int MOST_POLICIES = 1_000;

  private final Queries queries;

  PolicyActs(Queries queries) {
    this.queries = queries;
  }

  Ruling activate(Desk desk, Actor actor, Act.ActivatePolicy act, Instant now) {
    return activate(desk, desk.versions, desk.next(), actor, act, now).ruling();
  }

  /**
   * What an activation will come to.
   *
   * @param version what is in force with it; null where it cannot be done, or is so already
   */
  private record Activation(Ruling ruling, @Nullable PolicyVersion version) {}

  /**
   * Judges it.
   *
   * @param versions what is in force then
   * @param record the index of the record that it will have
   */
  private Activation activate(
      Desk desk,
      SortedMap<String, PolicyVersion> versions,
      long record,
      Actor actor,
      Act.ActivatePolicy act,
      Instant now) {
    PolicyVersion current = versions.get(act.id());
    if (current != null && same(current, act)) {
      return new Activation(new Ruling.Already(act.id(), current.number()), null);
    }
    Ruling.Impossible defect = defect(versions, act);
    if (defect == null) {
      defect = exceeded(desk, versions, act, now);
    }
    if (defect != null) {
      return new Activation(defect, null);
    }
    PolicyVersion version = version(desk.tenant, current, record, actor, act, now);
    Ruling possible =
        new Ruling.Possible(
            act.id(),
            version.number(),
            details(version),
            Value.Struct.EMPTY,
            () -> {
              desk.activate(version, act.compiled());
              desk.row(new Row.OfPolicy(version));
            });
    return new Activation(possible, version);
  }

  private static Ruling.@Nullable Impossible defect(
      SortedMap<String, PolicyVersion> versions, Act.ActivatePolicy act) {
    String name = act.compiled().policy().name();
    if (!RegistryActs.idLike(act.id()) || !act.files().containsKey(act.main())) {
      return new Ruling.Impossible(
          Done.Why.INVALID, "a policy has an id of at most 256 characters and its main file");
    }
    boolean taken =
        versions.values().stream()
            .anyMatch(one -> one.name().equals(name) && !one.id().equals(act.id()));
    if (taken) {
      return new Ruling.Impossible(
          Done.Why.CONFLICT, "another policy in force has the name `" + name + "`");
    }
    return !versions.containsKey(act.id()) && versions.size() >= MOST_POLICIES
        ? new Ruling.Impossible(Done.Why.FULL, "the tenant has " + MOST_POLICIES + " policies")
        : null;
  }

  /** A guardrail only takes away, and is not counted. */
  private static Ruling.@Nullable Impossible exceeded(
      Desk desk, SortedMap<String, PolicyVersion> versions, Act.ActivatePolicy act, Instant now) {
    PolicyVersion current = versions.get(act.id());
    boolean counted = current != null && current.kind() == Policy.Kind.POLICY;
    if (counted || act.compiled().policy().kind() != Policy.Kind.POLICY) {
      return null;
    }
    long inForce =
        versions.values().stream().filter(one -> one.kind() == Policy.Kind.POLICY).count();
    return RegistryActs.exceeded(desk, Quotas.Kind.POLICIES, inForce, now);
  }

  private PolicyVersion version(
      String tenant,
      @Nullable PolicyVersion current,
      long record,
      Actor actor,
      Act.ActivatePolicy act,
      Instant now) {
    Policy policy = act.compiled().policy();
    int last =
        queries.versions(tenant, act.id(), Integer.MAX_VALUE, 1).stream()
            .findFirst()
            .map(PolicyVersion::number)
            .orElse(0);
    return new PolicyVersion(
        act.id(),
        last + 1,
        policy.kind(),
        policy.name(),
        policy.version(),
        act.compiled().digest(),
        act.main(),
        act.coming().ofFolder(),
        act.files(),
        now,
        record,
        origin(actor, act.coming(), current == null ? 0 : current.number()));
  }

  /** Each is judged where those before it are done. */
  Ruling swap(Desk desk, Actor actor, Act.SwapPolicies swap, Instant now) {
    TreeMap<String, PolicyVersion> versions = new TreeMap<>(desk.versions);
    List<Ruling.Several.Part> parts = new ArrayList<>();
    for (String id : swap.retired()) {
      Ruling ruling = retire(desk, versions, id);
      if (!(ruling instanceof Ruling.Possible possible)) {
        return ruling;
      }
      versions.remove(id);
      parts.add(new Ruling.Several.Part(Acts.RETIRE, possible));
    }
    Set<String> activated = new HashSet<>();
    for (Act.ActivatePolicy act : swap.activated()) {
      long record = desk.next() + parts.size(); // those before it have theirs by then
      Activation activation = activate(desk, versions, record, actor, act, now);
      if (!activated.add(act.id())) {
        return Ruling.invalid("a policy gets one version at a time: `" + act.id() + "`");
      }
      switch (activation.ruling()) {
        case Ruling.Impossible impossible -> {
          return impossible;
        }
        case Ruling.Possible possible -> {
          versions.put(act.id(), Objects.requireNonNull(activation.version()));
          parts.add(new Ruling.Several.Part(Acts.ACTIVATE, possible));
        }
        case Ruling.Already already -> {}
        case Ruling.Several several -> throw new IllegalStateException("one act is one thing");
      }
    }
    return parts.isEmpty()
        ? new Ruling.Already(desk.tenant, 0)
        : new Ruling.Several(desk.tenant, parts);
  }

  private static Origin origin(Actor actor, Act.Coming coming, int current) {
    return new Origin(
        Words.of(actor.kind()),
        actor.id(),
        coming.revision(),
        coming.restored(),
        coming.since() == current ? coming.changes() : null);
  }

  private static Value.Struct details(PolicyVersion version) {
    Details details = new Details().text("name", version.name()).text("version", version.version());
    details.text("digest", version.digest()).text("kind", version.kind().name());
    details.text("main", version.main()).texts("files", version.files().keySet());
    details.value("number", Value.Num.of(version.number()));
    Origin origin = version.origin();
    if (!origin.revision().isEmpty()) {
      details.text("revision", origin.revision());
    }
    if (origin.restored() > 0) {
      details.value("restored", Value.Num.of(origin.restored()));
    }
    return details.struct();
  }

  private static boolean same(PolicyVersion current, Act.ActivatePolicy act) {
    return current.digest().equals(act.compiled().digest())
        && current.main().equals(act.main())
        && current.files().equals(act.files());
  }

  /**
   * A guardrail only takes away, so that it does not end because a file is missing: it ends by a
   * version of it that says so.
   */
  static Ruling retire(Desk desk, String id) {
    return retire(desk, desk.versions, id);
  }

  private static Ruling retire(Desk desk, SortedMap<String, PolicyVersion> versions, String id) {
    PolicyVersion current = versions.get(id);
    if (current == null) {
      return Ruling.unknown("policy", id);
    }
    if (current.kind() == Policy.Kind.GUARDRAIL) {
      return Ruling.invalid(
          "a guardrail stays in force: to end it, activate a version of it that forbids nothing");
    }
    return new Ruling.Possible(
        id,
        current.number(),
        new Details().text("name", current.name()).text("digest", current.digest()).struct(),
        Value.Struct.EMPTY,
        () -> {
          desk.retire(id);
          desk.row(new Row.Retired(id));
        });
  }
}
