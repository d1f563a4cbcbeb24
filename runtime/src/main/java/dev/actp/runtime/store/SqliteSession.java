package dev.actp.runtime.store;

import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;

/**
 * The connection that writes, with its statements. Once it failed it is closed and never used
 * again: SQLite may have ended its transaction by itself, and what came next would be committed
 * piece by piece.
 */
final class SqliteSession implements AutoCloseable {
  private final Connection connection;
  private final DataKeys keys;
  private final RecordStatements records;
  private final TreeStatements trees;
  private final TenantNumbers numbers;
  private final long pageSize;
  private final PreparedStatement pageCount;
  private final PreparedStatement freePages;

  /**
   * Opens it.
   *
   * @param pages the most pages that the database may have; 0 for any number
   */
  SqliteSession(SqliteFile file, WrappingKey wrapping, TenantNumbers numbers, int pages)
      throws SQLException {
    connection = file.writer();
    keys = new DataKeys(wrapping);
    PlainBeside.encrypt(connection, keys);
    PlainPieces.key(connection, keys);
    records = new RecordStatements(connection, keys);
    trees = new TreeStatements(connection);
    this.numbers = numbers;
    if (pages > 0) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA max_page_count = " + pages);
      }
    }
    pageSize = SqliteFile.pragma(connection, "page_size");
    pageCount = connection.prepareStatement("PRAGMA page_count");
    freePages = connection.prepareStatement("PRAGMA freelist_count");
    connection.rollback();
  }

  Restored restore(String tenant, State into) throws SQLException {
    Restored restored = new SqliteRestore(connection, numbers, keys).restore(tenant, into);
    connection.rollback();
    return restored;
  }

  /** Makes the trees that the records of an older version lack; a tenant's in one transaction. */
  void completeTrees() throws SQLException {
    for (long tenant : Sql.list(connection, row -> row.getLong(1), "SELECT no FROM tenant")) {
      if (trees.complete(tenant)) {
        connection.commit();
      }
    }
    connection.rollback();
  }

  /**
   * Commits a batch.
   *
   * @return bytes in use with it
   */
  long commit(List<TenantBatch> batch) throws SQLException {
    Map<String, Long> written = new HashMap<>();
    for (TenantBatch one : batch) {
      written.put(one.tenant(), write(one));
    }
    long used = pages();
    connection.commit();
    written.forEach(numbers::committed);
    return used;
  }

  /** Bytes in use. */
  long used() throws SQLException {
    long used = pages();
    connection.rollback();
    return used;
  }

  private long pages() throws SQLException {
    return pageSize * (number(pageCount) - number(freePages));
  }

  private static long number(PreparedStatement query) throws SQLException {
    try (ResultSet result = query.executeQuery()) {
      return result.getLong(1);
    }
  }

  private long write(TenantBatch batch) throws SQLException {
    for (Row row : batch.rows()) {
      if (row instanceof Row.OfTenant(Tenant tenant, SecretKey key)) {
        RowStatements.tenant(connection, tenant);
        keys.putOfState(connection, numbers.of(connection, tenant.id()), key);
      }
    }
    long tenant = numbers.of(connection, batch.tenant());
    if (tenant == TenantNumbers.UNKNOWN) {
      throw new StoreException("a batch is of no known tenant");
    }
    for (Row row : batch.rows()) {
      RowStatements.write(connection, tenant, row);
    }
    trees.add(tenant, batch.records());
    records.records(tenant, batch.records());
    if (batch.checkpoint() != null) {
      records.checkpoint(tenant, batch.checkpoint());
    } else if (batch.journal() != null) {
      records.journal(tenant, batch.journal());
    }
    records.head(tenant, batch.head(), batch.now());
    return tenant;
  }

  /** Closes it; an open transaction is undone. */
  @Override
  public void close() throws SQLException {
    try (connection) {
      records.close();
      trees.close();
      pageCount.close();
      freePages.close();
      connection.rollback();
    }
  }
}
