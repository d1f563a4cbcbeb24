package dev.actp.server.export;

import dev.actp.runtime.export.ShownRecord;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends every record of every tenant to one collector, in order, at least once: what it has counts
 * only once that is on disk here. A batch that fails is sent again, later and later, for as long as
 * it takes; nothing is ever left out.
 */
final class Exporter {
  /** How many records a batch holds at most. */
  static final int BATCH = 500;

  /** How many characters of records, after which a batch takes no more. */
  static final int BATCH_LENGTH = 1 << 20;

  static final Duration IDLE = Duration.ofSeconds(1);
  static final Duration RETRY_FIRST = Duration.ofSeconds(1);
  static final Duration RETRY_MAX = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);

  private final ExportTarget target;
  private final TimedDelivery delivery;
  private final Progress progress;
  private final Queries queries;
  private final InstantSource clock;

  private Duration backoff = RETRY_FIRST;
  private volatile @Nullable Failure failure;
  private final AtomicLong rejected = new AtomicLong();

  /** Why the last batch was not taken, and when it is sent again. */
  record Failure(String why, Instant since, Instant retry) {}

  Exporter(
      ExportTarget target,
      Delivery delivery,
      Progress progress,
      Queries queries,
      InstantSource clock) {
    this.target = target;
    this.delivery = new TimedDelivery(delivery, clock);
    this.progress = progress;
    this.queries = queries;
    this.clock = clock;
  }

  /**
   * Sends one batch of each tenant that has something to send.
   *
   * @return after how long to call this again
   */
  Duration step() {
    try {
      boolean more = false;
      for (Tenant tenant : queries.tenants()) {
        more |= send(tenant.id());
      }
      backoff = RETRY_FIRST;
      failure = null;
      return more ? Duration.ZERO : IDLE;
    } catch (IOException | RuntimeException e) {
      return failed(e);
    }
  }

  /** Gives up a batch that takes too long. For another thread than the one that sends it. */
  void watch() {
    delivery.check();
  }

  private Duration failed(Exception e) {
    Instant now = clock.instant();
    Failure before = failure;
    Duration wait = backoff;
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    failure = new Failure(why, before == null ? now : before.since(), now.plus(wait));
    backoff = wait.multipliedBy(2).compareTo(RETRY_MAX) < 0 ? wait.multipliedBy(2) : RETRY_MAX;
    if (before == null) {
      LOG.warn("`{}` does not take records: {}", target.text(), why);
    }
    return wait;
  }

  /** Sends a batch; false where there was none. */
  private boolean send(String tenant) throws IOException {
    Progress.Reached reached = progress.of(tenant);
    List<ShownRecord> batch = batch(tenant, reached);
    if (batch.isEmpty()) {
      return false;
    }
    long refused = delivery.deliver(batch);
    if (refused > 0) {
      rejected.addAndGet(refused);
      LOG.warn("`{}` does not want {} records", target.text(), refused);
    }
    AuditRecord last = batch.get(batch.size() - 1).record();
    progress.put(tenant, new Progress.Reached(last.index() + 1, last.leafHash()));
    return true;
  }

  /** The records behind a place; from the first where the ledger has another record there. */
  private List<ShownRecord> batch(String tenant, Progress.Reached reached) {
    if (reached.next() == 0) {
      return cut(page(tenant, 0, BATCH));
    }
    List<AuditRecord> page = page(tenant, reached.next() - 1, BATCH + 1);
    if (!page.isEmpty() && page.get(0).leafHash().equals(reached.hash())) {
      return cut(page.subList(1, page.size()));
    }
    LOG.warn(
        "the ledger of `{}` is not the one that `{}` has: it is sent from its beginning",
        tenant,
        target.text());
    return cut(page(tenant, 0, BATCH));
  }

  private List<AuditRecord> page(String tenant, long from, int limit) {
    return queries.auditOldestFirst(tenant, AuditFilter.ALL, Long.toString(from), limit).items();
  }

  private static List<ShownRecord> cut(List<AuditRecord> records) {
    List<ShownRecord> batch = new ArrayList<>();
    long length = 0;
    for (AuditRecord one : records) {
      if (length < BATCH_LENGTH) {
        batch.add(ShownRecord.of(one));
        length += one.leaf().length();
      }
    }
    return batch;
  }

  /** How it stands with a tenant's records. */
  ExportStatus status(String tenant) {
    long next = progress.of(tenant).next();
    List<AuditRecord> newest = queries.audit(tenant, AuditFilter.ALL, "", 1).items();
    long behind = newest.isEmpty() ? 0 : Math.max(0, newest.get(0).index() + 1 - next);
    Failure failing = failure;
    return new ExportStatus(
        target.text(),
        next,
        behind,
        rejected.get(),
        failing == null ? null : failing.why(),
        failing == null ? null : failing.since(),
        failing == null ? null : failing.retry());
  }

  /** Whether the collector takes what it is sent. */
  boolean failing() {
    return failure != null;
  }
}
