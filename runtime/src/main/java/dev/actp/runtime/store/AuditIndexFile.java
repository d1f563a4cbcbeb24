package dev.actp.runtime.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The index's own file in a data folder. One that cannot be read, or is of another version, is
 * thrown away. Its commits are not synced: a crash takes the last ones back, each as a whole.
 */
final class AuditIndexFile {
  static final String NAME = "audit-index.db";

  static final int VERSION = 1;

  private final DataFolder folder;
  private final Path file;

  AuditIndexFile(DataFolder folder) {
    this.folder = folder;
    file = folder.file(NAME);
  }

  /** The connection that writes, to a file with the schema of this version. */
  Connection writer() throws SQLException {
    Connection known = usable();
    if (known != null) {
      return known;
    }
    try {
      for (String ending : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(Path.of(file + ending));
      }
    } catch (IOException e) {
      throw new StoreException("`" + file + "` cannot be made anew", e);
    }
    folder.file(NAME);
    Connection fresh = connect();
    create(fresh);
    return fresh;
  }

  private @Nullable Connection usable() {
    try {
      Connection connection = connect();
      if (Sql.first(connection, row -> row.getInt(1), "PRAGMA user_version").orElse(0) == VERSION) {
        return connection;
      }
      connection.close();
    } catch (SQLException unreadable) {
      return null;
    }
    return null;
  }

  private static void create(Connection connection) throws SQLException {
    try (InputStream schema =
            AuditIndexFile.class.getResourceAsStream("/dev/actp/runtime/store/audit-index.sql");
        Statement statement = connection.createStatement()) {
      if (schema == null) {
        throw new IllegalStateException("the schema of the index is missing");
      }
      statement.executeUpdate(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection that only reads. */
  Connection reader() throws SQLException {
    Connection connection = connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = true");
    }
    return connection;
  }

  private Connection connect() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setGetGeneratedKeys(false);
    config.setBusyTimeout(10_000);
    return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
  }
}
