package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.registry.Membership;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.registry.Suspension;
import dev.actp.runtime.registry.Webhook;
import dev.actp.runtime.state.Micros;
import dev.actp.runtime.state.State;
import dev.actp.runtime.state.VolatileRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads back what commits left of a tenant. */
final class SqliteRestore {
  private final Connection connection;
  private final TenantNumbers numbers;
  private final DataKeys keys;

  SqliteRestore(Connection connection, TenantNumbers numbers, DataKeys keys) {
    this.connection = connection;
    this.numbers = numbers;
    this.keys = keys;
  }

  Restored restore(String id, State into) throws SQLException {
    long tenant = numbers.of(connection, id);
    if (tenant == TenantNumbers.UNKNOWN) {
      throw new StoreException("there is no such tenant");
    }
    into.use(
        keys.ofState(connection, tenant)
            .orElseThrow(() -> new StoreException("the key of a tenant's state is not there")));
    standing(tenant, into);
    approvals(tenant, into);
    pieces(tenant, into);
    journals(tenant, into);
    Instant now = Micros.at(number("SELECT now FROM tenant WHERE no = ?", tenant));
    return new Restored(
        policies(tenant),
        members(tenant),
        webhooks(tenant),
        deliveries(tenant),
        head(tenant),
        now,
        repeatable(tenant, now));
  }

  private long number(String query, long tenant) throws SQLException {
    return Sql.first(connection, row -> row.getLong(1), query, tenant).orElseThrow();
  }

  private void standing(long tenant, State into) throws SQLException {
    String domains =
        Sql.first(connection, Sql::text, "SELECT mail_domains FROM tenant WHERE no = ?", tenant)
            .orElseThrow();
    into.mailDomains(
        domains.isEmpty()
            ? Collections.emptySortedSet()
            : new TreeSet<>(List.of(domains.split(" "))));
    Sql.list(connection, Sql::text, "SELECT body FROM agent WHERE tenant = ?", tenant)
        .forEach(body -> into.put(Documents.agent(body)));
    Sql.list(
            connection,
            row -> new Suspension(row.getString(1), Micros.at(row.getLong(2))),
            "SELECT agent, until FROM suspension WHERE tenant = ?",
            tenant)
        .forEach(into::suspend);
    Sql.list(
            connection,
            row -> Revocations.of(row.getString(1), row.getString(2), row.getString(3)),
            "SELECT kind, what, capability FROM revocation WHERE tenant = ?",
            tenant)
        .forEach((Revocation what) -> into.revoke(what));
    Sql.list(
            connection,
            Sql::text,
            "SELECT token.body FROM revocation JOIN token ON token.tenant = revocation.tenant AND"
                + " token.agent = revocation.what WHERE revocation.tenant = ? AND kind = 'agent'"
                + " AND token.record > revocation.record",
            tenant)
        .forEach(body -> into.issued(ClaimDocuments.token(body)));
  }

  private void approvals(long tenant, State into) throws SQLException {
    Sql.list(
            connection,
            Sql::text,
            "SELECT body FROM approval WHERE tenant = ? AND state NOT IN ('USED', 'EXPIRED')"
                + " AND expires > (SELECT now FROM tenant WHERE no = ?)",
            tenant,
            tenant)
        .forEach(body -> into.put(ClaimDocuments.approval(body)));
  }

  private void pieces(long tenant, State into) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT kind, name, value FROM piece WHERE tenant = ?")) {
      query.setLong(1, tenant);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          into.restore(new VolatileRow(row.getInt(1), row.getBytes(2), row.getBytes(3)));
        }
      }
    }
  }

  private void journals(long tenant, State into) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT changes FROM journal WHERE tenant = ? ORDER BY seq")) {
      query.setLong(1, tenant);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          into.replay(row.getBytes(1));
        }
      }
    }
  }

  private List<PolicyVersion> policies(long tenant) throws SQLException {
    return Sql.list(
        connection,
        row -> Documents.version(row.getString(1)),
        "SELECT body FROM policy_version WHERE tenant = ? AND in_force ORDER BY id",
        tenant);
  }

  private List<Membership> members(long tenant) throws SQLException {
    return Sql.list(
        connection,
        row -> new Membership(row.getString(1), row.getString(2), Micros.at(row.getLong(3))),
        "SELECT grp, person, since FROM membership WHERE tenant = ?",
        tenant);
  }

  private List<Webhook> webhooks(long tenant) throws SQLException {
    return Sql.list(
        connection,
        row -> WebhookDocuments.webhook(row.getString(1)),
        "SELECT body FROM webhook WHERE tenant = ?",
        tenant);
  }

  private Map<String, Integer> deliveries(long tenant) throws SQLException {
    return Sql.list(
            connection,
            row -> Map.entry(row.getString(1), row.getInt(2)),
            "SELECT webhook, count(*) FROM delivery WHERE tenant = ? AND NOT dead GROUP BY webhook",
            tenant)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The last record, which has to be the one that the tenant's row names. */
  private @Nullable Receipt head(long tenant) throws SQLException {
    Receipt named =
        Sql.first(
                connection,
                row -> new Receipt(row.getLong(1), row.getString(2)),
                "SELECT head_index, head_hash FROM tenant WHERE no = ?",
                tenant)
            .orElseThrow();
    ;
    Receipt found = null;
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT id, leaf FROM record WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1")) {
      query.setLong(1, TenantNumbers.key(tenant, 0));
      query.setLong(2, TenantNumbers.key(tenant + 1, 0) - 1);
      try (ResultSet row = query.executeQuery()) {
        if (row.next()) {
          byte[] leaf = row.getBytes(2);
          String hash = Leaf.hash(Leaf.digest(), leaf, 0, leaf.length);
          found = new Receipt(TenantNumbers.index(row.getLong(1)), hash);
        }
      }
    }
    boolean empty = named.index() < 0;
    if (empty ? found != null : !named.equals(found)) {
      throw new StoreException(
          "the last record of a tenant is not the one that was committed last");
    }
    return found;
  }

  private List<Restored.Repeated> repeatable(long tenant, Instant now) throws SQLException {
    long from = new RecordSearch(connection).firstAt(tenant, Micros.of(now.minus(Restored.WITHIN)));
    List<Restored.Repeated> found = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT id, at, caller, request, request_digest FROM record WHERE id BETWEEN ? AND ?"
                + " AND request_digest IS NOT NULL ORDER BY id DESC LIMIT ?")) {
      query.setLong(1, TenantNumbers.key(tenant, from));
      query.setLong(2, TenantNumbers.key(tenant + 1, 0) - 1);
      query.setInt(3, Restored.REPEATABLE);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          StoredRecord.Repeatable request =
              new StoredRecord.Repeatable(row.getString(4), row.getString(5));
          long index = TenantNumbers.index(row.getLong(1));
          found.add(
              new Restored.Repeated(index, Micros.at(row.getLong(2)), row.getString(3), request));
        }
      }
    }
    return found.reversed();
  }
}
