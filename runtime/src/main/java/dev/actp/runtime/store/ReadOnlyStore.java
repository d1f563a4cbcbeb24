package dev.actp.runtime.store;

import dev.actp.runtime.registry.Queries;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a data folder holds, read without a server or beside one: nothing is written, nothing is
 * locked.
 */
public final class ReadOnlyStore implements AutoCloseable {
  private final SqliteQueries queries;

  private ReadOnlyStore(SqliteQueries queries) {
    this.queries = queries;
  }

  /**
   * Opens the database of a folder.
   *
   * @throws StoreException if there is none, it cannot be read, or it is of another schema
   */
  public static ReadOnlyStore open(Path folder) {
    Path file = folder.resolve(SqliteStore.FILE);
    if (!Files.isRegularFile(file)) {
      throw new StoreException("there is no database in `" + folder + "`");
    }
    BesideReader besides = new BesideReader(KeyEncryption.existing(folder));
    return new ReadOnlyStore(
        new SqliteQueries(SqliteFile.readOnly(file), besides, new TenantNumbers(), null));
  }

  /** Reads it. */
  public Queries queries() {
    return queries;
  }

  @Override
  public void close() {
    queries.close();
  }
}
