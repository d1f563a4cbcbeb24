package dev.actp.bench;

import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.store.StoredRecord;
import dev.actp.runtime.store.TenantBatch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/**
 * What a commit of the store costs above what SQLite itself asks for the same bytes, in batches of
 * the same size, synced as much: both sides take turns within one run, so that what else the
 * machine does falls on both. Then how many bytes a record takes, and whether that grows.
 *
 * <pre>LedgerAppend FOLDER RECORDS</pre>
 *
 * <p>The store's side is measured as it runs: with the index that follows the ledger on another
 * thread. Microseconds of processor time a record, of the thread that commits, are less a matter of
 * what else the machine does.
 */
public final class LedgerAppend {
  private static final List<Integer> BATCHES = List.of(1, 8, 64, 512);
  private static final int TURNS = 10;

  private LedgerAppend() {}

  /** Takes an empty folder, and how many records each side gets for each size of a batch. */
  @SuppressWarnings("SystemOut") // a program that prints
  public static void main(String[] args) throws IOException, SQLException {
    String[] given = String.join(" ", args).split(" ", -1);
    Path folder = Files.createDirectories(Path.of(given[0]));
    int records = Integer.parseInt(given[1]);
    System.out.printf(
        "%6s %18s %18s %8s %12s %12s %8s%n",
        "batch", "sqlite records/s", "store records/s", "ratio", "sqlite us", "store us", "of CPU");
    try (SqliteStore store = SqliteStore.open(DataFolder.open(folder.resolve("store")));
        Plain plain = new Plain(folder.resolve("plain.db"))) {
      Trail trail = new Trail(1);
      store.commit(List.of(trail.batch(1)));
      long size = size(folder);
      long written = 0;
      for (int batch : BATCHES) {
        int each = batch == 1 ? Math.max(1, records / 20) : records;
        compare(store, plain, trail, batch, each);
        written += (long) (each / TURNS / batch) * TURNS * batch;
        System.out.printf(
            "       %d records, %d bytes a record so far, index included%n",
            written, written == 0 ? 0 : (size(folder) - size) / written);
      }
    }
  }

  private static void compare(SqliteStore store, Plain plain, Trail trail, int batch, int records)
      throws SQLException {
    Spent ours = new Spent();
    Spent theirs = new Spent();
    int count = records / TURNS / batch;
    for (int turn = 0; turn < TURNS; turn++) {
      List<TenantBatch> batches = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        batches.add(trail.batch(batch));
      }
      theirs.begin();
      for (TenantBatch one : batches) {
        plain.commit(one.records());
      }
      theirs.end();
      ours.begin();
      for (TenantBatch one : batches) {
        store.commit(List.of(one));
      }
      ours.end();
    }
    double total = (double) TURNS * count * batch;
    System.out.printf(
        "%6d %18.0f %18.0f %8.2f %12.1f %12.1f %8.2f%n",
        batch,
        total / theirs.wall * 1e9,
        total / ours.wall * 1e9,
        (double) theirs.wall / ours.wall,
        theirs.cpu / total / 1e3,
        ours.cpu / total / 1e3,
        (double) theirs.cpu / ours.cpu);
  }

  /** Nanoseconds that went by, and those that this thread had a processor for. */
  private static final class Spent {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private long wall;
    private long cpu;

    void begin() {
      wall -= System.nanoTime();
      cpu -= THREADS.getCurrentThreadCpuTime();
    }

    void end() {
      wall += System.nanoTime();
      cpu += THREADS.getCurrentThreadCpuTime();
    }
  }

  private static long size(Path folder) throws IOException {
    long size = 0;
    try (var files = Files.list(folder.resolve("store"))) {
      for (Path file : files.toList()) {
        size += Files.size(file);
      }
    }
    return size;
  }

  /** The same bytes in one table, by the shortest way that SQLite has. */
  private static final class Plain implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement insert;
    private long next;

    Plain(Path file) throws SQLException {
      SQLiteConfig config = new SQLiteConfig();
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
      config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
      config.setWalAutocheckpoint(8192);
      config.setGetGeneratedKeys(false);
      connection = config.createConnection("jdbc:sqlite:" + file);
      try (var statement = connection.createStatement()) {
        statement.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, leaf BLOB, beside BLOB)");
      }
      connection.setAutoCommit(false);
      insert = connection.prepareStatement("INSERT INTO record VALUES (?,?,?)");
    }

    void commit(List<StoredRecord> records) throws SQLException {
      for (StoredRecord one : records) {
        insert.setLong(1, next++);
        insert.setBytes(2, one.sealed().leaf());
        insert.setBytes(3, one.sealed().beside());
        insert.executeUpdate();
      }
      connection.commit();
    }

    @Override
    public void close() throws SQLException {
      insert.close();
      connection.close();
    }
  }
}
