package dev.actp.runtime.store;

import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.State;
import java.util.List;

/** A store of record. One writer commits and restores, on one thread; queries come from any. */
public interface Store extends AutoCloseable {

  /** All tenants, by id. */
  List<Tenant> tenants();

  /**
   * Brings an empty state to where the last commit left the tenant.
   *
   * @return what the writer needs besides
   * @throws StoreException if the store cannot be read or contradicts itself
   */
  Restored restore(String tenant, State into);

  /**
   * Puts a batch on disk: all of it, synced, before this returns; or nothing of it.
   *
   * @throws StoreException if nothing of it was done
   */
  void commit(List<TenantBatch> batch);

  /** Reading, from any thread; sees what was committed. */
  Queries queries();

  /** The ledgers as trees, from any thread; sees what was committed. */
  LedgerTrees trees();

  /**
   * Bytes that the last commit left in use, from any thread: pages that are free again do not
   * count. 0 where it is not measured.
   */
  long used();

  /**
   * How many records the index for searches lacks, over all tenants; 0 where there is no index.
   * From any thread.
   */
  long unindexed();

  @Override
  void close();
}
