package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.Delivery;
import dev.actp.runtime.registry.ErasureOrder;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Membership;
import dev.actp.runtime.registry.Notice;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.registry.Revoked;
import dev.actp.runtime.registry.Suspension;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.registry.Webhook;
import dev.actp.runtime.state.State;
import dev.actp.runtime.state.VolatileRow;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** What a memory store holds of one tenant. */
final class MemoryTenant {
  final TreeMap<String, ApiKey> keys = new TreeMap<>();
  final TreeMap<String, Agent> agents = new TreeMap<>();
  final TreeMap<String, List<PolicyVersion>> versions = new TreeMap<>();
  final TreeMap<String, PolicyVersion> inForce = new TreeMap<>();
  final TreeMap<String, IssuedToken> tokens = new TreeMap<>();
  final TreeMap<String, Approval> approvals = new TreeMap<>();
  final TreeMap<String, Membership> members = new TreeMap<>();
  final TreeMap<String, Webhook> webhooks = new TreeMap<>();
  private final TreeMap<String, TreeMap<String, Delivery>> deliveries = new TreeMap<>();
  final Map<String, Suspension> suspensions = new HashMap<>();
  final List<StoredRecord> records = new ArrayList<>();
  final Set<Long> erased = new HashSet<>();
  final TreeMap<Long, ErasureOrder> erasures = new TreeMap<>();
  final TreeMap<Long, String> checkpoints = new TreeMap<>();

  private final @Nullable SecretKey stateKey;
  private Tenant tenant;
  private final Map<String, Long> tokenRecords = new HashMap<>();
  private final Map<Revocation, Long> revocations = new LinkedHashMap<>();
  private final Map<PieceName, VolatileRow> pieces = new HashMap<>();
  private final List<byte[]> journals = new ArrayList<>();
  private @Nullable Receipt head;
  private Instant now;
  private SortedSet<String> mailDomains = Collections.emptySortedSet();

  private record PieceName(int kind, ByteBuffer name) {}

  MemoryTenant(Tenant tenant, @Nullable SecretKey stateKey) {
    this.tenant = tenant;
    this.stateKey = stateKey;
    now = tenant.created();
  }

  static MemoryTenant none() {
    return new MemoryTenant(new Tenant("", "", Instant.EPOCH), null);
  }

  Tenant tenant() {
    return tenant;
  }

  Instant now() {
    return now;
  }

  void commit(TenantBatch batch) {
    batch.rows().forEach(this::write);
    records.addAll(batch.records());
    if (batch.checkpoint() != null) {
      batch.checkpoint().forEach(this::keep);
      journals.clear();
    } else if (batch.journal() != null) {
      journals.add(batch.journal());
    }
    head = batch.head();
    now = batch.now();
  }

  private void keep(VolatileRow row) {
    PieceName name = new PieceName(row.kind(), ByteBuffer.wrap(row.name()));
    if (row.value() == null) {
      pieces.remove(name);
    } else {
      pieces.put(name, row);
    }
  }

  private void write(Row row) {
    switch (row) {
      case Row.OfTenant ignored -> {}
      case Row.TenantChanged(Tenant changed) -> tenant = changed;
      case Row.OfKey(ApiKey key) -> keys.put(key.id(), key);
      case Row.OfAgent(Agent agent) -> agents.put(agent.id(), agent);
      case Row.OfPolicy(PolicyVersion version) -> {
        versions.computeIfAbsent(version.id(), none -> new ArrayList<>()).add(version);
        inForce.put(version.id(), version);
      }
      case Row.Retired(String policy) -> inForce.remove(policy);
      case Row.MailDomains(SortedSet<String> names) -> mailDomains = names;
      case Row.OfToken(IssuedToken token, long index) -> {
        tokens.put(token.jti(), token);
        tokenRecords.put(token.jti(), index);
      }
      case Row.Renewed(IssuedToken token) -> tokens.put(token.jti(), token);
      case Row.Revoked(Revocation what, long index) -> revocations.put(what, index);
      case Row.Reinstated(Revocation what) -> revocations.remove(what);
      case Row.OfApproval(Approval approval) -> approvals.put(approval.id(), approval);
      case Row.Suspended(Suspension one) -> suspensions.put(one.agent(), one);
      case Row.Resumed(String agent) -> suspensions.remove(agent);
      case Row.Erased(List<Long> indexes) -> erased.addAll(indexes);
      case Row.ErasedApproval(Approval approval) -> {
        approvals.put(approval.id(), approval);
        deliveries.values().forEach(all -> erase(all, approval.id()));
      }
      case Row.OfErasure(ErasureOrder order) -> keep(order);
      case Row.Joined(Membership member) ->
          members.put(member.group() + "\0" + member.person(), member);
      case Row.Left(String group, String person) -> members.remove(group + "\0" + person);
      case Row.Sending sending -> write(sending);
      case Row.OfCheckpoint(long size, String note) -> {
        checkpoints.put(size, note);
        if (checkpoints.size() > LedgerTrees.CHECKPOINTS) {
          checkpoints.pollFirstEntry();
        }
      }
    }
  }

  private void keep(ErasureOrder order) {
    erasures.put(order.record(), order);
    erasures.descendingMap().values().stream()
        .filter(one -> one.ended() != null)
        .skip(ErasureOrder.ENDED_MAX)
        .toList()
        .forEach(one -> erasures.remove(one.record()));
  }

  private void write(Row.Sending row) {
    switch (row) {
      case Row.OfWebhook(Webhook webhook) -> webhooks.put(webhook.id(), webhook);
      case Row.WebhookGone(String webhook) -> {
        webhooks.remove(webhook);
        deliveries.remove(webhook);
      }
      case Row.OfDelivery(Delivery delivery) -> deliver(delivery);
      case Row.Delivered(String webhook, String notice) ->
          deliveries.getOrDefault(webhook, new TreeMap<>()).remove(notice);
    }
  }

  private static void erase(Map<String, Delivery> deliveries, String approval) {
    for (Notice.Kind kind : Notice.Kind.values()) {
      deliveries.computeIfPresent(Notice.id(kind, approval), (id, one) -> one.erased());
    }
  }

  private void deliver(Delivery delivery) {
    TreeMap<String, Delivery> all =
        deliveries.computeIfAbsent(delivery.webhook(), none -> new TreeMap<>());
    all.put(delivery.notice().id(), delivery);
    if (delivery.dead()) {
      all.values().stream()
          .filter(Delivery::dead)
          .sorted(Comparator.comparing((Delivery one) -> one.notice().at()).reversed())
          .skip(Row.OfDelivery.DEAD_MAX)
          .toList()
          .forEach(one -> all.remove(one.notice().id()));
    }
  }

  /** What waits for a webhook and what was given up, by id. */
  Stream<Delivery> deliveries(String webhook) {
    return deliveries.getOrDefault(webhook, new TreeMap<>()).values().stream();
  }

  private Map<String, Integer> waiting() {
    Map<String, Integer> waiting = new HashMap<>();
    deliveries.forEach(
        (webhook, all) ->
            all.values().stream()
                .filter(one -> !one.dead())
                .forEach(one -> waiting.merge(webhook, 1, Integer::sum)));
    return waiting;
  }

  /** What is kept beside a record; null where it was erased. */
  byte @Nullable [] beside(StoredRecord one) {
    return erased.contains(one.sealed().index()) ? null : one.sealed().beside();
  }

  /** What is revoked, the latest first. */
  List<Revoked> revoked() {
    return revocations.entrySet().stream()
        .map(one -> new Revoked(one.getKey(), one.getValue()))
        .sorted(Comparator.comparingLong(Revoked::index).reversed())
        .toList();
  }

  Restored restore(State into) {
    if (stateKey != null) {
      into.use(stateKey);
    }
    agents.values().forEach(into::put);
    suspensions.values().forEach(into::suspend);
    for (Map.Entry<Revocation, Long> revoked : revocations.entrySet()) {
      into.revoke(revoked.getKey());
      if (revoked.getKey() instanceof Revocation.OfAgent(String agent)) {
        tokens.values().stream()
            .filter(token -> token.agent().equals(agent))
            .filter(token -> tokenRecords.getOrDefault(token.jti(), 0L) > revoked.getValue())
            .forEach(into::issued);
      }
    }
    approvals.values().stream().filter(one -> !one.over(now)).forEach(into::put);
    pieces.values().forEach(into::restore);
    journals.forEach(into::replay);
    into.mailDomains(mailDomains);
    return new Restored(
        List.copyOf(inForce.values()),
        List.copyOf(members.values()),
        List.copyOf(webhooks.values()),
        waiting(),
        head,
        now,
        repeatable());
  }

  private List<Restored.Repeated> repeatable() {
    List<Restored.Repeated> all = new ArrayList<>();
    for (StoredRecord one : records) {
      if (one.request() != null
          && !erased.contains(one.sealed().index())
          && one.sealed().at().isAfter(now.minus(Restored.WITHIN))) {
        all.add(
            new Restored.Repeated(
                one.sealed().index(), one.sealed().at(), one.caller(), one.request()));
      }
    }
    return all.subList(Math.max(0, all.size() - Restored.REPEATABLE), all.size());
  }
}
