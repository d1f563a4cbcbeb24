package dev.actp.runtime.store;

import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.ApprovalFilter;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Membership;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Suspension;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.Micros;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads from the database: what one row answers, and pages, each over a connection of its own. */
final class SqliteQueries implements Queries, AutoCloseable {
  private final Reader rows;
  private final Reader pages;
  private final TenantNumbers numbers;

  SqliteQueries(SqliteFile file, TenantNumbers numbers) {
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
        (handle, connection) ->
            handle
                .createQuery("SELECT id, name, created FROM tenant ORDER BY id")
                .map(
                    (row, ignored) ->
                        new Tenant(row.getString(1), row.getString(2), Micros.at(row.getLong(3))))
                .list());
  }

  /** The one document of a tenant that a condition on further values holds for. */
  private <T> Optional<T> one(
      String tenant, Function<String, T> read, String from, Object... values) {
    return rows.read(
        (handle, connection) -> {
          long number = numbers.of(connection, tenant);
          var query = handle.createQuery("SELECT body FROM " + from).bind(0, number);
          for (int i = 0; i < values.length; i++) {
            query.bind(i + 1, values[i]);
          }
          return query.mapTo(String.class).findFirst().map(read);
        });
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
            (handle, connection) ->
                handle
                    .createQuery("SELECT body FROM " + from + " AND id > ? ORDER BY id LIMIT ?")
                    .bind(0, numbers.of(connection, tenant))
                    .bind(1, after)
                    .bind(2, Paging.size(limit) + 1)
                    .mapTo(String.class)
                    .map(read)
                    .list());
    return Paging.of(found, limit, id);
  }

  @Override
  public Optional<ApiKey> key(String id) {
    return rows.read(
        (handle, connection) ->
            handle
                .createQuery("SELECT body FROM api_key WHERE id = ?")
                .bind(0, id)
                .mapTo(String.class)
                .findFirst()
                .map(Documents::key));
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
        (handle, connection) ->
            handle
                .createQuery(
                    "SELECT agent, until FROM suspension JOIN tenant ON no = tenant"
                        + " WHERE tenant = ? AND agent = ? AND until > now")
                .bind(0, numbers.of(connection, tenant))
                .bind(1, agent)
                .map((row, ignored) -> new Suspension(row.getString(1), Micros.at(row.getLong(2))))
                .findFirst());
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
  public Page<PolicyVersion> policies(String tenant, String after, int limit) {
    String from = "policy_version WHERE tenant = ? AND in_force";
    return page(tenant, Documents::version, PolicyVersion::id, from, after, limit);
  }

  @Override
  public List<PolicyVersion> versions(String tenant, String id) {
    return pages.read(
        (handle, connection) ->
            handle
                .createQuery(
                    "SELECT body FROM policy_version WHERE tenant = ? AND id = ? ORDER BY number"
                        + " DESC")
                .bind(0, numbers.of(connection, tenant))
                .bind(1, id)
                .mapTo(String.class)
                .map(Documents::version)
                .list());
  }

  @Override
  public Optional<IssuedToken> token(String tenant, String jti) {
    return one(tenant, ClaimDocuments::token, "token WHERE tenant = ? AND id = ?", jti);
  }

  @Override
  public Optional<IssuedToken> tokenReferred(String referenceHash) {
    return rows.read(
        (handle, connection) ->
            handle
                .createQuery("SELECT body FROM token WHERE reference = ?")
                .bind(0, referenceHash)
                .mapTo(String.class)
                .findFirst()
                .map(ClaimDocuments::token));
  }

  @Override
  public Page<IssuedToken> tokens(String tenant, String after, int limit) {
    return page(
        tenant, ClaimDocuments::token, IssuedToken::jti, "token WHERE tenant = ?", after, limit);
  }

  @Override
  public Optional<Approval> approval(String tenant, String id) {
    return one(tenant, ClaimDocuments::approval, "approval WHERE tenant = ? AND id = ?", id);
  }

  @Override
  public Page<Approval> approvals(String tenant, ApprovalFilter filter, String after, int limit) {
    return pages.read(
        (handle, connection) ->
            ApprovalPages.page(handle, numbers.of(connection, tenant), filter, after, limit));
  }

  @Override
  public List<Membership> members(String tenant, String group) {
    return pages.read(
        (handle, connection) ->
            handle
                .createQuery(
                    "SELECT grp, person, since FROM membership WHERE tenant = ? AND grp = ?"
                        + " ORDER BY person")
                .bind(0, numbers.of(connection, tenant))
                .bind(1, group)
                .map(
                    (row, ignored) ->
                        new Membership(
                            row.getString(1), row.getString(2), Micros.at(row.getLong(3))))
                .list());
  }

  @Override
  public Page<AuditRecord> audit(String tenant, AuditFilter filter, String after, int limit) {
    return pages.read(
        (handle, connection) ->
            new AuditPages(connection, numbers.of(connection, tenant))
                .page(filter, after, Paging.size(limit)));
  }

  @Override
  public Optional<AuditRecord> record(String tenant, long index) {
    return rows.read(
        (handle, connection) ->
            new AuditPages(connection, numbers.of(connection, tenant)).record(index));
  }
}
