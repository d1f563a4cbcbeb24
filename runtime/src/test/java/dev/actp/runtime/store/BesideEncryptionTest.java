package dev.actp.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.RecordWriter;
import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.State;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BesideEncryptionTest {
  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");
  private static final String SECRET = "the customer's own words";

  @TempDir Path folder;
  private final List<String> hashes = new ArrayList<>();

  private SqliteStore open() {
    return SqliteStore.open(DataFolder.open(folder));
  }

  private TenantBatch batch(String tenant, int count) {
    RecordWriter writer = new RecordWriter("test/1", new SecureRandom());
    List<StoredRecord> records = new ArrayList<>();
    boolean create = hashes.isEmpty();
    for (int i = 0; i < count; i++) {
      TreeMap<String, Value> sealed = new TreeMap<>();
      sealed.put("words", new Value.Text(SECRET));
      Entry.Acted entry =
          new Entry.Acted(
              "note", "key", "k", "a", Value.Struct.EMPTY, new Value.Struct(sealed), null);
      String previous = hashes.isEmpty() ? Leaf.NONE : hashes.getLast();
      Sealed one = writer.write(tenant, hashes.size(), previous, START, entry);
      hashes.add(one.leafHash());
      records.add(new StoredRecord(one, "act", "", "note", "", "k", null, null));
    }
    List<Row> rows =
        create
            ? List.of(
                new Row.OfTenant(
                    new Tenant(tenant, tenant, START), State.newKey(new SecureRandom())))
            : List.of();
    Receipt head = new Receipt(hashes.size() - 1, hashes.getLast());
    return new TenantBatch(tenant, rows, records, null, null, head, START);
  }

  private static void readable(SqliteStore store, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(store.queries().record("acme", i).orElseThrow().context().members())
          .containsEntry("words", new Value.Text(SECRET));
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("actp.db"));
  }

  private List<byte[]> rows() throws SQLException {
    List<byte[]> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT content FROM beside ORDER BY id")) {
      while (row.next()) {
        rows.add(row.getBytes(1));
      }
    }
    return rows;
  }

  private void execute(String change) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(change);
    }
  }

  /** Everything in the folder, as text of one byte a character. */
  private String everything() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void whatIsKeptBesideRecordsIsNowhereReadable() throws IOException {
    try (SqliteStore store = open()) {
      store.commit(List.of(batch("acme", 3)));
      assertThat(everything()).contains("tenant").doesNotContain(SECRET);
      readable(store, 3);
    }
    assertThat(everything()).doesNotContain(SECRET);
    try (ReadOnlyStore store = ReadOnlyStore.open(folder)) {
      byte[] beside = store.queries().ledger("acme", 0, 10).getFirst().beside();
      assertThat(beside).isNotNull().asString(StandardCharsets.UTF_8).contains(SECRET);
    }
    Path key = folder.resolve("keys/data.kek");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  /** Not after a restart, and not after a commit that failed. */
  @Test
  void noNonceComesTwiceUnderOneKey() throws SQLException {
    for (int i = 0; i < 3; i++) {
      try (SqliteStore store = open()) {
        store.commit(List.of(batch("acme", 5)));
        TenantBatch unknown = batch("nobody", 1);
        hashes.removeLast();
        assertThatThrownBy(() -> store.commit(List.of(unknown))).isInstanceOf(StoreException.class);
        store.commit(List.of(batch("acme", 5)));
        readable(store, hashes.size());
      }
    }
    Set<ByteBuffer> heads = new HashSet<>();
    rows().forEach(row -> heads.add(ByteBuffer.wrap(row, 1, 16)));
    assertThat(heads).hasSize(hashes.size());
  }

  @Test
  void noRowTakesTheOthersPlaceAndNoneIsChanged() throws SQLException {
    try (SqliteStore store = open()) {
      store.commit(List.of(batch("acme", 3)));
    }
    execute(
        "UPDATE beside SET content = (SELECT b.content FROM beside b WHERE b.id > beside.id LIMIT"
            + " 1) WHERE id = (SELECT min(id) FROM beside)");
    try (SqliteStore store = open()) {
      assertThatThrownBy(() -> store.queries().record("acme", 0))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("beside record 0 was changed");
    }
  }

  @Test
  void whatEarlierVersionsKeptIsEncryptedOnceAndWhereItWasCutOff()
      throws SQLException, IOException {
    Flyway.configure()
        .loggers("slf4j")
        .dataSource("jdbc:sqlite:" + folder.resolve("actp.db"), null, null)
        .locations("classpath:dev/actp/runtime/store/migration")
        .target("3")
        .load()
        .migrate();
    TenantBatch old = batch("acme", 5_000);
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      RowStatements.tenant(connection, new Tenant("acme", "acme", START));
      for (StoredRecord one : old.records()) {
        long key = TenantNumbers.key(1, one.sealed().index());
        Sql.execute(
            connection,
            "INSERT INTO record VALUES (?,0,'act','','note','','k',NULL,NULL,?)",
            key,
            one.sealed().leaf());
        Sql.execute(connection, "INSERT INTO beside VALUES (?,?)", key, one.sealed().beside());
      }
      Sql.execute(
          connection, "UPDATE tenant SET head_index = 4999, head_hash = ?", hashes.getLast());
      connection.commit();
    }
    assertThat(everything()).contains(SECRET);
    try (SqliteStore store = open()) {
      readable(store, 5_000);
    }
    assertThat(rows()).allSatisfy(row -> assertThat(row[0]).isEqualTo((byte) 1));
    assertThat(everything()).doesNotContain(SECRET);
    byte[] first = rows().getFirst();
    execute("INSERT INTO plain_beside VALUES (" + TenantNumbers.key(1, 2_500) + ")");
    try (SqliteStore store = open()) {
      readable(store, 5_000);
    }
    assertThat(rows().getFirst()).isEqualTo(first);
  }

  @Test
  void theKeyEncryptionKeyIsExchanged() throws IOException, SQLException {
    try (SqliteStore store = open()) {
      store.commit(List.of(batch("acme", 2)));
    }
    List<byte[]> before = rows();
    Path key = folder.resolve("keys/data.kek");
    byte[] old = Files.readAllBytes(key);
    try (DataFolder held = DataFolder.open(folder)) {
      assertThat(KeyEncryption.rotate(held)).as("of the records, and of the state").isEqualTo(2);
    }
    assertThat(Files.readAllBytes(key)).isNotEqualTo(old);
    assertThat(rows().getFirst()).isEqualTo(before.getFirst());
    try (SqliteStore store = open()) {
      readable(store, 2);
    }
    Files.write(key, old);
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is not the key that the ledger's values were encrypted under");
    Files.delete(key);
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is missing");
  }

  /** Between the commit and the file's new name, and before the commit. */
  @Test
  void anExchangeThatWasCutOffIsFinishedOrForgotten() throws IOException {
    try (SqliteStore store = open()) {
      store.commit(List.of(batch("acme", 2)));
    }
    Path key = folder.resolve("keys/data.kek");
    Path next = folder.resolve("keys/data.kek.next");
    Path old = Files.copy(key, folder.resolve("old"), StandardCopyOption.COPY_ATTRIBUTES);
    try (DataFolder held = DataFolder.open(folder)) {
      KeyEncryption.rotate(held);
    }
    Files.move(key, next);
    Files.copy(old, key, StandardCopyOption.COPY_ATTRIBUTES);
    try (SqliteStore store = open()) {
      readable(store, 2);
    }
    assertThat(next).doesNotExist();
    Files.copy(old, next, StandardCopyOption.COPY_ATTRIBUTES);
    try (SqliteStore store = open()) {
      readable(store, 2);
    }
    assertThat(next).doesNotExist();
  }
}
