package dev.actp.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Proofs;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.RecordWriter;
import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.State;
import dev.actp.runtime.value.Value;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that grow with the records, in the database and in memory. */
class LedgerTreesTest {
  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");

  @TempDir Path folder;
  private final RecordWriter writer = new RecordWriter("test/1", new SecureRandom());
  private final MemoryStore memory = new MemoryStore();
  private Receipt head = new Receipt(-1, Leaf.NONE);

  private SqliteStore open() {
    return SqliteStore.open(DataFolder.open(folder));
  }

  /** Writes as many records to both stores. */
  private void write(Store store, int count, Row... more) {
    List<Row> rows = new ArrayList<>(List.of(more));
    if (head.index() < 0) {
      rows.add(
          new Row.OfTenant(new Tenant("acme", "acme", START), State.newKey(new SecureRandom())));
    }
    List<StoredRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Entry.Acted entry =
          new Entry.Acted("x", "key", "k", "a", Value.Struct.EMPTY, Value.Struct.EMPTY, null);
      Sealed one = writer.write("acme", head.index() + 1, head.leafHash(), START, entry);
      head = one.receipt();
      records.add(new StoredRecord(one, "act", "", "x", "", "k", null, null));
    }
    TenantBatch batch = new TenantBatch("acme", rows, records, null, null, head, START);
    store.commit(List.of(batch));
    memory.commit(List.of(batch));
  }

  private static byte[] root(Store store, long size) {
    return store.trees().read("acme", tree -> tree.root(size));
  }

  @Test
  void theTreeIsTheSameHoweverTheRecordsCameAndOverRestarts() {
    long seed = 4711;
    Random random = new Random(seed);
    SqliteStore store = open();
    for (int round = 0; round < 30; round++) {
      write(store, random.nextInt(round % 5 == 0 ? 3 : 700));
      if (round % 7 == 0) {
        store.close();
        store = open();
      }
      long size = head.index() + 1;
      assertThat(store.trees().size("acme")).isEqualTo(size);
      assertThat(root(store, size)).as("seed %d size %d", seed, size).isEqualTo(root(memory, size));
    }
    for (int i = 0; i < 50; i++) {
      proofs(store.trees(), random);
    }
    store.close();
  }

  private void proofs(LedgerTrees trees, Random random) {
    int to = 1 + random.nextInt((int) head.index() + 1);
    int from = 1 + random.nextInt(to);
    trees.read(
        "acme",
        tree -> {
          List<byte[]> path = tree.inclusion(from - 1, to);
          assertThat(Proofs.included(tree.leaf(from - 1), from - 1, to, path))
              .isEqualTo(root(memory, to));
          assertThat(
                  Proofs.consistent(
                      from, root(memory, from), to, tree.root(to), tree.consistency(from, to)))
              .isTrue();
          return path;
        });
  }

  @Test
  void aTreeOfThreeLevelsIsTakenUpWhereItWasLeft() {
    try (SqliteStore store = open()) {
      write(store, 65_536 + 255);
    }
    try (SqliteStore store = open()) {
      write(store, 300);
      long size = head.index() + 1;
      byte[] root = root(store, size);
      List<byte[]> path = store.trees().read("acme", tree -> tree.inclusion(65_535, size));
      byte[] leaf = store.trees().read("acme", tree -> tree.leaf(65_535));
      assertThat(Proofs.included(leaf, 65_535, size, path)).isEqualTo(root);
      assertThat(root).isEqualTo(root(memory, size));
    }
  }

  @Test
  void aFolderOfAnOlderVersionGetsItsTree() throws SQLException {
    try (SqliteStore store = open()) {
      write(store, 1_000);
    }
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("actp.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE tile");
      statement.execute("DROP TABLE checkpoint");
      statement.execute("DROP TABLE erasure");
      statement.execute("DROP TABLE plain_piece");
      statement.execute("ALTER TABLE tenant DROP COLUMN body");
      statement.execute("DROP INDEX data_key_of_state");
      statement.execute("DELETE FROM data_key WHERE purpose = 1");
      statement.execute("ALTER TABLE data_key DROP COLUMN purpose");
      statement.execute("DELETE FROM flyway_schema_history WHERE CAST(version AS INTEGER) > 5");
      statement.execute("PRAGMA user_version = 5");
    }
    try (SqliteStore store = open()) {
      assertThat(root(store, 1_000)).isEqualTo(root(memory, 1_000));
      write(store, 100);
      assertThat(root(store, 1_100)).isEqualTo(root(memory, 1_100));
    }
  }

  @Test
  void aBatchThatFailsLeavesNoTrace() {
    try (SqliteStore store = open()) {
      write(store, 300);
      Receipt before = head;
      store.limit(200);
      assertThatThrownBy(() -> write(store, 5_000)).isInstanceOf(StoreException.class);
      head = before;
      store.limit(1_000_000);
      write(store, 300);
      assertThat(root(store, 600)).isEqualTo(root(memory, 600));
    }
  }

  @Test
  void aRecentRecordIsFoundByItsHash() {
    try (SqliteStore store = open()) {
      write(store, 700);
      for (LedgerTrees trees : List.of(store.trees(), memory.trees())) {
        for (long index : new long[] {0, 255, 256, 511, 512, 699}) {
          byte[] hash = trees.read("acme", tree -> tree.leaf(index));
          assertThat(trees.find("acme", hash)).hasValue(index);
        }
        assertThat(trees.find("acme", new byte[32])).isEmpty();
        assertThat(trees.find("nobody", HexFormat.of().parseHex(head.leafHash()))).isEmpty();
        assertThatThrownBy(() -> trees.read("nobody", tree -> tree.root(1)))
            .isInstanceOf(RuntimeException.class);
      }
    }
  }

  @Test
  void theNewestCheckpointsAreKept() {
    try (SqliteStore store = open()) {
      write(store, 1);
      assertThat(store.trees().checkpoint("acme")).isEmpty();
      for (int size = 1; size <= LedgerTrees.CHECKPOINTS + 1; size++) {
        write(store, 1, new Row.OfCheckpoint(size, "note " + size));
      }
      for (Store each : List.of(store, memory)) {
        assertThat(each.trees().checkpoint("acme")).contains("note 1001");
      }
      assertThat(checkpoints()).isEqualTo(LedgerTrees.CHECKPOINTS);
    }
  }

  private int checkpoints() {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("actp.db"));
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM checkpoint")) {
      return row.getInt(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
