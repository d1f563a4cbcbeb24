package dev.actp.runtime.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Reads what is kept beside records, encrypted or of before that. Thread-safe. */
final class BesideReader {
  /** How many data keys are remembered; then all are read again. */
  private static final int MOST = 10_000;

  private final WrappingKey wrapping;
  private final Map<Long, SecretKey> known = new ConcurrentHashMap<>();

  BesideReader(WrappingKey wrapping) {
    this.wrapping = wrapping;
  }

  /** The JSON text of a row; null for none. */
  byte @Nullable [] open(Connection connection, long record, byte @Nullable [] row)
      throws SQLException {
    if (row == null || !BesideCipher.sealed(row)) {
      return row;
    }
    long number = BesideCipher.number(row);
    SecretKey key = known.get(number);
    if (key == null) {
      if (known.size() >= MOST) {
        known.clear();
      }
      key = read(connection, number);
      known.put(number, key);
    }
    return new BesideCipher().open(record, key, row);
  }

  private SecretKey read(Connection connection, long number) throws SQLException {
    return Sql.first(
            connection,
            row -> wrapping.unwrap(row.getBytes(1)),
            "SELECT wrapped FROM data_key WHERE no = ?",
            number)
        .orElseThrow(() -> new StoreException("the data key " + number + " is not there"));
  }
}
