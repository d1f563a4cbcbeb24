package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.registry.AuditRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/**
 * The ledgers of a data folder, read without a server and beside one, as they are when they are
 * first looked at: nothing is written, nothing is locked.
 */
public final class SqliteLedger implements AutoCloseable {
  private final Connection connection;
  private final BesideReader besides;
  private final TenantNumbers numbers = new TenantNumbers();

  private SqliteLedger(Connection connection, BesideReader besides) {
    this.connection = connection;
    this.besides = besides;
  }

  /**
   * Opens the ledgers of a folder.
   *
   * @throws StoreException if there is no database, or it cannot be read
   */
  public static SqliteLedger open(Path folder) {
    Path file = folder.resolve(SqliteStore.FILE);
    if (!Files.isRegularFile(file)) {
      throw new StoreException("there is no database in `" + folder + "`");
    }
    try {
      SQLiteConfig config = new SQLiteConfig();
      config.setReadOnly(true);
      Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
      connection.setAutoCommit(false);
      return new SqliteLedger(connection, new BesideReader(KeyEncryption.existing(folder)));
    } catch (SQLException e) {
      throw new StoreException("the database in `" + folder + "` cannot be opened", e);
    }
  }

  Connection connection() {
    return connection;
  }

  /** The number that the database knows a tenant by. */
  long number(String tenant) throws SQLException {
    return numbers.of(connection, tenant);
  }

  /** The ids of the tenants. */
  public List<String> tenants() {
    try (PreparedStatement query =
            connection.prepareStatement("SELECT id FROM tenant ORDER BY id");
        ResultSet row = query.executeQuery()) {
      List<String> tenants = new ArrayList<>();
      while (row.next()) {
        tenants.add(row.getString(1));
      }
      return tenants;
    } catch (SQLException e) {
      throw new StoreException("the database cannot be read", e);
    }
  }

  /**
   * The last record that was committed, as the store remembers it: a first thing to hold the
   * records against.
   */
  public Optional<Receipt> head(String tenant) {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT head_index, head_hash FROM tenant WHERE id = ? AND head_index >= 0")) {
      query.setString(1, tenant);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(new Receipt(row.getLong(1), row.getString(2)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new StoreException("the database cannot be read", e);
    }
  }

  /**
   * A tenant's ledger as an export has it: its records in the order of their keys, each checkpoint
   * behind the last record that it covers. To be closed before another's is asked for.
   */
  public Leaves lines(String tenant) {
    try {
      long number = numbers.of(connection, tenant);
      PreparedStatement records = connection.prepareStatement(LedgerLines.RECORDS);
      records.setLong(1, TenantNumbers.key(number, 0));
      records.setLong(2, TenantNumbers.key(number + 1, 0));
      PreparedStatement checkpoints =
          connection.prepareStatement(
              "SELECT size, note FROM checkpoint WHERE tenant = ? ORDER BY size");
      checkpoints.setLong(1, number);
      return new LedgerLines(records, checkpoints);
    } catch (SQLException e) {
      throw new StoreException("the database cannot be read", e);
    }
  }

  /**
   * A tenant's records with what is kept beside them, oldest first.
   *
   * @param first the index of the first
   * @param limit how many at most
   */
  public List<AuditRecord> records(String tenant, long first, int limit) {
    try {
      return AuditPages.from(connection, besides, numbers.of(connection, tenant), first, limit);
    } catch (SQLException e) {
      throw new StoreException("the database cannot be read", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreException("the database could not be closed", e);
    }
  }
}
