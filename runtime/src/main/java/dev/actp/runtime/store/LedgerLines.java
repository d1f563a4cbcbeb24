package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.SignedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Records of the database, with the checkpoints where they belong. */
final class LedgerLines implements Leaves {
  private static final String NO_NOTE = "a checkpoint of the database is no signed note";

  private final PreparedStatement recordQuery;
  private final PreparedStatement checkpointQuery;
  private final ResultSet record;
  private final ResultSet checkpoint;
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
        return record.getBytes(1);
      }
      return pending ? takeCheckpoint() : null;
    } catch (SQLException e) {
      throw new IOException("the database cannot be read", e);
    }
  }

  private byte[] takeCheckpoint() throws SQLException, IOException {
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
