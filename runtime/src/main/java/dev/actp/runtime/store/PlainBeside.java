package dev.actp.runtime.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Encrypts what earlier versions kept beside records as plain text: once, when a database of theirs
 * is opened, some rows in each transaction. Cut off, it goes on where it was.
 */
final class PlainBeside {
  private static final int BATCH = 2_000;

  private PlainBeside() {}

  @SuppressWarnings("ArrayRecordComponent") // bytes to be encrypted, never compared
  private record Plain(long record, byte[] content) {}

  static void encrypt(Connection connection, DataKeys keys) throws SQLException {
    Optional<Long> done =
        Sql.first(connection, row -> row.getLong(1), "SELECT done FROM plain_beside");
    while (done.isPresent()) {
      List<Plain> rows =
          Sql.list(
              connection,
              row -> new Plain(row.getLong(1), row.getBytes(2)),
              "SELECT id, content FROM beside WHERE id > ? ORDER BY id LIMIT ?",
              done.get(),
              BATCH);
      for (Plain row : rows) {
        if (!BesideCipher.sealed(row.content())) {
          Sql.execute(
              connection,
              "UPDATE beside SET content = ? WHERE id = ?",
              keys.seal(
                  connection, TenantNumbers.tenant(row.record()), row.record(), row.content()),
              row.record());
        }
      }
      if (rows.isEmpty()) {
        Sql.execute(connection, "DELETE FROM plain_beside");
        done = Optional.empty();
      } else {
        Sql.execute(connection, "UPDATE plain_beside SET done = ?", rows.getLast().record());
        done = Optional.of(rows.getLast().record());
      }
      connection.commit();
      if (done.isEmpty()) {
        SqliteFile.compact(connection);
      }
    }
  }
}
