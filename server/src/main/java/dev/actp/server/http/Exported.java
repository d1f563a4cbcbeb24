package dev.actp.server.http;

import dev.actp.runtime.export.ExportFormat;
import dev.actp.runtime.export.ShownRecord;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.registry.Queries;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Records as a document of any length, a page of them in memory at a time. */
final class Exported implements Reply.Parts {
  private static final int PAGE = 250;

  private final Queries queries;
  private final String tenant;
  private final AuditFilter filter;
  private final long end;
  private final ExportFormat format;
  private final Runnable whenClosed;
  private String cursor = "";
  private boolean begun;
  private boolean ended;

  /**
   * @param end the index behind the last record: what is appended meanwhile is left out
   */
  Exported(
      Queries queries,
      String tenant,
      AuditFilter filter,
      long end,
      ExportFormat format,
      Runnable whenClosed) {
    this.queries = queries;
    this.tenant = tenant;
    this.filter = filter;
    this.end = end;
    this.format = format;
    this.whenClosed = whenClosed;
  }

  @Override
  public @Nullable Buffer next() {
    Buffer part = Buffer.buffer(begun ? "" : format.head());
    begun = true;
    while (part.length() == 0) {
      if (ended) {
        return null;
      }
      Page<AuditRecord> page = queries.auditOldestFirst(tenant, filter, cursor, PAGE);
      for (AuditRecord one : page.items()) {
        ended |= one.index() >= end;
        part.appendString(ended ? "" : format.line(ShownRecord.of(one)));
      }
      cursor = page.next();
      ended |= cursor.isEmpty();
    }
    return part;
  }

  @Override
  public void close() {
    whenClosed.run();
  }
}
