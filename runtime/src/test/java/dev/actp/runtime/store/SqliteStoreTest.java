package dev.actp.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.RecordWriter;
import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.Bounds;
import dev.actp.runtime.state.State;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");

  @TempDir Path folder;

  private SqliteStore open() {
    return SqliteStore.open(DataFolder.open(folder));
  }

  @Test
  void twoServersCannotHaveOneFolder() {
    SqliteStore store = open();
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("in use by another server");
    store.close();
    open().close();
  }

  @Test
  void filesAreForTheirOwnerAlone() throws IOException {
    Path inner = folder.resolve("data");
    try (SqliteStore store = SqliteStore.open(DataFolder.open(inner))) {
      store.commit(List.of(batch("acme", 1, 1, true)));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inner)))
          .isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(inner)) {
        for (Path file : files.toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .as("%s", file.getFileName())
              .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
        }
      }
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.writeString(folder.resolve("actp.db"), "this is a letter ".repeat(100));
    assertThatThrownBy(this::open).isInstanceOf(StoreException.class);
    assertThat(Files.readString(folder.resolve("actp.db"))).startsWith("this is a letter");
  }

  @Test
  void aDatabaseOfANewerVersionIsRefused() throws SQLException {
    open().close();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("actp.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("newer version");
  }

  @Test
  void aBatchThatDoesNotFitOnTheDiskIsNotThereAtAll() {
    try (SqliteStore store = open()) {
      store.commit(List.of(batch("acme", 0, 1, true)));
      store.limit(200);
      assertThatThrownBy(() -> store.commit(List.of(batch("acme", 1, 5_000, false))))
          .isInstanceOf(StoreException.class);
      assertThat(store.queries().audit("acme", AuditFilter.ALL, "", 10).items()).hasSize(1);
      Restored restored =
          store.restore("acme", State.stored(Bounds.DEFAULT, State.newKey(new SecureRandom())));
      assertThat(restored.head()).isEqualTo(new Receipt(0, hashes.get(0)));
      store.limit(1_000_000);
      hashes.subList(1, hashes.size()).clear();
      store.commit(List.of(batch("acme", 1, 5, false)));
      assertThat(store.queries().audit("acme", AuditFilter.ALL, "", 10).items()).hasSize(6);
    }
  }

  @Test
  void pagesFollowOneAnotherNewestFirst() {
    try (SqliteStore store = open()) {
      store.commit(List.of(batch("acme", 0, 25, true)));
      List<Long> seen = new ArrayList<>();
      String cursor = "";
      do {
        var page = store.queries().audit("acme", AuditFilter.ALL, cursor, 10);
        page.items().forEach(record -> seen.add(record.index()));
        cursor = page.next();
      } while (!cursor.isEmpty());
      assertThat(seen).hasSize(25).isSortedAccordingTo((a, b) -> Long.compare(b, a));
      AuditFilter middle = AuditFilter.ALL.between(START.plusSeconds(5), START.plusSeconds(8));
      assertThat(store.queries().audit("acme", middle, "", 10).items())
          .extracting(record -> record.index())
          .containsExactly(7L, 6L, 5L);
      AuditFilter text = AuditFilter.ALL.saying("A24");
      assertThat(store.queries().audit("acme", text, "", 10).items()).hasSize(1);
      assertThat(store.queries().audit("nobody", AuditFilter.ALL, "", 10).items()).isEmpty();
      assertThat(store.queries().record("acme", 1L << 40)).isEmpty();
    }
  }

  private final List<String> hashes = new ArrayList<>();

  private TenantBatch batch(String tenant, long from, int count, boolean create) {
    RecordWriter writer = new RecordWriter("test/1", new SecureRandom());
    List<StoredRecord> records = new ArrayList<>();
    Receipt head = new Receipt(-1, Leaf.NONE);
    for (long i = from; i < from + count; i++) {
      String previous = hashes.isEmpty() ? Leaf.NONE : hashes.get(hashes.size() - 1);
      TreeMap<String, Value> sealed = new TreeMap<>();
      sealed.put("words", new Value.Text("x".repeat(500)));
      Entry.Acted entry =
          new Entry.Acted(
              "put_agent", "key", "k", "a" + i, Value.Struct.EMPTY, new Value.Struct(sealed), null);
      Sealed one = writer.write(tenant, i, previous, START.plusSeconds(i), entry);
      hashes.add(one.leafHash());
      head = one.receipt();
      records.add(new StoredRecord(one, "act", "", "put_agent", "", "k", null, null));
    }
    List<Row> rows =
        create
            ? List.of(
                new Row.OfTenant(
                    new Tenant(tenant, tenant, START), State.newKey(new SecureRandom())))
            : List.of();
    return new TenantBatch(
        tenant, rows, records, null, null, head, START.plusSeconds(from + count));
  }

  @Test
  void whatIsKeptBesideARecordIsReadBack() {
    try (SqliteStore store = open()) {
      store.commit(List.of(batch("acme", 0, 1, true)));
      var record = store.queries().record("acme", 0).orElseThrow();
      assertThat(record.context().members().get("words"))
          .isEqualTo(new Value.Text("x".repeat(500)));
      assertThat(record.leaf().getBytes(StandardCharsets.UTF_8).length).isLessThan(500);
    }
  }
}
