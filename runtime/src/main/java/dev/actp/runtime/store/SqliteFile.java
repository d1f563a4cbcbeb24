package dev.actp.runtime.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;

/**
 * The database file: brought to the schema of this version, opened so that a commit is on disk when
 * it returns.
 */
final class SqliteFile {
  /** The schema that this version reads and writes: the number of the last migration. */
  private static final int SCHEMA = 10;

  private static final int SYNCHRONOUS_FULL = 2;

  /** How long the log in front of the database grows before its pages are moved: 32 MiB. */
  private static final int WAL_PAGES = 8192;

  private final String url;

  private final boolean readOnly;

  SqliteFile(Path file) {
    this(file, false);
    migrate();
  }

  private SqliteFile(Path file, boolean readOnly) {
    this.url = "jdbc:sqlite:" + file.toAbsolutePath();
    this.readOnly = readOnly;
  }

  /**
   * A database of which nothing is changed, beside a server that may run over it.
   *
   * @throws StoreException if it is of another schema
   */
  static SqliteFile readOnly(Path file) {
    SqliteFile found = new SqliteFile(file, true);
    try (Connection connection = found.connect()) {
      int schema = pragma(connection, "user_version");
      if (schema != SCHEMA) {
        throw new StoreException(
            "the database is of schema %d, and this version reads %d: start a server of this version over it"
                .formatted(schema, SCHEMA));
      }
      return found;
    } catch (SQLException e) {
      throw new StoreException("the database cannot be opened", e);
    }
  }

  /** Copies a database of whatever schema, as it is at one moment, into an empty file. */
  static void copy(Path from, Path to) {
    try (Connection connection = new SqliteFile(from, true).connect()) {
      Sql.execute(connection, "VACUUM INTO ?", to.toAbsolutePath().toString());
    } catch (SQLException e) {
      throw new StoreException("the database cannot be copied", e);
    }
  }

  /**
   * Migrating loads a library that takes longer to start than the rest of the store: only where
   * there is something to do.
   */
  private void migrate() {
    int found;
    try (Connection connection = connect()) {
      found = pragma(connection, "user_version");
    } catch (SQLException e) {
      throw new StoreException("the database cannot be opened", e);
    }
    if (found > SCHEMA) {
      throw new StoreException(
          "the database was written by a newer version (schema "
              + found
              + ", known "
              + SCHEMA
              + ")");
    }
    if (found < SCHEMA) {
      try {
        Flyway.configure()
            .loggers("slf4j")
            .dataSource(url, null, null)
            .locations("classpath:dev/actp/runtime/store/migration")
            .load()
            .migrate();
      } catch (FlywayException e) {
        throw new StoreException("the database cannot be brought to schema " + SCHEMA, e);
      }
    }
  }

  /** The connection that writes. */
  Connection writer() {
    try {
      Connection connection = connect();
      if (pragma(connection, "synchronous") != SYNCHRONOUS_FULL
          || !"wal".equals(text(connection, "PRAGMA journal_mode"))) {
        throw new StoreException("the database does not sync its commits to disk");
      }
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      throw new StoreException("the database cannot be opened", e);
    }
  }

  /** A connection that only reads. */
  Connection reader() {
    try {
      Connection connection = connect();
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA query_only = true");
      }
      return connection;
    } catch (SQLException e) {
      throw new StoreException("the database cannot be opened", e);
    }
  }

  /**
   * Writes the database anew: pages keep copies of rows that were moved, which deleting a row does
   * not reach.
   */
  static void compact(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("VACUUM");
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } finally {
      connection.setAutoCommit(false);
    }
  }

  /** Asks one thing over a connection of its own. */
  <T> T read(Reader.Query<T> query) throws SQLException {
    try (Connection connection = connect()) {
      return query.run(connection);
    }
  }

  private Connection connect() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(10_000);
    if (readOnly) {
      config.setReadOnly(true);
      return config.createConnection(url);
    }
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.enforceForeignKeys(true);
    config.setWalAutocheckpoint(WAL_PAGES);
    config.setGetGeneratedKeys(false);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true"); // what is erased is overwritten
    return config.createConnection(url);
  }

  static int pragma(Connection connection, String name) throws SQLException {
    return Integer.parseInt(text(connection, "PRAGMA " + name));
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.getString(1);
    }
  }
}
