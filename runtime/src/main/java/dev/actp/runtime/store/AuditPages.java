package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Words;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.LedgerRow;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.state.Micros;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a tenant's records, newest first. A cursor is the index of the last record that was
 * looked at.
 */
final class AuditPages {
  /**
   * How many records one page looks through at most; a page may then be short and still have a
   * next.
   */
  private static final int SCAN = 50_000;

  private final Connection connection;
  private final BesideReader besides;
  private final long tenant;

  AuditPages(Connection connection, BesideReader besides, long tenant) {
    this.connection = connection;
    this.besides = besides;
    this.tenant = tenant;
  }

  Page<AuditRecord> page(AuditFilter filter, String after, int limit) throws SQLException {
    RecordSearch search = new RecordSearch(connection);
    long from = filter.from() == null ? 0 : search.firstAt(tenant, Micros.of(filter.from()));
    long end =
        filter.to() == null
            ? search.size(tenant)
            : search.firstAt(tenant, Micros.ofOrMax(filter.to()));
    end = Math.min(end, Paging.number(after, Long.MAX_VALUE));
    long scanFrom = Math.max(from, end - SCAN);
    List<AuditRecord> found = scan(filter, scanFrom, end, limit);
    if (found.size() == limit) {
      long last = found.get(limit - 1).index();
      return new Page<>(found, last > from ? Long.toString(last) : "");
    }
    return new Page<>(found, scanFrom > from ? Long.toString(scanFrom) : "");
  }

  private List<AuditRecord> scan(AuditFilter filter, long from, long end, int limit)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    String condition = condition(filter, values);
    List<AuditRecord> found = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT record.id, leaf, content FROM record LEFT JOIN beside ON beside.id = record.id"
                + " WHERE record.id >= ? AND record.id < ?"
                + condition
                + " ORDER BY record.id DESC LIMIT ?")) {
      query.setLong(1, TenantNumbers.key(tenant, from));
      query.setLong(2, TenantNumbers.key(tenant, end));
      int place = 3;
      for (Object value : values) {
        query.setObject(place++, value);
      }
      query.setInt(place, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(record(row));
        }
      }
    }
    return found;
  }

  private static String condition(AuditFilter filter, List<Object> values) {
    StringBuilder sql = new StringBuilder();
    if (filter.decisionsOnly()) {
      sql.append(" AND outcome <> 'act'");
    }
    equal("agent", filter.agent(), sql, values);
    equal("action", filter.action(), sql, values);
    equal("token", filter.token(), sql, values);
    if (filter.outcome() != null) {
      equal("outcome", Words.of(filter.outcome()), sql, values);
    }
    if (filter.text() != null) {
      sql.append(" AND instr(leaf, ?) > 0");
      values.add(filter.text().getBytes(StandardCharsets.UTF_8));
    }
    return sql.toString();
  }

  private static void equal(
      String column, @Nullable String value, StringBuilder sql, List<Object> values) {
    if (value != null) {
      sql.append(" AND ").append(column).append(" = ?");
      values.add(value);
    }
  }

  Optional<AuditRecord> record(long index) throws SQLException {
    if (index < 0 || index >= new RecordSearch(connection).size(tenant)) {
      return Optional.empty();
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT record.id, leaf, content FROM record LEFT JOIN beside ON beside.id = record.id"
                + " WHERE record.id = ?")) {
      query.setLong(1, TenantNumbers.key(tenant, index));
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(record(row)) : Optional.empty();
      }
    }
  }

  /** Records in their order, from an index on. */
  List<LedgerRow> ledger(long from, int limit) throws SQLException {
    return Sql.list(
        connection,
        row -> new LedgerRow(TenantNumbers.index(row.getLong(1)), row.getBytes(2), beside(row)),
        "SELECT record.id, leaf, content FROM record LEFT JOIN beside ON beside.id = record.id"
            + " WHERE record.id >= ? AND record.id < ? ORDER BY record.id LIMIT ?",
        TenantNumbers.key(tenant, Math.max(0, from)),
        TenantNumbers.key(tenant + 1, 0),
        limit);
  }

  private byte @Nullable [] beside(ResultSet row) throws SQLException {
    return besides.open(connection, row.getLong(1), row.getBytes(3));
  }

  private AuditRecord record(ResultSet row) throws SQLException {
    byte[] leaf = row.getBytes(2);
    byte[] beside = beside(row);
    return new AuditRecord(
        TenantNumbers.index(row.getLong(1)),
        Leaf.hash(Leaf.digest(), leaf, 0, leaf.length),
        new String(leaf, StandardCharsets.UTF_8),
        Beside.values(beside),
        beside == null);
  }
}
