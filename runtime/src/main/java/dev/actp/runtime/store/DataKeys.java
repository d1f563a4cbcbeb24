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
 * written with what it encrypts, in one transaction. Dropped with the connection. Beside them each
 * tenant has the key of its state, wrapped as they are. For one thread.
 */
final class DataKeys {
  private static final int BYTES = 32;
  private static final int OF_BESIDE = 0;
  private static final int OF_STATE = 1;

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
    put(connection, tenant, OF_BESIDE, key);
    Optional<Long> number =
        Sql.first(connection, row -> row.getLong(1), "SELECT last_insert_rowid()");
    return new Used(number.orElseThrow(), key);
  }

  private void put(Connection connection, long tenant, int purpose, SecretKey key)
      throws SQLException {
    Sql.execute(
        connection,
        "INSERT INTO data_key (tenant, wrapped_by, wrapped, purpose) VALUES (?,?,?,?)",
        tenant,
        wrapping.id(),
        wrapping.wrap(key),
        purpose);
  }

  /** Stores what a tenant's state keeps values under; a tenant has one such key for ever. */
  void putOfState(Connection connection, long tenant, SecretKey key) throws SQLException {
    put(connection, tenant, OF_STATE, key);
  }

  /** What a tenant's state keeps values under, if that is stored. */
  Optional<SecretKey> ofState(Connection connection, long tenant) throws SQLException {
    return Sql.first(
        connection,
        row -> wrapping.unwrap(row.getBytes(1)),
        "SELECT wrapped FROM data_key WHERE tenant = ? AND purpose = ?",
        tenant,
        OF_STATE);
  }
}
