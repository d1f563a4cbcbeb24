package dev.actp.runtime.service;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.RecordWriter;
import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.ledger.Words;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.Membership;
import dev.actp.runtime.registry.Notice;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.registry.Webhook;
import dev.actp.runtime.state.Micros;
import dev.actp.runtime.state.State;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.store.StoredRecord;
import dev.actp.runtime.store.StoredRecord.Repeatable;
import dev.actp.runtime.store.TenantBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the writer has in memory of one tenant, and what it has done to it since the last commit.
 */
final class Desk {
  private static final int CHECKPOINT_PIECES = 4_096;
  private static final int CHECKPOINT_RECORDS = 16_384;

  /** What is kept for so long is never let go. */
  private static final Duration FOR_EVER = Duration.ofDays(365_000);

  final String tenant;

  /** What the tenant may, and whether it may anything; nothing special until it is known. */
  private Tenant about;

  final State state;
  final Repeats repeats = new Repeats();
  final TreeMap<String, PolicyVersion> versions = new TreeMap<>();
  final Map<Member, Membership> members = new HashMap<>();
  final Outbox outbox = new Outbox();

  /** Answers that are not committed yet, by record. */
  final Map<Long, Answer> uncommitted = new HashMap<>();

  private final RecordWriter writer;
  private final Quota quota;
  private final Map<String, CompiledPolicy> compiled = new TreeMap<>();
  private CompiledPolicies policies = CompiledPolicies.NONE;
  private Receipt head = new Receipt(-1, Leaf.NONE);
  private Instant now = Instant.EPOCH;
  private List<Row> rows = new ArrayList<>();
  private List<StoredRecord> records = new ArrayList<>();

  /** Records since the last checkpoint, and refusals that have none. */
  private int sinceCheckpoint;

  /** A person in a group. */
  record Member(String group, String person) {}

  Desk(String tenant, State state, RecordWriter writer, Quota quota) {
    this.tenant = tenant;
    about = new Tenant(tenant, "", Instant.EPOCH);
    this.state = state;
    this.writer = writer;
    this.quota = quota;
  }

  /** Takes the chain up where it was left. */
  void resume(@Nullable Receipt last, Instant latest) {
    head = last == null ? head : last;
    now = latest;
  }

  Tenant about() {
    return about;
  }

  void about(Tenant now) {
    about = now;
  }

  /** The instant of what is done next: the clock's, but never before the latest. */
  Instant advance(Instant clock) {
    Instant truncated = Micros.truncate(clock);
    if (truncated.isAfter(now)) {
      now = truncated;
    }
    return now;
  }

  CompiledPolicies policies() {
    return policies;
  }

  /** Every policy in force, by id. */
  Map<String, CompiledPolicy> compiled() {
    return compiled;
  }

  /** Puts a version in force. */
  void activate(PolicyVersion version, CompiledPolicy policy) {
    versions.put(version.id(), version);
    compiled.put(version.id(), policy);
    collect();
  }

  /** Puts a policy out of force. */
  void retire(String id) {
    versions.remove(id);
    compiled.remove(id);
    collect();
  }

  private void collect() {
    Map<String, CompiledPolicy> byId = new TreeMap<>();
    List<CompiledPolicy> guardrails = new ArrayList<>();
    compiled.forEach(
        (id, one) -> {
          if (one.policy().kind() == Policy.Kind.GUARDRAIL) {
            guardrails.add(one);
          } else {
            byId.put(id, one);
          }
        });
    policies = new CompiledPolicies(Map.copyOf(byId), guardrails);
  }

  Receipt head() {
    return head;
  }

  /** Whether the tenant exists: its first record is that of its creation. */
  boolean known() {
    return head.index() >= 0;
  }

  /** The index of the record that comes next. */
  long next() {
    return head.index() + 1;
  }

  /** Stores a row, and what others are to be told of it. */
  void row(Row row) {
    rows.add(row);
    outbox.happened(row, now, head.index(), rows);
  }

  /** Tells one webhook of something. */
  void send(Webhook webhook, Notice notice) {
    outbox.send(webhook, notice, rows);
  }

  /**
   * Records a decision.
   *
   * @param retained how long its values are kept, or null for ever
   */
  Receipt record(Entry.Decided entry, @Nullable Repeatable request, @Nullable Duration retained) {
    Sealed sealed = writer.write(tenant, next(), head.leafHash(), now, entry);
    String outcome = Words.of(entry.decision().outcome());
    return append(
        new StoredRecord(
            sealed,
            outcome,
            entry.token().leaf().agent(),
            entry.request().action(),
            entry.token().leaf().jti(),
            entry.source().id(),
            request,
            until(retained)));
  }

  /**
   * Records what was counted of refusals.
   *
   * @param all also where its minute is not over
   */
  void recordCounts(Instant clock, boolean all) {
    if (quota.counting()) {
      quota.due(advance(clock), all).forEach(this::record);
    }
  }

  /** Whether a refusal is recorded by itself; where it is not, it is counted now. */
  boolean admits(Quota.Who who, Collection<String> reasons) {
    boolean admitted = quota.admits(who, reasons, now);
    sinceCheckpoint += admitted ? 0 : 1;
    return admitted;
  }

  /** Records an act. */
  Receipt record(Entry.Acted entry) {
    Sealed sealed = writer.write(tenant, next(), head.leafHash(), now, entry);
    return append(
        new StoredRecord(sealed, "act", "", entry.act(), "", entry.actorId(), null, null));
  }

  private @Nullable Instant until(@Nullable Duration retained) {
    return retained == null || retained.compareTo(FOR_EVER) >= 0 ? null : now.plus(retained);
  }

  private Receipt append(StoredRecord record) {
    records.add(record);
    head = record.sealed().receipt();
    return head;
  }

  /** Whether there is something to commit. */
  boolean touched() {
    return !records.isEmpty() || !rows.isEmpty() || state.journalled();
  }

  /** Hands over what has to be committed. */
  TenantBatch flush(boolean closing) {
    sinceCheckpoint += records.size();
    boolean checkpoint =
        closing || state.changed() >= CHECKPOINT_PIECES || sinceCheckpoint >= CHECKPOINT_RECORDS;
    byte[] journal = state.takeJournal();
    TenantBatch batch =
        new TenantBatch(
            tenant, rows, records, journal, checkpoint ? state.takeChanged() : null, head, now);
    rows = new ArrayList<>();
    records = new ArrayList<>();
    sinceCheckpoint = checkpoint ? 0 : sinceCheckpoint;
    return batch;
  }

  /** All that was handed over is on disk. */
  void committed() {
    uncommitted.clear();
    quota.recorded();
  }

  /** Whether a checkpoint would spare work at the next start. */
  boolean worthClosing() {
    return state.changed() > 0 && known();
  }
}
