package dev.actp.runtime.service;

import dev.actp.runtime.ledger.Words;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.Origin;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.value.Value;
import java.time.Instant;

/** Acts on policies. */
final class PolicyActs {
  private static final int MOST_POLICIES = 1_000;

  private final Queries queries;

  PolicyActs(Queries queries) {
    this.queries = queries;
  }

  Ruling activate(Desk desk, Actor actor, Act.ActivatePolicy act, Instant now) {
    Policy policy = act.compiled().policy();
    String digest = act.compiled().digest();
    PolicyVersion current = desk.versions.get(act.id());
    if (!RegistryActs.idLike(act.id()) || !act.files().containsKey(act.main())) {
      return Ruling.invalid("a policy has an id of at most 256 characters and its main file");
    }
    if (current != null && same(current, act)) {
      return new Ruling.Already(act.id(), current.number());
    }
    boolean taken =
        desk.versions.values().stream()
            .anyMatch(one -> one.name().equals(policy.name()) && !one.id().equals(act.id()));
    if (taken) {
      return Ruling.conflict("another policy in force has the name `" + policy.name() + "`");
    }
    if (current == null && desk.versions.size() >= MOST_POLICIES) {
      return new Ruling.Impossible(Done.Why.FULL, "the tenant has " + MOST_POLICIES + " policies");
    }
    int number =
        1
            + queries.versions(desk.tenant, act.id(), Integer.MAX_VALUE, 1).stream()
                .findFirst()
                .map(PolicyVersion::number)
                .orElse(0);
    PolicyVersion version =
        new PolicyVersion(
            act.id(),
            number,
            policy.kind(),
            policy.name(),
            policy.version(),
            digest,
            act.main(),
            act.coming().ofFolder(),
            act.files(),
            now,
            desk.next(),
            origin(actor, act.coming(), current == null ? 0 : current.number()));
    return new Ruling.Possible(
        act.id(),
        number,
        details(version),
        Value.Struct.EMPTY,
        () -> {
          desk.activate(version, act.compiled());
          desk.row(new Row.OfPolicy(version));
        });
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
    PolicyVersion current = desk.versions.get(id);
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
