package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.LedgerRow;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.state.Micros;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a tenant's records. What is filtered is found by the index, up to where that has come,
 * and behind it by looking at each record. A cursor is an index: that behind which, in the order of
 * the page, the next one goes on; so records that are appended move nothing.
 */
final class AuditPages {
  /**
   * How many records one page looks through at most where the index has not come to; a page may
   * then be short and still have a next.
   */
  static final int SCAN = 5_000;

  private static final String RECORD =
      "SELECT record.id, leaf, content FROM record LEFT JOIN beside ON beside.id = record.id";

  private final Connection connection;
  private final BesideReader besides;
  private final @Nullable AuditIndex index;
  private final long tenant;

  /**
   * @param index null where there is none: then each record is looked at
   */
  AuditPages(Connection connection, BesideReader besides, @Nullable AuditIndex index, long tenant) {
    this.connection = connection;
    this.besides = besides;
    this.index = index;
    this.tenant = tenant;
  }

  /** A page as it comes together. */
  private final class Search {
    private final Set<String> terms;
    private final boolean newestFirst;
    private final int limit;
    private final List<AuditRecord> found = new ArrayList<>();

    /** The cursor behind the last record that was looked at. */
    private long reached;

    Search(AuditFilter filter, boolean newestFirst, int limit) {
      this.terms = RecordTerms.of(filter);
      this.newestFirst = newestFirst;
      this.limit = limit;
    }

    /** The page out of what lies from an index on and before another. */
    Page<AuditRecord> page(long from, long end) throws SQLException {
      AuditIndex known = index;
      long indexed =
          terms.isEmpty() || known == null ? 0 : Math.clamp(known.next(tenant), from, end);
      boolean all =
          newestFirst
              ? scan(Math.max(from, indexed), end) && find(known, from, indexed)
              : find(known, from, indexed) && scan(Math.max(from, indexed), end);
      return new Page<>(found, all ? "" : Long.toString(reached));
    }

    /** Takes in what the index knows; false where the page ends before that does. */
    private boolean find(@Nullable AuditIndex index, long from, long end) throws SQLException {
      if (index == null) {
        return true;
      }
      long began = System.nanoTime();
      long first = index.block(from);
      long last = index.block(end - 1);
      for (long i = 0; i <= last - first && from < end; i++) {
        long block = newestFirst ? last - i : first + i;
        long low = Math.max(from, index.start(block));
        long high = Math.min(end, index.start(block + 1));
        if (!find(index, block, low, high)) {
          return false;
        }
        reached = newestFirst ? low : high;
        if (i < last - first && System.nanoTime() - began > index.budgetNanos()) {
          return false;
        }
      }
      return true;
    }

    private boolean find(AuditIndex index, long block, long low, long high) throws SQLException {
      int wanted = limit - found.size() + 1;
      List<Long> keys =
          index.find(
              terms,
              block,
              TenantNumbers.key(tenant, low),
              TenantNumbers.key(tenant, high),
              wanted,
              newestFirst);
      for (long key : keys) {
        if (found.size() == limit) {
          return false;
        }
        List<AuditRecord> one =
            Sql.list(connection, AuditPages.this::record, RECORD + " WHERE record.id = ?", key);
        one.forEach(this::take);
      }
      return keys.size() < wanted;
    }

    private void take(AuditRecord one) {
      reached = newestFirst ? one.index() : one.index() + 1;
      if (terms.isEmpty()
          || RecordTerms.of(one.leaf().getBytes(StandardCharsets.UTF_8)).containsAll(terms)) {
        found.add(one);
      }
    }

    /** Looks at each record; false where it stops before the end. */
    private boolean scan(long from, long end) throws SQLException {
      try (PreparedStatement query = connection.prepareStatement(range(newestFirst))) {
        query.setLong(1, TenantNumbers.key(tenant, from));
        query.setLong(2, TenantNumbers.key(tenant, end));
        query.setInt(3, SCAN + 1);
        try (ResultSet row = query.executeQuery()) {
          for (int seen = 0; row.next(); seen++) {
            if (seen == SCAN || found.size() == limit) {
              return false;
            }
            take(record(row));
          }
        }
      }
      return true;
    }
  }

  /** The query for a range of records, so that a test can ask how it is carried out. */
  static String range(boolean newestFirst) {
    return RECORD
        + " WHERE record.id >= ? AND record.id < ? ORDER BY record.id "
        + (newestFirst ? "DESC" : "ASC")
        + " LIMIT ?";
  }

  /** Records from an index on, oldest first, without an index. */
  static List<AuditRecord> from(
      Connection connection, BesideReader besides, long tenant, long first, int limit)
      throws SQLException {
    return Sql.list(
        connection,
        row -> record(row, besides.open(connection, row.getLong(1), row.getBytes(3))),
        range(false),
        TenantNumbers.key(tenant, first),
        TenantNumbers.key(tenant + 1, 0),
        limit);
  }

  Page<AuditRecord> newestFirst(AuditFilter filter, String after, int limit) throws SQLException {
    long end = Math.min(end(filter), Paging.number(after, Long.MAX_VALUE));
    return new Search(filter, true, limit).page(first(filter), end);
  }

  Page<AuditRecord> oldestFirst(AuditFilter filter, String after, int limit) throws SQLException {
    long from = Math.max(first(filter), Paging.number(after, 0));
    return new Search(filter, false, limit).page(from, end(filter));
  }

  /** The index of the first record that a filter's time leaves. */
  long first(AuditFilter filter) throws SQLException {
    return filter.from() == null
        ? 0
        : new RecordSearch(connection).firstAt(tenant, Micros.of(filter.from()));
  }

  /** The index behind the last record that a filter's time leaves. */
  long end(AuditFilter filter) throws SQLException {
    RecordSearch search = new RecordSearch(connection);
    return filter.to() == null
        ? search.size(tenant)
        : search.firstAt(tenant, Micros.ofOrMax(filter.to()));
  }

  Optional<AuditRecord> record(long number) throws SQLException {
    return number < 0 || number >= new RecordSearch(connection).size(tenant)
        ? Optional.empty()
        : Sql.first(
            connection,
            this::record,
            RECORD + " WHERE record.id = ?",
            TenantNumbers.key(tenant, number));
  }

  /** Records in their order, from an index on. */
  List<LedgerRow> ledger(long from, int limit) throws SQLException {
    return Sql.list(
        connection,
        row -> new LedgerRow(TenantNumbers.index(row.getLong(1)), row.getBytes(2), beside(row)),
        range(false),
        TenantNumbers.key(tenant, Math.max(0, from)),
        TenantNumbers.key(tenant + 1, 0),
        limit);
  }

  private byte @Nullable [] beside(ResultSet row) throws SQLException {
    return besides.open(connection, row.getLong(1), row.getBytes(3));
  }

  private AuditRecord record(ResultSet row) throws SQLException {
    return record(row, beside(row));
  }

  private static AuditRecord record(ResultSet row, byte @Nullable [] beside) throws SQLException {
    byte[] leaf = row.getBytes(2);
    return new AuditRecord(
        TenantNumbers.index(row.getLong(1)),
        Leaf.hash(Leaf.digest(), leaf, 0, leaf.length),
        new String(leaf, StandardCharsets.UTF_8),
        Beside.values(beside),
        beside == null);
  }
}
