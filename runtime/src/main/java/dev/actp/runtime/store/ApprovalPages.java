package dev.actp.runtime.store;

import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.ApprovalFilter;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.state.Micros;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Pages of approvals, newest first. A cursor is the instant and the id of the last one shown. */
final class ApprovalPages {
  private ApprovalPages() {}

  static Page<Approval> page(
      Handle handle, long tenant, ApprovalFilter filter, String after, int limit) {
    StringBuilder sql = new StringBuilder("SELECT body FROM approval WHERE tenant = :tenant");
    if (!filter.states().isEmpty()) {
      sql.append(" AND state IN (<states>)");
    }
    if (filter.group() != null) {
      sql.append(" AND grp = :group");
    }
    if (filter.agent() != null) {
      sql.append(" AND agent = :agent");
    }
    int colon = after.indexOf(':');
    if (colon > 0) {
      sql.append(" AND (asked, id) < (:asked, :id)");
    }
    sql.append(" ORDER BY asked DESC, id DESC LIMIT :limit");
    try (Query query = handle.createQuery(sql.toString())) {
      query.bind("tenant", tenant).bind("limit", Paging.size(limit) + 1);
      if (!filter.states().isEmpty()) {
        query.bindList("states", filter.states().stream().map(Enum::name).toList());
      }
      if (filter.group() != null) {
        query.bind("group", filter.group());
      }
      if (filter.agent() != null) {
        query.bind("agent", filter.agent());
      }
      if (colon > 0) {
        query.bind("asked", Paging.number(after.substring(0, colon), Long.MAX_VALUE));
        query.bind("id", after.substring(colon + 1));
      }
      List<Approval> found = query.mapTo(String.class).map(ClaimDocuments::approval).list();
      return Paging.of(found, limit, one -> Micros.of(one.asked()) + ":" + one.id());
    }
  }
}
