package dev.actp.runtime.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the records of a tenant once more, an hour after the other, and compares with what the
 * index has counted.
 */
final class TallyCheck {
  private final Connection index;
  private final long tenant;
  private Tally tally = new Tally();
  private long hour = Long.MIN_VALUE;

  /** The key of the first record of that hour. */
  private long first = -1;

  /** How many counts were compared. */
  private long compared;

  TallyCheck(Connection index, long tenant) {
    this.index = index;
    this.tenant = tenant;
  }

  /**
   * Takes in the next record.
   *
   * @param row at a row of {@link AuditIndex#RECORDS}
   * @return the index of the first record of an hour that is over, where what is counted of it is
   *     something else; else -1
   */
  long wrong(long key, ResultSet row) throws SQLException {
    long wrong = -1;
    long at = row.getLong(2);
    if (Tally.hour(at) != hour) {
      wrong = wrongHour();
      hour = Tally.hour(at);
      first = key;
      tally = new Tally();
    }
    if (!row.getString(3).equals("act")) {
      tally.add(at, row.getString(3), row.getString(4), row.getString(5));
    }
    return wrong;
  }

  /** The same behind the last record; also where more is counted than there are records of. */
  long wrongInTheEnd() throws SQLException {
    long wrong = wrongHour();
    long counts =
        Sql.first(
                index, row -> row.getLong(1), "SELECT count(*) FROM tally WHERE tenant = ?", tenant)
            .orElse(0L);
    return wrong < 0 && counts != compared ? 0 : wrong;
  }

  private long wrongHour() throws SQLException {
    Map<Tally.Cell, Long> counted = new HashMap<>();
    for (int cut = 0; first >= 0 && cut < Tally.CUTS; cut++) {
      for (Map.Entry<Tally.Cell, Long> one : counted(cut)) {
        counted.put(one.getKey(), one.getValue());
      }
    }
    compared += counted.size();
    boolean same = counted.entrySet().equals(tally.cells());
    return same ? -1 : TenantNumbers.index(first);
  }

  private List<Map.Entry<Tally.Cell, Long>> counted(int cut) throws SQLException {
    return Sql.list(
        index,
        row ->
            Map.entry(
                new Tally.Cell(
                    cut, hour, List.of(row.getString(1), row.getString(2), row.getString(3))),
                row.getLong(4)),
        "SELECT outcome, agent, action, n FROM tally WHERE tenant = ? AND cut = ? AND hour = ?",
        tenant,
        cut,
        hour);
  }
}
