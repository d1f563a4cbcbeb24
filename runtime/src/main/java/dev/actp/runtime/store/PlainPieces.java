package dev.actp.runtime.store;

import dev.actp.runtime.state.EarlierState;
import dev.actp.runtime.state.State;
import dev.actp.runtime.state.VolatileRow;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * Puts under a key what earlier versions kept of values in the state: once, when a database of
 * theirs is opened, a tenant in one transaction; then the database is written anew, as a page may
 * have copies. What requests were known by whose values are erased goes, too. Cut off, it goes on
 * where it was.
 */
final class PlainPieces {
  private PlainPieces() {}

  static void key(Connection connection, DataKeys keys) throws SQLException {
    List<Long> tenants =
        Sql.list(connection, row -> row.getLong(1), "SELECT tenant FROM plain_piece");
    if (tenants.isEmpty()) {
      return;
    }
    boolean plain = false;
    for (long tenant : tenants) {
      // where the key is there already it was cut off behind this, and may not have been compacted
      plain |= keys.ofState(connection, tenant).isPresent() || key(connection, keys, tenant);
    }
    if (plain) {
      SqliteFile.compact(connection);
    }
    Sql.execute(connection, "DELETE FROM plain_piece");
    connection.commit();
  }

  /** Whether there was something to be put under the key. */
  private static boolean key(Connection connection, DataKeys keys, long tenant)
      throws SQLException {
    SecretKey key = State.newKey(new SecureRandom());
    keys.putOfState(connection, tenant, key);
    EarlierState earlier = new EarlierState(key);
    boolean plain = pieces(connection, earlier, tenant);
    plain |= journals(connection, earlier, tenant);
    Sql.execute(
        connection,
        "UPDATE record SET request_digest = NULL WHERE id >= ? AND id < ?"
            + " AND request_digest IS NOT NULL AND id NOT IN (SELECT id FROM beside)",
        TenantNumbers.key(tenant, 0),
        TenantNumbers.key(tenant + 1, 0));
    connection.commit();
    return plain;
  }

  private static boolean pieces(Connection connection, EarlierState earlier, long tenant)
      throws SQLException {
    List<VolatileRow> rows =
        Sql.list(
            connection,
            row -> new VolatileRow(row.getInt(1), row.getBytes(2), row.getBytes(3)),
            "SELECT kind, name, value FROM piece WHERE tenant = ?",
            tenant);
    boolean plain = false;
    for (VolatileRow row : rows) {
      if (earlier.plain(row)) {
        plain = true;
        VolatileRow kept = earlier.piece(row);
        Sql.execute(
            connection,
            "UPDATE piece SET name = ?, value = ? WHERE tenant = ? AND kind = ? AND name = ?",
            kept.name(),
            kept.value(),
            tenant,
            row.kind(),
            row.name());
      }
    }
    return plain;
  }

  @SuppressWarnings("ArrayRecordComponent") // bytes to be written anew, never compared
  private record Journal(long seq, byte[] changes) {}

  private static boolean journals(Connection connection, EarlierState earlier, long tenant)
      throws SQLException {
    List<Journal> journals =
        Sql.list(
            connection,
            row -> new Journal(row.getLong(1), row.getBytes(2)),
            "SELECT seq, changes FROM journal WHERE tenant = ?",
            tenant);
    for (Journal one : journals) {
      Sql.execute(
          connection,
          "UPDATE journal SET changes = ? WHERE seq = ?",
          earlier.journal(one.changes()),
          one.seq());
    }
    return !journals.isEmpty();
  }
}
