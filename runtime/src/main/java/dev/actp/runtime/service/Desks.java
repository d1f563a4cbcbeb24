package dev.actp.runtime.service;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.ledger.RecordWriter;
import dev.actp.runtime.registry.Membership;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.State;
import dev.actp.runtime.store.Restored;
import dev.actp.runtime.store.TenantBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The desks of all tenants: what is in memory is what the store has, and what the batch at hand
 * adds.
 */
final class Desks {
  /** How many tenants there may be: all are in memory. */
  static final int MOST = 1_000;

  private final Settings settings;
  private final RecordWriter writer;
  private final Map<String, Desk> desks = new HashMap<>();

  /** By tenant. What was counted is not in the store yet, and stays when that is read again. */
  private final Map<String, Quota> quotas = new HashMap<>();

  /** What other threads see: only what is committed. */
  private final Map<String, CompiledPolicies> published = new ConcurrentHashMap<>();

  private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();

  /**
   * Policies that were compiled before, by tenant, id and digest, so that reading the store again
   * is quick.
   */
  private final Map<List<String>, CompiledPolicy> compiled = new HashMap<>();

  Desks(Settings settings) {
    this.settings = settings;
    writer = new RecordWriter(settings.engine(), settings.random());
    reload();
  }

  /** Throws away what is in memory, and reads the store. */
  void reload() {
    compiled.clear();
    desks.values().forEach(this::keepCompiled);
    desks.clear();
    for (Tenant tenant : settings.store().tenants()) {
      Desk desk = empty(tenant.id());
      restore(desk, settings.store().restore(tenant.id(), desk.state));
      desk.about(tenant);
      desks.put(tenant.id(), desk);
      publish(desk);
    }
    quotas.keySet().retainAll(desks.keySet());
  }

  private void publish(Desk desk) {
    published.put(desk.tenant, desk.policies());
    tenants.put(desk.tenant, desk.about());
  }

  private void keepCompiled(Desk desk) {
    desk.compiled()
        .forEach((id, policy) -> compiled.put(List.of(desk.tenant, id, policy.digest()), policy));
  }

  private void restore(Desk desk, Restored restored) {
    desk.resume(restored.head(), restored.now());
    for (PolicyVersion version : restored.policies()) {
      desk.activate(version, load(desk.tenant, version));
    }
    for (Membership member : restored.members()) {
      desk.members.put(new Desk.Member(member.group(), member.person()), member);
    }
    desk.outbox.restore(restored.webhooks(), restored.deliveries());
    restored
        .repeatable()
        .forEach(one -> desk.repeats.add(one.caller(), one.request(), one.index(), one.at()));
  }

  private CompiledPolicy load(String tenant, PolicyVersion version) {
    List<String> key = List.of(tenant, version.id(), version.digest());
    CompiledPolicy policy =
        compiled.computeIfAbsent(key, absent -> settings.loader().load(version));
    if (!policy.digest().equals(version.digest())) {
      throw new IllegalStateException(
          "the policy `" + version.name() + "` now compiles to another meaning than was activated");
    }
    return policy;
  }

  private Desk empty(String tenant) {
    Quota quota = quotas.computeIfAbsent(tenant, none -> new Quota(settings.records().refusals()));
    State state = State.stored(settings.bounds(), State.newKey(settings.random()));
    return new Desk(tenant, state, writer, quota);
  }

  @Nullable Desk find(String tenant) {
    return desks.get(tenant);
  }

  /** Whether there are as many as there may be. */
  boolean full() {
    return desks.size() >= MOST;
  }

  /** A tenant's desk; an empty one for a tenant that does not exist yet. */
  Desk findOrOpen(String tenant) {
    return desks.computeIfAbsent(tenant, this::empty);
  }

  /** Closes the desk of a tenant that came to nothing. */
  void dropUnknown(String tenant) {
    desks.computeIfPresent(tenant, (ignored, desk) -> desk.known() ? desk : null);
    quotas.keySet().retainAll(desks.keySet());
  }

  /**
   * Commits what was done at all desks, and with it the counts of refusals that are due: all of it,
   * or nothing.
   *
   * @param closing whether nothing comes after it for long
   * @return whether there was anything
   */
  boolean commit(Instant clock, boolean closing) {
    List<TenantBatch> batches = new ArrayList<>();
    for (Desk desk : desks.values()) {
      desk.recordCounts(clock, closing);
      if (desk.touched() || (closing && desk.worthClosing())) {
        batches.add(desk.flush(closing));
      }
    }
    if (!batches.isEmpty()) {
      settings.store().commit(batches);
    }
    for (TenantBatch batch : batches) {
      Desk desk = desks.get(batch.tenant());
      if (desk != null) {
        desk.committed();
        publish(desk);
      }
    }
    return !batches.isEmpty();
  }

  /** Whether refusals were counted that no record tells of yet. */
  boolean counting() {
    return quotas.values().stream().anyMatch(Quota::counting);
  }

  /** A tenant as it is committed; null for an unknown one. From any thread. */
  @Nullable Tenant tenant(String id) {
    return tenants.get(id);
  }

  /** The policies that are committed; from any thread. */
  CompiledPolicies published(String tenant) {
    return published.getOrDefault(tenant, CompiledPolicies.NONE);
  }
}
