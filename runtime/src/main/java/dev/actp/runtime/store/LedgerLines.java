package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Columns;
import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.state.Micros;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Records of the database, with the checkpoints where they belong. */
final class LedgerLines implements Leaves {
  /** What it reads of a tenant's records, from a key on and before another. */
  static final String RECORDS =
      "SELECT leaf, id, at, outcome, agent, action, token, caller, request FROM record"
          + " WHERE id >= ? AND id < ? ORDER BY id";

  private static final String NO_NOTE = "a checkpoint of the database is no signed note";

  private final PreparedStatement recordQuery;
  private final PreparedStatement checkpointQuery;
  private final ResultSet record;
  private final ResultSet checkpoint;
  private @Nullable Columns columns;
  private boolean pending;
  private long delivered;

  LedgerLines(PreparedStatement recordQuery, PreparedStatement checkpointQuery)
      throws SQLException {
    this.recordQuery = recordQuery;
    this.checkpointQuery = checkpointQuery;
    record = recordQuery.executeQuery();
    checkpoint = checkpointQuery.executeQuery();
    pending = checkpoint.next();
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    try {
      if (pending && checkpoint.getLong(1) <= delivered) {
        return takeCheckpoint();
      }
      if (record.next()) {
        delivered++;
        columns = read();
        return record.getBytes(1);
      }
      return pending ? takeCheckpoint() : null;
    } catch (SQLException e) {
      throw new IOException("the database cannot be read", e);
    }
  }

  private Columns read() throws SQLException {
    return new Columns(
        TenantNumbers.index(record.getLong(2)),
        Micros.at(record.getLong(3)),
        record.getString(4),
        record.getString(5),
        record.getString(6),
        record.getString(7),
        record.getString(8),
        record.getString(9));
  }

  @Override
  public @Nullable Columns columns() {
    return columns;
  }

  private byte[] takeCheckpoint() throws SQLException, IOException {
    columns = null;
    SignedNote note =
        SignedNote.parse(checkpoint.getString(2)).orElseThrow(() -> new IOException(NO_NOTE));
    pending = checkpoint.next();
    return note.line().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    try (recordQuery;
        checkpointQuery) {
      record.close();
      checkpoint.close();
    } catch (SQLException e) {
      throw new IOException("the database cannot be closed", e);
    }
  }
}
