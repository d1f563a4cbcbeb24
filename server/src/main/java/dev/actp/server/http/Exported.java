package dev.actp.server.http;

import dev.actp.runtime.export.ExportFormat;
import dev.actp.runtime.export.ShownRecord;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.registry.Queries;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Records as a document of any length, a page of them in memory at a time. */
final class Exported implements Reply.Parts {
  private static final int PAGE = 250;

  private final Queries queries;
  private final String tenant;
  private final AuditFilter filter;
  private final long end;
  private final ExportFormat format;
  private final Taker taker;
  private final MessageDigest digest = Leaf.digest();
  private String cursor = "";
  private boolean begun;
  private boolean ended;
  private boolean told;
  private long records;

  /** Who is told what becomes of the document. */
  interface Taker {
    /** All of it was made: so many records, and the SHA-256 of its bytes. Before its end leaves. */
    void whole(long records, byte[] sha256);

    /** It is sent, or nobody takes it any more. */
    void closed();
  }

  /**
   * @param end the index behind the last record: what is appended meanwhile is left out
   */
  Exported(
      Queries queries,
      String tenant,
      AuditFilter filter,
      long end,
      ExportFormat format,
      Taker taker) {
    this.queries = queries;
    this.tenant = tenant;
    this.filter = filter;
    this.end = end;
    this.format = format;
    this.taker = taker;
  }

  @Override
  public @Nullable Buffer next() {
    Buffer part = part();
    if (part != null) {
      digest.update(part.getBytes());
    } else if (!told) {
      told = true;
      taker.whole(records, digest.digest());
    }
    return part;
  }

  private @Nullable Buffer part() {
    Buffer part = Buffer.buffer(begun ? "" : format.head());
    begun = true;
    while (part.length() == 0) {
      if (ended) {
        return null;
      }
      Page<AuditRecord> page = queries.auditOldestFirst(tenant, filter, cursor, PAGE);
      for (AuditRecord one : page.items()) {
        ended |= one.index() >= end;
        if (!ended) {
          part.appendString(format.line(ShownRecord.of(one)));
          records++;
        }
      }
      cursor = page.next();
      ended |= cursor.isEmpty();
    }
    return part;
  }

  @Override
  public void close() {
    taker.closed();
  }
}
