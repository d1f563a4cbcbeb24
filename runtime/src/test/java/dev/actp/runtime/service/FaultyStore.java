package dev.actp.runtime.service;

import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.State;
import dev.actp.runtime.store.LedgerTrees;
import dev.actp.runtime.store.Restored;
import dev.actp.runtime.store.Store;
import dev.actp.runtime.store.StoreException;
import dev.actp.runtime.store.TenantBatch;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A store over another that fails, waits and is full when it is told to. */
final class FaultyStore implements Store {
  private final Store store;
  private final Supplier<Fault> faults;
  final AtomicLong used = new AtomicLong();
  final Semaphore gate = new Semaphore(Integer.MAX_VALUE / 2);

  /** What goes wrong with a commit. */
  enum Fault {
    NONE,
    /** Nothing is done. */
    BEFORE,
    /** Everything is done, and the news of it is lost. */
    AFTER
  }

  FaultyStore(Store store, Supplier<Fault> faults) {
    this.store = store;
    this.faults = faults;
  }

  @Override
  public List<Tenant> tenants() {
    return store.tenants();
  }

  @Override
  public Restored restore(String tenant, State into) {
    return store.restore(tenant, into);
  }

  @Override
  public void commit(List<TenantBatch> batch) {
    gate.acquireUninterruptibly();
    Fault fault = faults.get();
    if (fault == Fault.BEFORE) {
      throw new StoreException("the disk is full");
    }
    store.commit(batch);
    if (fault == Fault.AFTER) {
      throw new StoreException("the connection was lost");
    }
  }

  @Override
  public Queries queries() {
    return store.queries();
  }

  @Override
  public long used() {
    return used.get() == 0 ? store.used() : used.get();
  }

  @Override
  public long unindexed() {
    return store.unindexed();
  }

  @Override
  public LedgerTrees trees() {
    return store.trees();
  }

  @Override
  public void close() {
    store.close();
  }
}
