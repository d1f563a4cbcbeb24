package dev.actp.runtime.store;

import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store: one SQLite file in a data folder. A commit is in the write-ahead log and
 * synced ({@code synchronous=FULL}) when it returns.
 */
public final class SqliteStore implements Store {
  /** The database in a data folder. */
  public static final String FILE = "actp.db";

  private final DataFolder folder;
  private final SqliteFile file;
  private final TenantNumbers numbers = new TenantNumbers();
  private final WrappingKey wrapping;
  private final SqliteQueries queries;
  private final Indexing indexing;
  private final SqliteTrees trees;

  /** The writer's, or null after it failed. */
  private @Nullable SqliteSession session;

  private int pages;
  private volatile long used;

  private SqliteStore(DataFolder folder, SqliteFile file) throws SQLException {
    this.folder = folder;
    this.file = file;
    wrapping = file.read(connection -> KeyEncryption.fitting(connection, folder.path()));
    session = new SqliteSession(file, wrapping, numbers, 0);
    session.completeTrees();
    used = session.used();
    AuditIndex index = new AuditIndex(folder, file.reader());
    queries = new SqliteQueries(file, new BesideReader(wrapping), numbers, index);
    indexing = new Indexing(index);
    trees = new SqliteTrees(file, numbers);
  }

  /**
   * Opens the database of a folder, which it takes over and lets go when it is closed; creates it
   * where there is none.
   *
   * @throws StoreException if that is not possible; the folder is let go
   */
  public static SqliteStore open(DataFolder folder) {
    try {
      return new SqliteStore(folder, new SqliteFile(folder.file(FILE)));
    } catch (SQLException | RuntimeException e) {
      folder.close();
      throw e instanceof StoreException known
          ? known
          : new StoreException("the database cannot be opened", e);
    }
  }

  /**
   * Writes the database of a folder anew, without a trace of what was deleted. Takes as much room
   * again while it goes on.
   *
   * @throws StoreException if that is not possible
   */
  public static void compact(DataFolder folder) {
    SqliteFile file = new SqliteFile(folder.file(FILE));
    try (Connection connection = file.writer()) {
      SqliteFile.compact(connection);
    } catch (SQLException e) {
      throw new StoreException("the database cannot be written anew", e);
    }
  }

  /**
   * Copies the database of a folder as one commit left it, beside a server that may run over it.
   *
   * @param to an empty file
   * @throws StoreException if there is no database, or it cannot be copied
   */
  public static void copy(Path folder, Path to) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new StoreException("there is no database in `" + folder + "`");
    }
    SqliteFile.copy(file, to);
  }

  @Override
  public List<Tenant> tenants() {
    return queries.tenants();
  }

  @Override
  public Restored restore(String tenant, State into) {
    return with("the state of a tenant cannot be read", one -> one.restore(tenant, into));
  }

  @Override
  public void commit(List<TenantBatch> batch) {
    with(
        "a batch could not be committed",
        one -> {
          used = one.commit(batch);
          return batch;
        });
    indexing.announce();
  }

  private interface Work<T> {
    T in(SqliteSession session) throws SQLException;
  }

  private <T> T with(String failed, Work<T> work) {
    try {
      SqliteSession open =
          session == null ? new SqliteSession(file, wrapping, numbers, pages) : session;
      session = open;
      return work.in(open);
    } catch (SQLException | StoreException e) {
      giveUp(e);
      throw new StoreException(failed, e);
    }
  }

  private void giveUp(Exception cause) {
    try {
      if (session != null) {
        session.close();
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
    session = null;
  }

  /** Bounds the database's size in pages, for tests of what happens when a disk is full. */
  void limit(int most) {
    pages = most;
    giveUp(new StoreException("the bound is for the next connection"));
  }

  @Override
  public Queries queries() {
    return queries;
  }

  @Override
  public LedgerTrees trees() {
    return trees;
  }

  @Override
  public long used() {
    return used;
  }

  @Override
  public long unindexed() {
    long indexed = indexing.indexed(); // first: what comes meanwhile is lacking, never too much
    long records = queries.tenants().stream().mapToLong(one -> trees.size(one.id())).sum();
    return Math.max(0, records - indexed);
  }

  @Override
  public void close() {
    try (folder) {
      queries.close();
      indexing.close();
      trees.close();
      if (session != null) {
        session.close();
      }
    } catch (SQLException e) {
      throw new StoreException("the database could not be closed", e);
    }
  }
}
