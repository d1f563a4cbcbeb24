package dev.actp.server.metrics;

import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.service.DecisionService;
import dev.actp.server.export.ExportStatus;
import dev.actp.server.export.Exports;
import dev.actp.server.ledger.Checkpointer;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a server stands, over all tenants, at one moment.
 *
 * @param answers whether the store does; where not, what it would tell is 0
 * @param ledger where the ledgers stand with their anchors
 * @param lag how far signatures and anchors are behind the records
 * @param unindexed records that searches look through themselves, as the index lacks them
 * @param waiting what waits for people
 * @param load what is taken of what is bounded
 * @param behind records that the collector which is furthest behind does not have
 */
public record Look(
    boolean answers,
    Checkpointer.State ledger,
    Checkpointer.Lag lag,
    long unindexed,
    Queries.Waiting waiting,
    DecisionService.Load load,
    long behind) {
  private static final Logger LOG = LoggerFactory.getLogger(Look.class);

  /** Takes one. Blocks on the disk. */
  public static Look at(
      DecisionService service, Checkpointer checkpointer, Exports exports, Instant now) {
    Checkpointer.State ledger = checkpointer.state();
    DecisionService.Load load = service.load();
    try {
      List<Tenant> tenants = service.queries().tenants();
      return new Look(
          !tenants.isEmpty(),
          ledger,
          checkpointer.lag(),
          service.unindexed(),
          service.queries().waiting(now),
          load,
          tenants.stream().mapToLong(one -> behind(exports, one)).sum());
    } catch (RuntimeException e) {
      LOG.warn("the store does not say how it stands", e);
      return new Look(
          false, ledger, new Checkpointer.Lag(0, 0, 0), 0, new Queries.Waiting(0, 0), load, 0);
    }
  }

  private static long behind(Exports exports, Tenant tenant) {
    return exports.status(tenant.id()).stream().mapToLong(ExportStatus::behind).max().orElse(0);
  }
}
