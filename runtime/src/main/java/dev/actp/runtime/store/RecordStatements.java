package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.state.Micros;
import dev.actp.runtime.state.VolatileRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;

/** What every batch writes: records, what is beside them, and the state's changes. */
final class RecordStatements implements AutoCloseable {
  private final PreparedStatement record;
  private final PreparedStatement beside;
  private final PreparedStatement head;
  private final PreparedStatement journal;
  private final PreparedStatement dropJournal;
  private final PreparedStatement piece;
  private final PreparedStatement dropPiece;

  private final Connection connection;
  private final DataKeys keys;

  RecordStatements(Connection connection, DataKeys keys) throws SQLException {
    this.connection = connection;
    this.keys = keys;
    record = connection.prepareStatement("INSERT INTO record VALUES (?,?,?,?,?,?,?,?,?,?)");
    beside = connection.prepareStatement("INSERT INTO beside VALUES (?,?,?)");
    head =
        connection.prepareStatement(
            "UPDATE tenant SET head_index = ?, head_hash = ?, now = ? WHERE no = ?");
    journal = connection.prepareStatement("INSERT INTO journal (tenant, changes) VALUES (?,?)");
    dropJournal = connection.prepareStatement("DELETE FROM journal WHERE tenant = ?");
    piece = connection.prepareStatement("INSERT OR REPLACE INTO piece VALUES (?,?,?,?)");
    dropPiece =
        connection.prepareStatement("DELETE FROM piece WHERE tenant = ? AND kind = ? AND name = ?");
  }

  void records(long tenant, List<StoredRecord> records) throws SQLException {
    for (StoredRecord one : records) {
      long key = TenantNumbers.key(tenant, one.sealed().index());
      StoredRecord.Repeatable request = one.request();
      record.setLong(1, key);
      record.setLong(2, Micros.of(one.sealed().at()));
      record.setString(3, one.outcome());
      record.setString(4, one.agent());
      record.setString(5, one.action());
      record.setString(6, one.token());
      record.setString(7, one.caller());
      record.setString(8, request == null ? null : request.requestId());
      record.setString(9, request == null ? null : request.digest());
      record.setBytes(10, one.sealed().leaf());
      record.addBatch();
      beside.setLong(1, key);
      beside.setBytes(2, keys.seal(connection, tenant, key, one.sealed().beside()));
      Instant until = one.until();
      if (until == null) {
        beside.setNull(3, Types.INTEGER);
      } else {
        beside.setLong(3, Micros.ofOrMax(until));
      }
      beside.addBatch();
    }
    record.executeBatch();
    beside.executeBatch();
  }

  void head(long tenant, Receipt last, Instant now) throws SQLException {
    head.setLong(1, last.index());
    head.setString(2, last.leafHash());
    head.setLong(3, Micros.of(now));
    head.setLong(4, tenant);
    head.executeUpdate();
  }

  void journal(long tenant, byte[] changes) throws SQLException {
    journal.setLong(1, tenant);
    journal.setBytes(2, changes);
    journal.executeUpdate();
  }

  void checkpoint(long tenant, List<VolatileRow> pieces) throws SQLException {
    for (VolatileRow one : pieces) {
      PreparedStatement statement = one.value() == null ? dropPiece : piece;
      statement.setLong(1, tenant);
      statement.setInt(2, one.kind());
      statement.setBytes(3, one.name());
      if (one.value() != null) {
        statement.setBytes(4, one.value());
      }
      statement.executeUpdate();
    }
    dropJournal.setLong(1, tenant);
    dropJournal.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement one :
        List.of(record, beside, head, journal, dropJournal, piece, dropPiece)) {
      one.close();
    }
  }
}
