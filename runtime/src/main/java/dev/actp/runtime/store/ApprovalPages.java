package dev.actp.runtime.store;

import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.ApprovalFilter;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.state.Micros;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Pages of approvals, newest first. A cursor is the instant and the id of the last one shown. */
final class ApprovalPages {
  private ApprovalPages() {}

  static Page<Approval> page(
      Connection connection, long tenant, ApprovalFilter filter, String after, int limit)
      throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT body FROM approval WHERE tenant = ?");
    List<Object> values = new ArrayList<>(List.of(tenant));
    if (!filter.states().isEmpty()) {
      sql.append(" AND state IN (?").append(", ?".repeat(filter.states().size() - 1)).append(')');
      filter.states().forEach(state -> values.add(state.name()));
    }
    if (filter.group() != null) {
      sql.append(" AND grp = ?");
      values.add(filter.group());
    }
    if (filter.agent() != null) {
      sql.append(" AND agent = ?");
      values.add(filter.agent());
    }
    if (filter.before() != null) {
      sql.append(" AND expires <= ?");
      values.add(Micros.of(filter.before()));
    }
    if (filter.after() != null) {
      sql.append(" AND expires > ?");
      values.add(Micros.of(filter.after()));
    }
    int colon = after.indexOf(':');
    if (colon > 0) {
      sql.append(" AND (asked, id) < (?, ?)");
      values.add(Paging.number(after.substring(0, colon), Long.MAX_VALUE));
      values.add(after.substring(colon + 1));
    }
    sql.append(" ORDER BY asked DESC, id DESC LIMIT ?");
    values.add(Paging.size(limit) + 1);
    List<Approval> found =
        Sql.list(
            connection,
            row -> ClaimDocuments.approval(row.getString(1)),
            sql.toString(),
            values.toArray());
    return Paging.of(found, limit, one -> Micros.of(one.asked()) + ":" + one.id());
  }
}
