package dev.actp.server.metrics;

import dev.actp.server.ledger.Checkpointer;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** How a server stands whenever somebody looks: one look for all gauges of a scrape. */
public final class Gauges {
  private final Metrics metrics;
  private final Supplier<Look> looks;
  private volatile Look look;

  /**
   * Makes the gauges.
   *
   * @param looks takes a look
   * @param disk bytes that are free where the store is
   * @param refused whether policies were refused that are to be taken
   */
  public Gauges(Metrics metrics, Supplier<Look> looks, LongSupplier disk, BooleanSupplier refused) {
    this.metrics = metrics;
    this.looks = looks;
    look = looks.get();
    metrics.gauge("actp.store.up", "1 where the store answers", () -> look.answers() ? 1 : 0);
    shown("actp.store.used.bytes", "bytes of the store in use", one -> one.load().used());
    shown("actp.store.room.bytes", "bytes it may take; 0 for any", one -> one.load().room());
    metrics.gauge(
        "actp.disk.free.bytes", "bytes that are free where the store is", disk::getAsLong);
    shown("actp.queue.waiting", "requests and acts in the queue", one -> one.load().waiting());
    shown("actp.queue.most", "how many may wait there", one -> one.load().waitingMost());
    shown("actp.functions.waiting", "requests for functions", one -> one.load().functions());
    shown("actp.functions.most", "how many may wait there", one -> one.load().functionsMost());
    metrics.gauge(
        "actp.policies.refused",
        "1 where the policies to be taken are not in force",
        () -> refused.getAsBoolean() ? 1 : 0);
    ledger();
    shown("actp.agents.suspended", "agents suspended now", one -> one.waiting().suspensions());
    shown("actp.approvals.pending", "approvals not answered", one -> one.waiting().approvals());
    shown("actp.export.behind.records", "records the slowest collector lacks", Look::behind);
  }

  private void ledger() {
    shown("actp.ledger.records", "records of the ledgers", one -> one.lag().records());
    shown("actp.ledger.unsigned.records", "of no checkpoint yet", one -> one.lag().unsigned());
    shown("actp.ledger.unanchored.records", "at no anchor yet", one -> one.lag().unanchored());
    shown("actp.ledger.unindexed.records", "not in the index yet", Look::unindexed);
    metrics.state(
        "actp.ledger.state",
        "1 for how the ledgers stand",
        Checkpointer.State.class,
        state -> look.ledger() == state);
  }

  private void shown(String name, String help, ToLongFunction<Look> number) {
    metrics.gauge(name, help, () -> number.applyAsLong(look));
  }

  /** All metrics now, in Prometheus' text format. Blocks on the disk. */
  public String scrape() {
    look = looks.get();
    return metrics.scrape();
  }
}
