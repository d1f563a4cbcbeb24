package dev.actp.runtime.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The numbers by which the database knows tenants. They never change, so they are looked up once.
 */
final class TenantNumbers {
  /** What a tenant that does not exist is known by: nothing is stored under it. */
  static final long UNKNOWN = 0;

  private static final int INDEX_BITS = 40;

  private final Map<String, Long> known = new ConcurrentHashMap<>();

  /** The tenant's number, or {@link #UNKNOWN}. */
  long of(Connection connection, String tenant) throws SQLException {
    Long number = known.get(tenant);
    if (number != null) {
      return number;
    }
    try (PreparedStatement query =
        connection.prepareStatement("SELECT no FROM tenant WHERE id = ?")) {
      query.setString(1, tenant);
      try (ResultSet result = query.executeQuery()) {
        return result.next() ? result.getLong(1) : UNKNOWN;
      }
    }
  }

  /** Remembers the number of a tenant whose row is committed. */
  void committed(String tenant, long number) {
    known.put(tenant, number);
  }

  /** The key of a record. */
  static long key(long tenant, long index) {
    return (tenant << INDEX_BITS) + index;
  }

  /** The number of the tenant whose record has a key. */
  static long tenant(long key) {
    return key >> INDEX_BITS;
  }

  /** A record's index. */
  static long index(long key) {
    return key & ((1L << INDEX_BITS) - 1);
  }
}
