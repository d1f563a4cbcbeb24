package dev.actp.runtime.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The data keys that one writing connection uses: one for each tenant, made when first needed and
 * written with what it encrypts, in one transaction. Dropped with the connection. For one thread.
 */
final class DataKeys {
  private static final int BYTES = 32;

  private final WrappingKey wrapping;
  private final SecureRandom random = new SecureRandom();
  private final BesideCipher cipher = new BesideCipher();
  private final Map<Long, Used> byTenant = new HashMap<>();

  private static final class Used {
    private final long number;
    private final SecretKey key;
    private long counter;

    Used(long number, SecretKey key) {
      this.number = number;
      this.key = key;
    }
  }

  DataKeys(WrappingKey wrapping) {
    this.wrapping = wrapping;
  }

  /** Encrypts what is kept beside a record. */
  byte[] seal(Connection connection, long tenant, long record, byte[] plain) throws SQLException {
    Used used = byTenant.get(tenant);
    if (used == null) {
      used = make(connection, tenant);
      byTenant.put(tenant, used);
    }
    return cipher.seal(record, used.number, used.key, used.counter++, plain);
  }

  private Used make(Connection connection, long tenant) throws SQLException {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    SecretKey key = new SecretKeySpec(bytes, "AES");
    Sql.execute(
        connection,
        "INSERT INTO data_key (tenant, wrapped_by, wrapped) VALUES (?,?,?)",
        tenant,
        wrapping.id(),
        wrapping.wrap(key));
    Optional<Long> number =
        Sql.first(connection, row -> row.getLong(1), "SELECT last_insert_rowid()");
    return new Used(number.orElseThrow(), key);
  }
}
