package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.verify.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * Holds the index of a data folder, as far as it has come, to the records that it was made from:
 * that each is found by what it says and by nothing else, and that what is counted is what there
 * is. Nothing is written, nothing is locked. It is as it is when it is opened, so that has to be
 * before the ledger is. What finds records is compared by sums under secret numbers, a sum a block:
 * so memory does not grow with the ledger.
 */
public final class IndexVerification implements AutoCloseable {
  private static final String OTHERS =
      "the index of the audit trail is of other records than this one and those before it";

  private final @Nullable Connection index;
  private final int blockBits;
  private final TermSums weights = new TermSums(new SecureRandom());

  /** Of each block of each tenant, by the key of its first record. */
  private @Nullable Map<Long, Long> found;

  private IndexVerification(@Nullable Connection index, int blockBits) {
    this.index = index;
    this.blockBits = blockBits;
  }

  /**
   * Opens the index of a folder; where there is none, or one that the next start makes anew,
   * nothing is wrong with it.
   */
  public static IndexVerification open(Path folder) {
    return open(folder, AuditIndex.BLOCK_BITS);
  }

  static IndexVerification open(Path folder, int blockBits) {
    Path file = folder.resolve(AuditIndexFile.NAME);
    if (!Files.isRegularFile(file)) {
      return new IndexVerification(null, blockBits);
    }
    try {
      Connection index = connect(file);
      if (SqliteFile.pragma(index, "user_version") != AuditIndexFile.VERSION) {
        index.close();
        return new IndexVerification(null, blockBits);
      }
      try (Statement statement = index.createStatement()) {
        statement.execute(
            "CREATE VIRTUAL TABLE temp.found USING fts5vocab('main', 'term', 'instance')");
      }
      index.setAutoCommit(false);
      Sql.first(index, row -> row.getLong(1), "SELECT count(*) FROM position");
      return new IndexVerification(index, blockBits);
    } catch (SQLException e) {
      throw new StoreException("the index of the audit trail cannot be opened", e);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setBusyTimeout(10_000);
    return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
  }

  /**
   * The first record that the index is wrong about.
   *
   * @param ledger the same folder's, which was verified
   * @throws StoreException if one of them cannot be read
   */
  public Optional<Verdict.Broken> defect(SqliteLedger ledger, String tenant) {
    if (index == null) {
      return Optional.empty();
    }
    try {
      return defect(index, ledger.connection(), ledger.number(tenant));
    } catch (SQLException e) {
      throw new StoreException("the index of the audit trail cannot be read", e);
    }
  }

  private record Position(long next, String hash) {}

  private Optional<Verdict.Broken> defect(Connection known, Connection ledger, long tenant)
      throws SQLException {
    Position position =
        Sql.first(
                known,
                row -> new Position(row.getLong(1), row.getString(2)),
                "SELECT next, hash FROM position WHERE tenant = ?",
                tenant)
            .orElse(new Position(0, ""));
    long next = position.next();
    if (next > 0 && !hash(ledger, TenantNumbers.key(tenant, next - 1)).equals(position.hash())) {
      return Optional.of(new Verdict.Broken(Math.max(0, next - 1), OTHERS));
    }
    TallyCheck counts = new TallyCheck(known, tenant);
    Map<Long, Long> said = new TreeMap<>();
    long wrong = -1;
    try (PreparedStatement query = ledger.prepareStatement(AuditIndex.RECORDS)) {
      query.setLong(1, TenantNumbers.key(tenant, 0));
      query.setLong(2, TenantNumbers.key(tenant, next));
      query.setLong(3, Long.MAX_VALUE);
      try (ResultSet row = query.executeQuery()) {
        while (wrong < 0 && row.next()) {
          long key = row.getLong(1);
          said.merge(block(key), said(key, row.getBytes(6)), Long::sum);
          wrong = counts.wrong(key, row);
        }
      }
    }
    if (wrong < 0) {
      wrong = counts.wrongInTheEnd();
    }
    return wrong < 0
        ? terms(known, ledger, tenant, said)
        : Optional.of(
            new Verdict.Broken(
                wrong, "the index counts other decisions than there are in the hour of it"));
  }

  private static String hash(Connection ledger, long key) throws SQLException {
    return Sql.first(ledger, row -> row.getBytes(1), "SELECT leaf FROM record WHERE id = ?", key)
        .map(leaf -> Leaf.hash(Leaf.digest(), leaf, 0, leaf.length))
        .orElse("");
  }

  /** The key of the first record of a record's block. */
  private long block(long key) {
    long index = TenantNumbers.index(key) >> blockBits << blockBits;
    return TenantNumbers.key(TenantNumbers.tenant(key), index);
  }

  /** The sum of the terms by which a record has to be found. */
  private long said(long key, byte[] leaf) {
    long block = TenantNumbers.index(key) >> blockBits;
    return RecordTerms.of(leaf).stream()
        .mapToLong(term -> weights.of(AuditIndex.hashed(term, block), key))
        .sum();
  }

  private Optional<Verdict.Broken> terms(
      Connection known, Connection ledger, long tenant, Map<Long, Long> said) throws SQLException {
    Map<Long, Long> all = found;
    if (all == null) {
      all = found(known, 0, Long.MAX_VALUE, key -> block(key));
      found = all;
    }
    TreeMap<Long, Long> theirs =
        new TreeMap<>(
            new TreeMap<>(all)
                .subMap(TenantNumbers.key(tenant, 0), TenantNumbers.key(tenant + 1, 0)));
    long block = firstDifference(said, theirs);
    if (block < 0) {
      return Optional.empty();
    }
    long end = block + (1L << blockBits);
    Map<Long, Long> bySaying = new TreeMap<>();
    try (PreparedStatement query = ledger.prepareStatement(AuditIndex.RECORDS)) {
      query.setLong(1, block);
      query.setLong(2, end);
      query.setLong(3, Long.MAX_VALUE);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          bySaying.put(row.getLong(1), said(row.getLong(1), row.getBytes(6)));
        }
      }
    }
    long key = firstDifference(bySaying, found(known, block, end, one -> one));
    return Optional.of(
        new Verdict.Broken(
            TenantNumbers.index(Math.max(key, block)),
            "the index of the audit trail finds it by something else than what it says"));
  }

  /** What keys are summed under. */
  private interface Place {
    long of(long key);
  }

  /** The sums of the terms by which the index finds records, from a key on and before another. */
  private Map<Long, Long> found(Connection known, long from, long end, Place place)
      throws SQLException {
    Map<Long, Long> sums = new TreeMap<>();
    try (PreparedStatement query =
        known.prepareStatement("SELECT term, doc FROM temp.found WHERE doc >= ? AND doc < ?")) {
      query.setLong(1, from);
      query.setLong(2, end);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          long key = row.getLong(2);
          sums.merge(place.of(key), weights.of(row.getString(1), key), Long::sum);
        }
      }
    }
    return sums;
  }

  /** The least key that two maps do not agree about; -1 for none. */
  private static long firstDifference(Map<Long, Long> one, Map<Long, Long> other) {
    TreeMap<Long, Long> all = new TreeMap<>(one);
    all.putAll(other);
    return all.keySet().stream()
        .filter(key -> !one.getOrDefault(key, 0L).equals(other.getOrDefault(key, 0L)))
        .findFirst()
        .orElse(-1L);
  }

  @Override
  public void close() {
    try {
      if (index != null) {
        index.close();
      }
    } catch (SQLException e) {
      throw new StoreException("the index of the audit trail could not be closed", e);
    }
  }
}
