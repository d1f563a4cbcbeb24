package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.registry.AuditCounts;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds records by their terms, and counts decisions over time. It is written behind the ledger, in
 * a file of its own, so that no decision waits for it; where it has come to is part of each of its
 * transactions, and readers look through what comes behind that themselves. A file that does not
 * fit the ledger is made anew.
 *
 * <p>Terms are those of a block of records: so the work for one block is bounded, however long the
 * ledger is and however little two terms have in common, and a page may end behind any of them.
 */
final class AuditIndex implements AutoCloseable {
  /** How many records go into it together. */
  static final int BATCH = 4_000;

  /** What it is made from: a tenant's records from a key on and before another. */
  static final String RECORDS =
      "SELECT id, at, outcome, agent, action, leaf FROM record"
          + " WHERE id >= ? AND id < ? ORDER BY id LIMIT ?";

  /** How many counts are read for one answer. */
  static final int COUNTS_MAX = 100_000;

  /** The length of a block, as a power of two. */
  static final int BLOCK_BITS = 18;

  private static final long BUDGET_NANOS = 20_000_000;
  private static final long PRIME = 0x100000001b3L;

  private final int blockBits;
  private final long budgetNanos;
  private final Connection ledger;
  private final Connection writer;
  private final Reader reader;
  private final MessageDigest digest = Leaf.digest();

  /** How many records it has, over all tenants. */
  private volatile long indexed;

  /**
   * Opens it, or makes it.
   *
   * @param ledger a connection of its own that reads the ledger
   */
  AuditIndex(DataFolder folder, Connection ledger) {
    this(folder, ledger, BLOCK_BITS, BUDGET_NANOS);
  }

  /**
   * The same with other bounds; a file is good for one length of blocks.
   *
   * @param blockBits the length of a block, as a power of two
   * @param budgetNanos after how much work on a page it ends with the block
   */
  AuditIndex(DataFolder folder, Connection ledger, int blockBits, long budgetNanos) {
    this.blockBits = blockBits;
    this.budgetNanos = budgetNanos;
    this.ledger = ledger;
    try {
      AuditIndexFile file = new AuditIndexFile(folder);
      writer = file.writer();
      dropForeign();
      indexed = count();
      reader = new Reader(file.reader());
    } catch (SQLException e) {
      throw new StoreException("the index of the records cannot be opened", e);
    }
  }

  /** An index of another ledger, or of records that a restored backup does not have, goes. */
  private void dropForeign() throws SQLException {
    boolean fits = true;
    for (Position at : positions()) {
      long last = TenantNumbers.key(at.tenant, at.next - 1);
      fits &=
          Sql.first(ledger, row -> row.getBytes(1), "SELECT leaf FROM record WHERE id = ?", last)
              .map(leaf -> Leaf.hash(digest, leaf, 0, leaf.length))
              .filter(at.hash::equals)
              .isPresent();
    }
    if (!fits) {
      writer.setAutoCommit(false);
      for (String all :
          List.of(
              "INSERT INTO term(term) VALUES ('delete-all')",
              "DELETE FROM tally",
              "DELETE FROM position")) {
        Sql.execute(writer, all);
      }
      writer.commit();
      writer.setAutoCommit(true);
    }
  }

  private long count() throws SQLException {
    return Sql.first(writer, row -> row.getLong(1), "SELECT coalesce(sum(next), 0) FROM position")
        .orElse(0L);
  }

  /** How many records it has, over all tenants; from any thread. */
  long indexed() {
    return indexed;
  }

  private record Position(long tenant, long next, String hash) {}

  private List<Position> positions() throws SQLException {
    return Sql.list(
        writer,
        row -> new Position(row.getLong(1), row.getLong(2), row.getString(3)),
        "SELECT tenant, next, hash FROM position");
  }

  /**
   * Takes in the next records of each tenant.
   *
   * @return how many there were; 0 once it has caught up
   */
  int advance() throws SQLException {
    writer.setAutoCommit(false);
    try {
      int done = 0;
      for (long tenant : Sql.list(ledger, row -> row.getLong(1), "SELECT no FROM tenant")) {
        done += advance(tenant);
      }
      long now = count();
      writer.commit();
      indexed = now;
      return done;
    } catch (SQLException | RuntimeException e) {
      writer.rollback();
      throw e;
    }
  }

  private int advance(long tenant) throws SQLException {
    long next = next(writer, tenant);
    Tally tally = new Tally();
    int done = 0;
    String hash = "";
    try (PreparedStatement query = ledger.prepareStatement(RECORDS);
        PreparedStatement insert =
            writer.prepareStatement("INSERT INTO term (rowid, terms) VALUES (?,?)")) {
      query.setLong(1, TenantNumbers.key(tenant, next));
      query.setLong(2, TenantNumbers.key(tenant + 1, 0));
      query.setInt(3, BATCH);
      try (ResultSet row = query.executeQuery()) {
        for (; row.next(); done++) {
          byte[] leaf = row.getBytes(6);
          insert.setLong(1, row.getLong(1));
          long block = block(TenantNumbers.index(row.getLong(1)));
          insert.setString(2, hashed(RecordTerms.of(leaf), block, " "));
          insert.executeUpdate();
          if (!row.getString(3).equals("act")) {
            tally.add(row.getLong(2), row.getString(3), row.getString(4), row.getString(5));
          }
          hash = Leaf.hash(digest, leaf, 0, leaf.length);
        }
      }
    }
    if (done > 0) {
      write(tenant, tally);
      Sql.execute(
          writer, "INSERT OR REPLACE INTO position VALUES (?,?,?)", tenant, next + done, hash);
    }
    return done;
  }

  private void write(long tenant, Tally tally) throws SQLException {
    try (PreparedStatement add =
        writer.prepareStatement(
            "INSERT INTO tally VALUES (?,?,?,?,?,?,?)"
                + " ON CONFLICT DO UPDATE SET n = n + excluded.n")) {
      for (Map.Entry<Tally.Cell, Long> one : tally.cells()) {
        add.setLong(1, tenant);
        add.setInt(2, one.getKey().cut());
        add.setLong(3, one.getKey().hour());
        for (int i = 0; i < Tally.COLUMNS.size(); i++) {
          add.setString(4 + i, one.getKey().values().get(i));
        }
        add.setLong(4 + Tally.COLUMNS.size(), one.getValue());
        add.executeUpdate();
      }
    }
  }

  private static long next(Connection connection, long tenant) throws SQLException {
    return Sql.first(
            connection, row -> row.getLong(1), "SELECT next FROM position WHERE tenant = ?", tenant)
        .orElse(0L);
  }

  /** The index of the first record of a tenant that is not in here yet. */
  long next(long tenant) {
    return reader.read(connection -> next(connection, tenant));
  }

  /** The query for keys of records, so that a test can ask how it is carried out. */
  static String query(boolean newestFirst) {
    return "SELECT rowid FROM term WHERE term MATCH ? AND rowid >= ? AND rowid < ?"
        + " ORDER BY rowid "
        + (newestFirst ? "DESC" : "ASC")
        + " LIMIT ?";
  }

  /** The block that the record at an index is in. */
  long block(long index) {
    return index >> blockBits;
  }

  /** The index of the first record of a block. */
  long start(long block) {
    return block << blockBits;
  }

  /** How long a page may be worked on before it ends with the block. */
  long budgetNanos() {
    return budgetNanos;
  }

  /**
   * Keys of records of one block that hold all of some terms, and perhaps a few others, as terms
   * are hashed.
   *
   * @param from the first key
   * @param end the key behind the last
   */
  List<Long> find(
      Set<String> terms, long block, long from, long end, int limit, boolean newestFirst) {
    String match = hashed(terms, block, " AND ");
    return reader.read(
        connection ->
            Sql.list(
                connection, row -> row.getLong(1), query(newestFirst), match, from, end, limit));
  }

  /** The query for counts. */
  static String counting() {
    return "SELECT hour, outcome, agent, action, n FROM tally"
        + " WHERE tenant = ? AND cut = ? AND hour BETWEEN ? AND ? LIMIT ?";
  }

  /** Reads what a question asks for; false where that is too much. */
  boolean count(long tenant, AuditCounts.Question question, Tally.Buckets into) {
    return reader.read(
        connection -> {
          List<Long> read =
              Sql.list(
                  connection,
                  row -> {
                    into.add(
                        row.getLong(1),
                        List.of(row.getString(2), row.getString(3), row.getString(4)),
                        row.getLong(5));
                    return row.getLong(1);
                  },
                  counting(),
                  tenant,
                  Tally.cut(question),
                  into.from(),
                  into.to(),
                  COUNTS_MAX + 1);
          return read.size() <= COUNTS_MAX;
        });
  }

  private static String hashed(Collection<String> terms, long block, String between) {
    return terms.stream().map(term -> hashed(term, block)).collect(Collectors.joining(between));
  }

  /** A block's term as letters and digits: 64 bits of FNV-1a, mixed once more. */
  static String hashed(String term, long block) {
    long hash = (0xcbf29ce484222325L ^ block) * PRIME;
    for (int i = 0; i < term.length(); i++) {
      hash = (hash ^ term.charAt(i)) * PRIME;
    }
    return "t" + Long.toUnsignedString(hash ^ (hash >>> 32), 36);
  }

  @Override
  public void close() {
    List<Exception> failed = new ArrayList<>();
    for (AutoCloseable one : List.of(reader, writer, ledger)) {
      try {
        one.close();
      } catch (Exception e) {
        failed.add(e);
      }
    }
    if (!failed.isEmpty()) {
      throw new StoreException("the index of the records could not be closed", failed.get(0));
    }
  }
}
