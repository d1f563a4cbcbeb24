package dev.actp.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.registry.AuditCounts;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditFilter.Field;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.registry.Queries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding records: whatever the index knows, the answer is the one of whoever reads them all. */
class AuditIndexTest {
  private static final AuditFilter.Field[] FIELDS = Field.values();

  /** A value of each field that some records have. */
  private static final Map<Field, String> SOME =
      Map.of(
          Field.KIND, "decision",
          Field.OUTCOME, "deny",
          Field.AGENT, "Ärger",
          Field.ACTION, "refund",
          Field.CAPABILITY, "may_refund",
          Field.TOKEN, "jti3",
          Field.RESOURCE, "order://customer:7/1",
          Field.POLICY, "pol_1",
          Field.MONITORED, "true");

  @TempDir Path folder;

  /** The store's parts without the thread that indexes, so that a test says how far it comes. */
  private final class Opened implements AutoCloseable {
    private final DataFolder held = DataFolder.open(folder);
    private final SqliteFile file = new SqliteFile(held.file(SqliteStore.FILE));
    private final WrappingKey wrapping = KeyEncryption.openOrCreate(folder);
    private final TenantNumbers numbers = new TenantNumbers();
    private final AuditIndex index;
    private final SqliteQueries queries;

    Opened() {
      this(6, Long.MAX_VALUE);
    }

    Opened(int blockBits, long budgetNanos) {
      index = new AuditIndex(held, file.reader(), blockBits, budgetNanos);
      queries = new SqliteQueries(file, new BesideReader(wrapping), numbers, index);
    }

    void write(TenantBatch batch) throws SQLException {
      try (SqliteSession session = new SqliteSession(file, wrapping, numbers, 0)) {
        session.commit(List.of(batch));
      }
    }

    long indexed(String tenant) {
      return queries.audit(tenant, AuditFilter.ALL, "", 1).items().isEmpty() ? 0 : index.next(1);
    }

    @Override
    public void close() {
      queries.close();
      index.close();
      held.close();
    }
  }

  private static List<AuditFilter> filters() {
    List<AuditFilter> all = new ArrayList<>(List.of(AuditFilter.ALL, AuditFilter.DECISIONS));
    for (Field one : FIELDS) {
      AuditFilter alone = AuditFilter.ALL.with(one, SOME.getOrDefault(one, ""));
      all.add(alone);
      all.add(alone.saying("STOPS customer"));
      all.add(alone.between(Trail.START.plusSeconds(5_000), Trail.START.plusSeconds(20_000)));
      for (Field other : FIELDS) {
        if (other.compareTo(one) > 0) {
          all.add(alone.with(other, SOME.getOrDefault(other, "")));
        }
      }
    }
    all.add(AuditFilter.ALL.saying("customer 7"));
    all.add(AuditFilter.ALL.saying("ärger"));
    all.add(AuditFilter.ALL.saying("hidden"));
    all.add(AuditFilter.ALL.with(Field.AGENT, "ärger"));
    all.add(AuditFilter.ALL.with(Field.ACTION, "put_agent").with(Field.KIND, "act"));
    return all;
  }

  private interface Listing {
    Page<AuditRecord> page(String after);
  }

  /** All records of a listing, by pages, and what else is done between two pages. */
  private static List<Long> all(Listing listing) {
    List<Long> found = new ArrayList<>();
    String after = "";
    do {
      Page<AuditRecord> page = listing.page(after);
      page.items().forEach(one -> found.add(one.index()));
      after = page.next();
    } while (!after.isEmpty());
    return found;
  }

  private static List<Long> newest(Queries queries, AuditFilter filter, int limit) {
    return all(after -> queries.audit("acme", filter, after, limit));
  }

  private static List<Long> oldest(Queries queries, AuditFilter filter, int limit) {
    return all(after -> queries.auditOldestFirst("acme", filter, after, limit));
  }

  @Test
  void everyFilterAndPairOfThemFindsTheSameHoweverFarTheIndexIs() throws SQLException {
    Trail trail = new Trail("acme", 7);
    MemoryStore memory = new MemoryStore();
    try (Opened store = new Opened()) {
      for (int indexed = 0; indexed < 3; indexed++) {
        TenantBatch batch = trail.batch(120);
        memory.commit(List.of(batch));
        store.write(batch);
        if (indexed > 0) {
          assertThat(store.index.advance()).isPositive();
        }
        if (indexed == 1) {
          TenantBatch behind = trail.batch(40);
          memory.commit(List.of(behind));
          store.write(behind);
        }
        for (AuditFilter filter : filters()) {
          List<Long> expected = newest(memory.queries(), filter, 1_000);
          assertThat(newest(store.queries, filter, 7)).as("%s", filter).isEqualTo(expected);
          assertThat(oldest(store.queries, filter, 7))
              .as("%s", filter)
              .isEqualTo(expected.reversed())
              .isEqualTo(oldest(memory.queries(), filter, 7));
        }
      }
      assertThat(newest(store.queries, AuditFilter.ALL.saying("customer 7"), 9)).isNotEmpty();
      assertThat(newest(store.queries, AuditFilter.ALL.saying("hidden"), 9)).isEmpty();
      assertThat(newest(store.queries, AuditFilter.ALL.with(Field.TOKEN, "jti0"), 9))
          .as("a token and those that descend from it")
          .hasSizeGreaterThan(200);
    }
  }

  @Test
  void pagesStayWhereTheyAreWhileRecordsAreAppended() throws SQLException {
    Trail trail = new Trail("acme", 11);
    try (Opened store = new Opened()) {
      store.write(trail.batch(100));
      store.index.advance();
      AuditFilter filter = AuditFilter.ALL.with(Field.ACTION, "read");
      List<Long> before = newest(store.queries, filter, 100);
      List<Long> paged =
          all(
              after -> {
                Page<AuditRecord> page = store.queries.audit("acme", filter, after, 3);
                try {
                  store.write(trail.batch(5));
                  store.index.advance();
                } catch (SQLException e) {
                  throw new AssertionError(e);
                }
                return page;
              });
      assertThat(paged).isEqualTo(before);
    }
  }

  @Test
  void whatLiesFarBehindTheIndexIsFoundByShortPages() throws SQLException {
    Trail trail = new Trail("acme", 3);
    try (Opened store = new Opened()) {
      store.write(trail.batch(AuditPages.SCAN + 1_000));
      AuditFilter none = AuditFilter.ALL.with(Field.AGENT, "nobody");
      Page<AuditRecord> first = store.queries.audit("acme", none, "", 10);
      assertThat(first.items()).isEmpty();
      assertThat(first.next()).isEqualTo("1000");
      assertThat(store.queries.audit("acme", none, first.next(), 10).next()).isEmpty();
      assertThat(store.queries.auditOldestFirst("acme", none, "", 10).next())
          .isEqualTo(Integer.toString(AuditPages.SCAN));
      assertThat(store.queries.counts("acme", question(AuditFilter.ALL)).orElseThrow().behind())
          .isEqualTo(1_000);
      assertThat(store.index.advance()).isEqualTo(AuditIndex.BATCH);
      assertThat(store.index.advance()).isEqualTo(AuditPages.SCAN + 1_000 - AuditIndex.BATCH);
      assertThat(store.index.advance()).isZero();
      assertThat(store.queries.audit("acme", none, "", 10).next()).isEmpty();
    }
  }

  private static AuditCounts.Question question(AuditFilter filter) {
    return new AuditCounts.Question(
        AuditCounts.Span.HOUR,
        Field.OUTCOME,
        filter.between(Trail.START, Trail.START.plusSeconds(90_000_000)));
  }

  @Test
  void aPageThatTakesLongEndsWithABlock() throws SQLException {
    Trail trail = new Trail("acme", 9);
    MemoryStore memory = new MemoryStore();
    try (Opened store = new Opened(4, -1)) {
      TenantBatch batch = trail.batch(100);
      memory.commit(List.of(batch));
      store.write(batch);
      store.index.advance();
      AuditFilter none = AuditFilter.ALL.with(Field.AGENT, "nobody");
      assertThat(store.queries.audit("acme", none, "", 10).next()).isEqualTo("96");
      assertThat(store.queries.audit("acme", none, "96", 10).next()).isEqualTo("80");
      assertThat(store.queries.audit("acme", none, "16", 10).next()).isEmpty();
      assertThat(store.queries.auditOldestFirst("acme", none, "", 10).next()).isEqualTo("16");
      for (AuditFilter filter : filters()) {
        List<Long> expected = newest(memory.queries(), filter, 1_000);
        assertThat(newest(store.queries, filter, 3)).as("%s", filter).isEqualTo(expected);
        assertThat(oldest(store.queries, filter, 3))
            .as("%s", filter)
            .isEqualTo(expected.reversed());
      }
    }
  }

  @Test
  void countsAreThoseOfTheRecords() throws SQLException {
    Trail trail = new Trail("acme", 5);
    MemoryStore memory = new MemoryStore();
    try (Opened store = new Opened()) {
      for (int part = 0; part < 3; part++) {
        TenantBatch batch = trail.batch(200);
        memory.commit(List.of(batch));
        store.write(batch);
        for (Field group : Tally.COLUMNS) {
          for (AuditCounts.Span span : AuditCounts.Span.values()) {
            for (AuditFilter filter :
                List.of(
                    AuditFilter.ALL,
                    AuditFilter.ALL.with(Field.AGENT, "bot"),
                    AuditFilter.ALL.with(Field.AGENT, "bot").with(Field.OUTCOME, "deny"))) {
              AuditFilter day =
                  filter.between(Trail.START, Trail.START.plusSeconds(part * 10_000L + 3_600));
              var question = new AuditCounts.Question(span, group, day);
              assertThat(store.queries.counts("acme", question))
                  .as("%s", question)
                  .isEqualTo(memory.queries().counts("acme", question));
            }
          }
        }
        store.index.advance();
      }
      long counted =
          store.queries.counts("acme", question(AuditFilter.ALL)).orElseThrow().buckets().stream()
              .flatMap(bucket -> bucket.counts().values().stream())
              .mapToLong(Long::longValue)
              .sum();
      assertThat(counted).isEqualTo(newest(store.queries, AuditFilter.DECISIONS, 1_000).size());
    }
  }

  @Test
  void noQueryReadsAWholeTable() throws SQLException {
    try (Opened store = new Opened()) {
      store.write(new Trail("acme", 1).batch(50));
      store.index.advance();
    }
    List<String> index = List.of(AuditIndex.query(true), AuditIndex.query(false));
    for (String query : index) {
      assertThat(plan(AuditIndexFile.NAME, query))
          .as("the terms and both bounds of the key are handed to the index")
          .singleElement()
          .asString()
          .containsPattern("SCAN term VIRTUAL TABLE INDEX \\d+:M\\d><$");
    }
    assertThat(plan(AuditIndexFile.NAME, AuditIndex.counting()))
        .singleElement()
        .asString()
        .startsWith("SEARCH tally USING PRIMARY KEY (tenant=? AND cut=? AND hour>? AND hour<?)");
    for (boolean newestFirst : List.of(true, false)) {
      assertThat(plan(SqliteStore.FILE, AuditPages.range(newestFirst)))
          .allMatch(step -> step.startsWith("SEARCH ") && step.contains("INTEGER PRIMARY KEY"));
    }
    assertThat(plan(SqliteStore.FILE, RecordSearch.AT))
        .allMatch(step -> step.startsWith("SEARCH ") && step.contains("INTEGER PRIMARY KEY"));
  }

  private List<String> plan(String file, String query) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
        var statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + query);
        var row = statement.executeQuery()) {
      List<String> steps = new ArrayList<>();
      while (row.next()) {
        steps.add(row.getString("detail"));
      }
      return steps;
    }
  }

  @Test
  void anIndexThatIsMissingBrokenOrOfAnotherLedgerIsMadeAnew() throws SQLException, IOException {
    Path file = folder.resolve(AuditIndexFile.NAME);
    try (Opened store = new Opened()) {
      store.write(new Trail("acme", 1).batch(50));
      store.index.advance();
      assertThat(store.indexed("acme")).isEqualTo(50);
    }
    try (Opened store = new Opened()) {
      assertThat(store.indexed("acme")).as("kept").isEqualTo(50);
    }
    Files.write(file, "no index at all".repeat(1_000).getBytes(StandardCharsets.UTF_8));
    Files.deleteIfExists(Path.of(file + "-wal"));
    try (Opened store = new Opened()) {
      assertThat(store.indexed("acme")).isZero();
      assertThat(store.index.advance()).isEqualTo(50);
    }
    for (String ending : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(folder.resolve(SqliteStore.FILE + ending));
    }
    try (Opened store = new Opened()) {
      store.write(new Trail("acme", 2).batch(60));
    }
    try (Opened store = new Opened()) {
      assertThat(store.indexed("acme")).as("of another ledger").isZero();
      assertThat(store.index.advance()).isEqualTo(60);
      AuditFilter some = AuditFilter.ALL.with(Field.ACTION, "read");
      assertThat(newest(store.queries, some, 5)).doesNotHaveDuplicates().isNotEmpty();
    }
  }

  @Test
  void aRecordHasSoManyWordsAndNoLongerOnes() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= RecordTerms.WORDS_MAX; i++) {
      text.append("n").append(i).append(' ');
    }
    String longest = "y".repeat(RecordTerms.WORD_LENGTH_MAX);
    byte[] leaf = ("{\"resource\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    assertThat(RecordTerms.of(leaf)).contains("word:n255").doesNotContain("word:n256");
    byte[] longer = ("{\"resource\":\"" + longest + "z\"}").getBytes(StandardCharsets.UTF_8);
    assertThat(RecordTerms.of(longer)).contains("word:" + longest);
    assertThat(RecordTerms.of(AuditFilter.ALL.saying(longest + "z")))
        .isEqualTo(Set.of("word:" + longest));
  }
}
