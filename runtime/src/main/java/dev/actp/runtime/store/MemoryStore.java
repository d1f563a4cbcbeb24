package dev.actp.runtime.store;

import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;

/** A store that lasts as long as its process: for tests and demonstrations. */
public final class MemoryStore implements Store {
  private final Map<String, MemoryTenant> tenants = new LinkedHashMap<>();
  private final MemoryQueries queries = new MemoryQueries(this);
  private final MemoryTrees trees = new MemoryTrees(this);

  @Override
  public synchronized List<Tenant> tenants() {
    return tenants.values().stream().map(MemoryTenant::tenant).toList();
  }

  @Override
  public synchronized Restored restore(String tenant, State into) {
    MemoryTenant known = tenants.get(tenant);
    if (known == null) {
      throw new StoreException("there is no such tenant");
    }
    return known.restore(into);
  }

  @Override
  public synchronized void commit(List<TenantBatch> batch) {
    for (TenantBatch one : batch) {
      boolean created = one.rows().stream().anyMatch(Row.OfTenant.class::isInstance);
      if (created == tenants.containsKey(one.tenant())) {
        throw new StoreException("a batch is of no known tenant, or creates a known one");
      }
    }
    for (TenantBatch one : batch) {
      for (Row row : one.rows()) {
        if (row instanceof Row.OfTenant(Tenant tenant, SecretKey key)) {
          tenants.put(tenant.id(), new MemoryTenant(tenant, key));
        }
      }
      MemoryTenant tenant = tenants.get(one.tenant());
      if (tenant != null) {
        tenant.commit(one);
      }
    }
  }

  /**
   * A tenant's data; an empty one where there is no such tenant. To be read under this store's
   * lock.
   */
  MemoryTenant data(String tenant) {
    MemoryTenant known = tenants.get(tenant);
    return known == null ? MemoryTenant.none() : known;
  }

  /** All tenants' data. To be read under this store's lock. */
  List<MemoryTenant> all() {
    return List.copyOf(tenants.values());
  }

  @Override
  public Queries queries() {
    return queries;
  }

  @Override
  public LedgerTrees trees() {
    return trees;
  }

  @Override
  public long used() {
    return 0;
  }

  @Override
  public long unindexed() {
    return 0;
  }

  @Override
  public void close() {}
}
