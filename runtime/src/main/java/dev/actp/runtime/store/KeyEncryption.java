package dev.actp.runtime.store;

import dev.actp.runtime.token.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * The key-encryption key of a data folder: a file of 32 random bytes for its owner alone, in the
 * folder of keys. It can be exchanged while no server runs; the data keys are then wrapped anew,
 * and nothing else is written again.
 */
public final class KeyEncryption {
  private static final String KEYS = "keys";
  private static final String FILE = "data.kek";
  private static final String NEXT = "data.kek.next";

  private KeyEncryption() {}

  /** The key, which is made where there is none. */
  static WrappingKey openOrCreate(Path folder) {
    try {
      return read(folder.resolve(KEYS).resolve(FILE));
    } catch (IOException e) {
      throw new StoreException("the key-encryption key of `" + folder + "` cannot be read", e);
    }
  }

  /** The key as it is; a key that nothing is wrapped with where there is none. */
  static WrappingKey existing(Path folder) {
    Path file = folder.resolve(KEYS).resolve(FILE);
    try {
      return Files.exists(file) ? read(file) : new WrappingKey(new byte[32]);
    } catch (IOException e) {
      throw new StoreException("`" + file + "` cannot be read", e);
    }
  }

  private static WrappingKey read(Path file) throws IOException {
    return switch (SecretFile.readOrCreate(file, new SecureRandom())) {
      case SecretFile.Secret secret -> new WrappingKey(secret.bytes());
      case SecretFile.Unusable(String why) -> throw new StoreException(why);
    };
  }

  /**
   * Finishes an exchange that was cut off, and holds the key against what it has to unwrap.
   *
   * @throws StoreException if the database was written under another key
   */
  static WrappingKey fitting(Connection connection, Path folder) throws SQLException {
    try {
      Path next = folder.resolve(KEYS).resolve(NEXT);
      List<String> used =
          Sql.list(connection, Sql::text, "SELECT DISTINCT wrapped_by FROM data_key");
      Path file = folder.resolve(KEYS).resolve(FILE);
      if (!used.isEmpty() && !Files.exists(file)) {
        throw new StoreException(
            "`%s` is missing, under which the ledger's values are encrypted: put it back"
                .formatted(file));
      }
      WrappingKey current = openOrCreate(folder);
      if (Files.exists(next)) {
        WrappingKey pending = read(next);
        if (used.contains(pending.id())) {
          current = pending;
          replace(next, file);
        } else {
          Files.delete(next);
        }
      }
      for (String id : used) {
        if (!id.equals(current.id())) {
          throw new StoreException(
              "`%s` is not the key that the ledger's values were encrypted under (%s)"
                  .formatted(file, id));
        }
      }
      return current;
    } catch (IOException e) {
      throw new StoreException("the key-encryption key of `" + folder + "` cannot be read", e);
    }
  }

  private static void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Makes a new key and wraps every data key with it. Cut off at any moment, the next start finds
   * either the old or the new key in force.
   *
   * @return how many data keys there are
   * @throws StoreException if a server runs over the folder, or it cannot be read or written
   */
  public static int rotate(DataFolder folder) {
    SqliteFile file = new SqliteFile(folder.file(SqliteStore.FILE));
    Path keys = folder.path().resolve(KEYS);
    try (Connection connection = file.writer()) {
      WrappingKey old = fitting(connection, folder.path());
      WrappingKey fresh = read(keys.resolve(NEXT));
      int count = wrapAnew(connection, old, fresh);
      connection.commit();
      replace(keys.resolve(NEXT), keys.resolve(FILE));
      return count;
    } catch (SQLException | IOException e) {
      throw new StoreException("the key-encryption key could not be exchanged", e);
    }
  }

  private record Wrapped(long number, SecretKey key) {}

  private static int wrapAnew(Connection connection, WrappingKey old, WrappingKey fresh)
      throws SQLException {
    List<Wrapped> all =
        Sql.list(connection, row -> unwrapped(row, old), "SELECT no, wrapped FROM data_key");
    for (Wrapped one : all) {
      Sql.execute(
          connection,
          "UPDATE data_key SET wrapped_by = ?, wrapped = ? WHERE no = ?",
          fresh.id(),
          fresh.wrap(one.key()),
          one.number());
    }
    return all.size();
  }

  private static Wrapped unwrapped(ResultSet row, WrappingKey old) throws SQLException {
    return new Wrapped(row.getLong(1), old.unwrap(row.getBytes(2)));
  }
}
