package dev.actp.runtime.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Finds records by time: a tenant's records are in the order of their instants. */
final class RecordSearch {
  /** When a record was made, by its key. */
  static final String AT = "SELECT at FROM record WHERE id = ?";

  private final Connection connection;

  RecordSearch(Connection connection) {
    this.connection = connection;
  }

  /**
   * The index of the first record at or after an instant; that after the last where there is none.
   */
  long firstAt(long tenant, long micros) throws SQLException {
    long low = 0;
    long high = size(tenant);
    try (PreparedStatement query = connection.prepareStatement(AT)) {
      while (low < high) {
        long middle = (low + high) >>> 1;
        query.setLong(1, TenantNumbers.key(tenant, middle));
        try (ResultSet row = query.executeQuery()) {
          if (row.next() && row.getLong(1) >= micros) {
            high = middle;
          } else {
            low = middle + 1;
          }
        }
      }
    }
    return low;
  }

  /** How many records the tenant has. */
  long size(long tenant) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT head_index + 1 FROM tenant WHERE no = ?")) {
      query.setLong(1, tenant);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }
}
