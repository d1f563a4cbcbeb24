package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.ApprovalFilter;
import dev.actp.runtime.registry.AuditCounts;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.Delivery;
import dev.actp.runtime.registry.ErasureOrder;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.LedgerRow;
import dev.actp.runtime.registry.Membership;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Revoked;
import dev.actp.runtime.registry.Suspension;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.registry.Webhook;
import dev.actp.runtime.state.Micros;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a memory store. */
record MemoryQueries(MemoryStore store) implements Queries {

  private <T> T read(String tenant, Function<MemoryTenant, T> query) {
    synchronized (store) {
      return query.apply(store.data(tenant));
    }
  }

  private static <T> Page<T> page(
      TreeMap<String, T> all, Function<T, String> id, String after, int limit) {
    Collection<T> behind = all.tailMap(after, false).values();
    return Paging.of(behind.stream().limit(Paging.size(limit) + 1L).toList(), limit, id);
  }

  @Override
  public List<Tenant> tenants() {
    return store.tenants();
  }

  @Override
  public Optional<ApiKey> key(String id) {
    synchronized (store) {
      return store.all().stream().flatMap(one -> Stream.ofNullable(one.keys.get(id))).findFirst();
    }
  }

  @Override
  public Page<ApiKey> keys(String tenant, String after, int limit) {
    return read(tenant, data -> page(data.keys, ApiKey::id, after, limit));
  }

  @Override
  public Optional<Agent> agent(String tenant, String id) {
    return read(tenant, data -> Optional.ofNullable(data.agents.get(id)));
  }

  @Override
  public Optional<Agent> agentNamed(String tenant, String name) {
    return read(
        tenant,
        data -> data.agents.values().stream().filter(one -> one.name().equals(name)).findFirst());
  }

  @Override
  public Page<Agent> agents(String tenant, String after, int limit) {
    return read(tenant, data -> page(data.agents, Agent::id, after, limit));
  }

  @Override
  public Optional<Suspension> suspension(String tenant, String agent) {
    return read(
        tenant,
        data ->
            Optional.ofNullable(data.suspensions.get(agent))
                .filter(one -> one.until().isAfter(data.now())));
  }

  @Override
  public Waiting waiting(Instant at) {
    long suspensions = 0;
    long approvals = 0;
    for (Tenant tenant : tenants()) {
      suspensions +=
          read(
              tenant.id(),
              data ->
                  data.suspensions.values().stream()
                      .filter(one -> one.until().isAfter(at))
                      .count());
      approvals +=
          read(
              tenant.id(),
              data ->
                  data.approvals.values().stream()
                      .filter(one -> one.state() == Approval.State.PENDING)
                      .filter(one -> one.expires().isAfter(at))
                      .count());
    }
    return new Waiting(suspensions, approvals);
  }

  @Override
  public Optional<PolicyVersion> policy(String tenant, String id) {
    return read(tenant, data -> Optional.ofNullable(data.inForce.get(id)));
  }

  @Override
  public Optional<PolicyVersion> policyNamed(String tenant, String name) {
    return read(
        tenant,
        data -> data.inForce.values().stream().filter(one -> one.name().equals(name)).findFirst());
  }

  @Override
  public Optional<PolicyVersion> lastNamed(String tenant, String name) {
    return read(
        tenant,
        data ->
            data.versions.values().stream()
                .flatMap(List::stream)
                .filter(one -> one.name().equals(name))
                .max(Comparator.comparing(PolicyVersion::activated)));
  }

  @Override
  public Page<PolicyVersion> policies(String tenant, String after, int limit) {
    return read(tenant, data -> page(data.inForce, PolicyVersion::id, after, limit));
  }

  @Override
  public List<PolicyVersion> versions(String tenant, String id, int before, int limit) {
    return read(
        tenant,
        data ->
            data.versions.getOrDefault(id, List.of()).reversed().stream()
                .filter(one -> one.number() < before)
                .limit(limit)
                .toList());
  }

  @Override
  public List<PolicyVersion> allVersions(String tenant) {
    return read(tenant, data -> data.versions.values().stream().flatMap(List::stream).toList());
  }

  @Override
  public Optional<IssuedToken> token(String tenant, String jti) {
    return read(tenant, data -> Optional.ofNullable(data.tokens.get(jti)));
  }

  @Override
  public Optional<IssuedToken> tokenReferred(String referenceHash) {
    synchronized (store) {
      return store.all().stream()
          .flatMap(one -> one.tokens.values().stream())
          .filter(token -> referenceHash.equals(token.referenceHash()))
          .findFirst();
    }
  }

  @Override
  public Page<IssuedToken> tokens(String tenant, String after, int limit) {
    return read(tenant, data -> page(data.tokens, IssuedToken::jti, after, limit));
  }

  @Override
  public Page<Revoked> revocations(String tenant, String after, int limit) {
    long end = Paging.number(after, Long.MAX_VALUE);
    List<Revoked> found =
        read(
            tenant,
            data ->
                data.revoked().stream()
                    .filter(one -> one.index() < end)
                    .limit(Paging.size(limit) + 1L)
                    .toList());
    return Paging.of(found, limit, one -> Long.toString(one.index()));
  }

  @Override
  public Optional<Approval> approval(String tenant, String id) {
    return read(tenant, data -> Optional.ofNullable(data.approvals.get(id)));
  }

  @Override
  public Page<Approval> approvals(String tenant, ApprovalFilter filter, String after, int limit) {
    Comparator<Approval> order =
        Comparator.comparing(Approval::asked).thenComparing(Approval::id).reversed();
    return read(
        tenant,
        data -> {
          List<Approval> all =
              data.approvals.values().stream()
                  .filter(one -> filter.states().isEmpty() || filter.states().contains(one.state()))
                  .filter(one -> filter.group() == null || filter.group().equals(one.group()))
                  .filter(one -> filter.agent() == null || filter.agent().equals(one.agent()))
                  .filter(one -> ends(filter, one.expires()))
                  .sorted(order)
                  .toList();
          Approval last = data.approvals.get(after);
          List<Approval> behind =
              last == null
                  ? all
                  : all.stream().filter(one -> order.compare(one, last) > 0).toList();
          int most = Math.min(behind.size(), Paging.size(limit) + 1);
          return Paging.of(behind.subList(0, most), limit, Approval::id);
        });
  }

  private static boolean ends(ApprovalFilter filter, Instant at) {
    return (filter.before() == null || !at.isAfter(filter.before()))
        && (filter.after() == null || at.isAfter(filter.after()));
  }

  @Override
  public List<Approval> ended(String tenant, Instant at, int limit) {
    return read(
        tenant,
        data ->
            data.approvals.values().stream()
                .filter(one -> one.ends() && !one.expires().isAfter(at))
                .sorted(Comparator.comparing(Approval::expires))
                .limit(Paging.size(limit))
                .toList());
  }

  @Override
  public List<Webhook> webhooks(String tenant) {
    return read(tenant, data -> List.copyOf(data.webhooks.values()));
  }

  @Override
  public Page<Delivery> deliveries(
      String tenant, String webhook, boolean dead, String after, int limit) {
    List<Delivery> found =
        read(
            tenant,
            data ->
                data.deliveries(webhook)
                    .filter(one -> one.dead() == dead && one.notice().id().compareTo(after) > 0)
                    .limit(Paging.size(limit) + 1L)
                    .toList());
    return Paging.of(found, limit, one -> one.notice().id());
  }

  @Override
  public Optional<Delivery> due(String tenant, String webhook, Instant at) {
    return read(
        tenant,
        data ->
            data.deliveries(webhook)
                .filter(one -> !one.dead() && !one.next().isAfter(at))
                .min(Comparator.comparing(Delivery::next)));
  }

  @Override
  public List<Membership> memberships(String tenant) {
    return read(tenant, data -> List.copyOf(data.members.values()));
  }

  @Override
  public List<Membership> members(String tenant, String group) {
    return read(
        tenant,
        data -> data.members.values().stream().filter(one -> one.group().equals(group)).toList());
  }

  @Override
  public Page<AuditRecord> audit(String tenant, AuditFilter filter, String after, int limit) {
    long end = Paging.number(after, Long.MAX_VALUE);
    return read(
        tenant,
        data ->
            page(
                data,
                data.records.reversed().stream().filter(one -> one.sealed().index() < end),
                filter,
                limit,
                0));
  }

  @Override
  public Page<AuditRecord> auditOldestFirst(
      String tenant, AuditFilter filter, String after, int limit) {
    long from = Paging.number(after, 0);
    return read(
        tenant,
        data ->
            page(
                data,
                data.records.stream().filter(one -> one.sealed().index() >= from),
                filter,
                limit,
                1));
  }

  private static Page<AuditRecord> page(
      MemoryTenant data, Stream<StoredRecord> records, AuditFilter filter, int limit, int step) {
    Set<String> terms = RecordTerms.of(filter);
    List<AuditRecord> found =
        records
            .filter(one -> matches(filter, terms, one.sealed()))
            .limit(Paging.size(limit) + 1L)
            .map(one -> record(one, data))
            .toList();
    return Paging.of(found, limit, one -> Long.toString(one.index() + step));
  }

  private static boolean matches(AuditFilter filter, Set<String> terms, Sealed one) {
    return (filter.from() == null || !one.at().isBefore(filter.from()))
        && (filter.to() == null || one.at().isBefore(filter.to()))
        && RecordTerms.of(one.leaf()).containsAll(terms);
  }

  @Override
  public Optional<AuditCounts> counts(String tenant, AuditCounts.Question question) {
    Tally tally = new Tally();
    read(tenant, data -> List.copyOf(data.records)).stream()
        .filter(one -> !one.outcome().equals("act"))
        .forEach(
            one ->
                tally.add(Micros.of(one.sealed().at()), one.outcome(), one.agent(), one.action()));
    Tally.Buckets buckets = new Tally.Buckets(question);
    tally.answer(question, buckets);
    return Optional.of(buckets.counts(0));
  }

  private static AuditRecord record(StoredRecord one, MemoryTenant data) {
    byte[] beside = data.beside(one);
    return new AuditRecord(
        one.sealed().index(),
        one.sealed().leafHash(),
        leaf(one),
        Beside.values(beside),
        beside == null);
  }

  private static String leaf(StoredRecord one) {
    return new String(one.sealed().leaf(), StandardCharsets.UTF_8);
  }

  @Override
  public Optional<AuditRecord> record(String tenant, long index) {
    return read(
        tenant,
        data ->
            index < 0 || index >= data.records.size()
                ? Optional.empty()
                : Optional.of(record(data.records.get((int) index), data)));
  }

  @Override
  public List<LedgerRow> ledger(String tenant, long from, int limit) {
    return read(
        tenant,
        data ->
            data.records.stream()
                .skip(Math.max(0, from))
                .limit(Paging.size(limit))
                .map(
                    one ->
                        new LedgerRow(one.sealed().index(), one.sealed().leaf(), data.beside(one)))
                .toList());
  }

  @Override
  public List<ErasureOrder> erasures(String tenant) {
    return read(tenant, data -> List.copyOf(data.erasures.descendingMap().values()));
  }

  @Override
  public List<Long> due(String tenant, Instant now, int limit) {
    return read(
        tenant,
        data ->
            data.records.stream()
                .filter(one -> one.until() != null && !one.until().isAfter(now))
                .map(one -> one.sealed().index())
                .filter(index -> !data.erased.contains(index))
                .limit(Paging.size(limit))
                .toList());
  }

  @Override
  public long firstAt(String tenant, Instant at) {
    return read(
        tenant,
        data -> data.records.stream().filter(one -> one.sealed().at().isBefore(at)).count());
  }
}
