package dev.actp.runtime.store;

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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads from the database: what one row answers, and pages, each over a connection of its own. */
final class SqliteQueries implements Queries, AutoCloseable {
  private final Reader rows;
  private final Reader pages;
  private final BesideReader besides;
  private final TenantNumbers numbers;
  private final @Nullable AuditIndex index;

  SqliteQueries(
      SqliteFile file, BesideReader besides, TenantNumbers numbers, @Nullable AuditIndex index) {
    this.besides = besides;
    this.index = index;
    rows = new Reader(file.reader());
    pages = new Reader(file.reader());
    this.numbers = numbers;
  }

  @Override
  public void close() {
    rows.close();
    pages.close();
  }

  @Override
  public List<Tenant> tenants() {
    return pages.read(
        connection ->
            Sql.list(
                connection,
                row ->
                    TenantDocuments.tenant(
                        row.getString(1),
                        row.getString(2),
                        Micros.at(row.getLong(3)),
                        row.getString(4)),
                "SELECT id, name, created, body FROM tenant ORDER BY no"));
  }

  /** The one document of a tenant that a condition on further values holds for. */
  private <T> Optional<T> one(
      String tenant, Function<String, T> read, String from, Object... values) {
    return rows.read(
            connection -> {
              List<Object> all = new ArrayList<>();
              all.add(numbers.of(connection, tenant));
              all.addAll(Arrays.asList(values));
              return Sql.first(connection, Sql::text, "SELECT body FROM " + from, all.toArray());
            })
        .map(read);
  }

  /** Documents of a tenant from behind an id. */
  private <T> Page<T> page(
      String tenant,
      Function<String, T> read,
      Function<T, String> id,
      String from,
      String after,
      int limit) {
    List<T> found =
        pages.read(
            connection ->
                Sql.list(
                    connection,
                    row -> read.apply(row.getString(1)),
                    "SELECT body FROM " + from + " AND id > ? ORDER BY id LIMIT ?",
                    numbers.of(connection, tenant),
                    after,
                    Paging.size(limit) + 1));
    return Paging.of(found, limit, id);
  }

  @Override
  public Optional<ApiKey> key(String id) {
    return rows.read(
            connection ->
                Sql.first(connection, Sql::text, "SELECT body FROM api_key WHERE id = ?", id))
        .map(Documents::key);
  }

  @Override
  public Page<ApiKey> keys(String tenant, String after, int limit) {
    return page(tenant, Documents::key, ApiKey::id, "api_key WHERE tenant = ?", after, limit);
  }

  @Override
  public Optional<Agent> agent(String tenant, String id) {
    return one(tenant, Documents::agent, "agent WHERE tenant = ? AND id = ?", id);
  }

  @Override
  public Optional<Agent> agentNamed(String tenant, String name) {
    return one(
        tenant, Documents::agent, "agent WHERE tenant = ? AND name = ? ORDER BY id LIMIT 1", name);
  }

  @Override
  public Page<Agent> agents(String tenant, String after, int limit) {
    return page(tenant, Documents::agent, Agent::id, "agent WHERE tenant = ?", after, limit);
  }

  @Override
  public Optional<Suspension> suspension(String tenant, String agent) {
    return rows.read(
        connection ->
            Sql.first(
                connection,
                row -> new Suspension(row.getString(1), Micros.at(row.getLong(2))),
                "SELECT agent, until FROM suspension JOIN tenant ON no = tenant"
                    + " WHERE tenant = ? AND agent = ? AND until > now",
                numbers.of(connection, tenant),
                agent));
  }

  @Override
  public Waiting waiting(Instant at) {
    long now = Micros.of(at);
    String suspensions = "SELECT count(*) FROM suspension WHERE until > ?";
    String approvals =
        "SELECT count(*) FROM tenant JOIN approval ON tenant = no"
            + " WHERE expires > ? AND state <> 'USED' AND state = 'PENDING'";
    return rows.read(
        connection ->
            new Waiting(
                Sql.first(connection, row -> row.getLong(1), suspensions, now).orElse(0L),
                Sql.first(connection, row -> row.getLong(1), approvals, now).orElse(0L)));
  }

  @Override
  public Optional<PolicyVersion> policy(String tenant, String id) {
    String from = "policy_version WHERE tenant = ? AND id = ? AND in_force";
    return one(tenant, Documents::version, from, id);
  }

  @Override
  public Optional<PolicyVersion> policyNamed(String tenant, String name) {
    String from = "policy_version WHERE tenant = ? AND name = ? AND in_force ORDER BY id LIMIT 1";
    return one(tenant, Documents::version, from, name);
  }

  @Override
  public Optional<PolicyVersion> lastNamed(String tenant, String name) {
    String from =
        "policy_version WHERE tenant = ? AND name = ?"
            + " ORDER BY in_force DESC, body ->> 'activated' DESC, number DESC LIMIT 1";
    return one(tenant, Documents::version, from, name);
  }

  @Override
  public Page<PolicyVersion> policies(String tenant, String after, int limit) {
    String from = "policy_version WHERE tenant = ? AND in_force";
    return page(tenant, Documents::version, PolicyVersion::id, from, after, limit);
  }

  @Override
  public List<PolicyVersion> versions(String tenant, String id, int before, int limit) {
    return pages.read(
        connection ->
            Sql.list(
                connection,
                row -> Documents.version(row.getString(1)),
                "SELECT body FROM policy_version WHERE tenant = ? AND id = ? AND number < ?"
                    + " ORDER BY number DESC LIMIT ?",
                numbers.of(connection, tenant),
                id,
                before,
                limit));
  }

  @Override
  public List<PolicyVersion> allVersions(String tenant) {
    return pages.read(
        connection ->
            Sql.list(
                connection,
                row -> Documents.version(row.getString(1)),
                "SELECT body FROM policy_version WHERE tenant = ? ORDER BY id, number",
                numbers.of(connection, tenant)));
  }

  @Override
  public Optional<IssuedToken> token(String tenant, String jti) {
    return one(tenant, ClaimDocuments::token, "token WHERE tenant = ? AND id = ?", jti);
  }

  @Override
  public Optional<IssuedToken> tokenReferred(String referenceHash) {
    return rows.read(
            connection ->
                Sql.first(
                    connection,
                    Sql::text,
                    "SELECT body FROM token WHERE reference = ?",
                    referenceHash))
        .map(ClaimDocuments::token);
  }

  @Override
  public Page<IssuedToken> tokens(String tenant, String after, int limit) {
    return page(
        tenant, ClaimDocuments::token, IssuedToken::jti, "token WHERE tenant = ?", after, limit);
  }

  @Override
  public Page<Revoked> revocations(String tenant, String after, int limit) {
    List<Revoked> found =
        pages.read(
            connection ->
                Sql.list(
                    connection,
                    SqliteQueries::revoked,
                    "SELECT kind, what, capability, record FROM revocation WHERE tenant = ?"
                        + " AND record < ? ORDER BY record DESC LIMIT ?",
                    numbers.of(connection, tenant),
                    Paging.number(after, Long.MAX_VALUE),
                    Paging.size(limit) + 1));
    return Paging.of(found, limit, one -> Long.toString(one.index()));
  }

  private static Revoked revoked(ResultSet row) throws SQLException {
    return new Revoked(
        Revocations.of(row.getString(1), row.getString(2), row.getString(3)), row.getLong(4));
  }

  @Override
  public Optional<Approval> approval(String tenant, String id) {
    return one(tenant, ClaimDocuments::approval, "approval WHERE tenant = ? AND id = ?", id);
  }

  @Override
  public Page<Approval> approvals(String tenant, ApprovalFilter filter, String after, int limit) {
    return pages.read(
        connection ->
            ApprovalPages.page(connection, numbers.of(connection, tenant), filter, after, limit));
  }

  @Override
  public List<Approval> ended(String tenant, Instant at, int limit) {
    return pages.read(
        connection ->
            Sql.list(
                connection,
                row -> ClaimDocuments.approval(row.getString(1)),
                "SELECT body FROM approval WHERE tenant = ? AND state IN ('PENDING', 'GIVEN')"
                    + " AND expires <= ? ORDER BY expires LIMIT ?",
                numbers.of(connection, tenant),
                Micros.of(at),
                Paging.size(limit)));
  }

  @Override
  public List<Webhook> webhooks(String tenant) {
    return pages.read(
        connection ->
            Sql.list(
                connection,
                row -> WebhookDocuments.webhook(row.getString(1)),
                "SELECT body FROM webhook WHERE tenant = ? ORDER BY id",
                numbers.of(connection, tenant)));
  }

  @Override
  public Page<Delivery> deliveries(
      String tenant, String webhook, boolean dead, String after, int limit) {
    List<Delivery> found =
        pages.read(
            connection ->
                Sql.list(
                    connection,
                    row -> WebhookDocuments.delivery(row.getString(1)),
                    "SELECT body FROM delivery WHERE tenant = ? AND webhook = ? AND dead = ?"
                        + " AND id > ? ORDER BY id LIMIT ?",
                    numbers.of(connection, tenant),
                    webhook,
                    dead ? 1 : 0,
                    after,
                    Paging.size(limit) + 1));
    return Paging.of(found, limit, one -> one.notice().id());
  }

  @Override
  public Optional<Delivery> due(String tenant, String webhook, Instant at) {
    return one(
        tenant,
        WebhookDocuments::delivery,
        "delivery WHERE tenant = ? AND webhook = ? AND NOT dead AND next <= ? ORDER BY next LIMIT"
            + " 1",
        webhook,
        Micros.of(at));
  }

  @Override
  public List<Membership> memberships(String tenant) {
    return pages.read(
        connection ->
            Sql.list(
                connection,
                row ->
                    new Membership(row.getString(1), row.getString(2), Micros.at(row.getLong(3))),
                "SELECT grp, person, since FROM membership WHERE tenant = ? ORDER BY grp, person",
                numbers.of(connection, tenant)));
  }

  @Override
  public List<Membership> members(String tenant, String group) {
    return pages.read(
        connection ->
            Sql.list(
                connection,
                row ->
                    new Membership(row.getString(1), row.getString(2), Micros.at(row.getLong(3))),
                "SELECT grp, person, since FROM membership WHERE tenant = ? AND grp = ?"
                    + " ORDER BY person",
                numbers.of(connection, tenant),
                group));
  }

  /** What is done with a tenant's records. */
  private interface RecordQuery<T> {
    T run(AuditPages pages) throws SQLException;
  }

  private <T> T records(Reader reader, String tenant, RecordQuery<T> query) {
    return reader.read(
        connection ->
            query.run(new AuditPages(connection, besides, index, numbers.of(connection, tenant))));
  }

  @Override
  public Page<AuditRecord> audit(String tenant, AuditFilter filter, String after, int limit) {
    return records(pages, tenant, all -> all.newestFirst(filter, after, Paging.size(limit)));
  }

  @Override
  public Page<AuditRecord> auditOldestFirst(
      String tenant, AuditFilter filter, String after, int limit) {
    return records(pages, tenant, all -> all.oldestFirst(filter, after, Paging.size(limit)));
  }

  @Override
  public Optional<AuditCounts> counts(String tenant, AuditCounts.Question question) {
    return pages.read(
        connection ->
            AuditCounting.count(connection, index, numbers.of(connection, tenant), question));
  }

  @Override
  public Optional<AuditRecord> record(String tenant, long number) {
    return records(rows, tenant, all -> all.record(number));
  }

  @Override
  public List<LedgerRow> ledger(String tenant, long from, int limit) {
    return records(pages, tenant, all -> all.ledger(from, Paging.size(limit)));
  }

  @Override
  public List<ErasureOrder> erasures(String tenant) {
    return rows.read(
        connection ->
            Sql.list(
                connection,
                row -> ErasureDocuments.order(row.getString(1)),
                "SELECT body FROM erasure WHERE tenant = ? ORDER BY record DESC",
                numbers.of(connection, tenant)));
  }

  @Override
  public List<Long> due(String tenant, Instant now, int limit) {
    return rows.read(
        connection -> {
          long number = numbers.of(connection, tenant);
          return Sql.list(
              connection,
              row -> TenantNumbers.index(row.getLong(1)),
              "SELECT id FROM beside WHERE until <= ? AND id >= ? AND id < ? ORDER BY until LIMIT"
                  + " ?",
              Micros.ofOrMax(now),
              TenantNumbers.key(number, 0),
              TenantNumbers.key(number + 1, 0),
              Paging.size(limit));
        });
  }

  @Override
  public long firstAt(String tenant, Instant at) {
    return rows.read(
        connection ->
            new RecordSearch(connection)
                .firstAt(numbers.of(connection, tenant), Micros.ofOrMax(at)));
  }
}
