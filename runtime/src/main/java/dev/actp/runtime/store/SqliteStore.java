package dev.actp.runtime.store;

import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The embedded store: one SQLite file in a data folder. A commit is in the write-ahead log and
 * synced ({@code synchronous=FULL}) when it returns.
 */
public final class SqliteStore implements Store {
  static final String FILE = "actp.db";

  private final DataFolder folder;
  private final Connection writer;
  private final Handle handle;
  private final RecordStatements records;
  private final TenantNumbers numbers = new TenantNumbers();
  private final SqliteQueries queries;

  private SqliteStore(DataFolder folder, SqliteFile file) throws SQLException {
    this.folder = folder;
    writer = file.writer();
    handle = Jdbi.open(writer);
    records = new RecordStatements(writer);
    queries = new SqliteQueries(file, numbers);
  }

  /**
   * Opens the database of a folder, which it takes over and lets go when it is closed; creates it
   * where there is none.
   *
   * @throws StoreException if that is not possible
   */
  public static SqliteStore open(DataFolder folder) {
    try {
      return new SqliteStore(folder, new SqliteFile(folder.file(FILE)));
    } catch (SQLException e) {
      throw new StoreException("the database cannot be opened", e);
    }
  }

  @Override
  public List<Tenant> tenants() {
    return queries.tenants();
  }

  @Override
  public Restored restore(String tenant, State into) {
    try {
      writer.rollback();
      Restored restored = new SqliteRestore(writer, handle, numbers).restore(tenant, into);
      writer.rollback();
      return restored;
    } catch (SQLException | JdbiException e) {
      throw new StoreException("the state of a tenant cannot be read", e);
    }
  }

  @Override
  public void commit(List<TenantBatch> batch) {
    Map<String, Long> written = new HashMap<>();
    try {
      for (TenantBatch one : batch) {
        written.put(one.tenant(), write(one));
      }
      writer.commit();
    } catch (SQLException | RuntimeException e) {
      undo(e);
      throw new StoreException("a batch could not be committed", e);
    }
    written.forEach(numbers::committed);
  }

  private long write(TenantBatch batch) throws SQLException {
    for (Row row : batch.rows()) {
      if (row instanceof Row.OfTenant(Tenant tenant)) {
        RowStatements.tenant(handle, tenant);
      }
    }
    long tenant = numbers.of(writer, batch.tenant());
    if (tenant == TenantNumbers.UNKNOWN) {
      throw new StoreException("a batch is of no known tenant");
    }
    for (Row row : batch.rows()) {
      RowStatements.write(handle, tenant, row);
    }
    records.records(tenant, batch.records());
    if (batch.checkpoint() != null) {
      records.checkpoint(tenant, batch.checkpoint());
    } else if (batch.journal() != null) {
      records.journal(tenant, batch.journal());
    }
    records.head(tenant, batch.head(), batch.now());
    return tenant;
  }

  private void undo(Exception cause) {
    try {
      writer.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public Queries queries() {
    return queries;
  }

  @Override
  public void close() {
    try (folder) {
      queries.close();
      records.close();
      handle.close();
      writer.close();
    } catch (SQLException e) {
      throw new StoreException("the database could not be closed", e);
    }
  }
}
