package dev.actp.runtime.store;

import dev.actp.runtime.registry.AuditCounts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts over time: what the index has counted, and the records behind that. */
final class AuditCounting {
  private AuditCounting() {}

  /** The counts, or nothing where there are too many. */
  static Optional<AuditCounts> count(
      Connection connection, @Nullable AuditIndex index, long tenant, AuditCounts.Question question)
      throws SQLException {
    Tally.Buckets buckets = new Tally.Buckets(question);
    long counted = index == null ? 0 : index.next(tenant);
    if (index != null && !index.count(tenant, question, buckets)) {
      return Optional.empty();
    }
    long end = new RecordSearch(connection).size(tenant);
    long scanned = Math.min(end, counted + AuditPages.SCAN);
    Tally behind = new Tally();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT at, outcome, agent, action FROM record"
                + " WHERE id >= ? AND id < ? AND outcome <> 'act'")) {
      query.setLong(1, TenantNumbers.key(tenant, counted));
      query.setLong(2, TenantNumbers.key(tenant, scanned));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          behind.add(row.getLong(1), row.getString(2), row.getString(3), row.getString(4));
        }
      }
    }
    behind.answer(question, buckets);
    return Optional.of(buckets.counts(end - scanned));
  }
}
