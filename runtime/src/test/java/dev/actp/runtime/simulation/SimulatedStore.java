package dev.actp.runtime.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.State;
import dev.actp.runtime.store.LedgerTrees;
import dev.actp.runtime.store.Restored;
import dev.actp.runtime.store.Store;
import dev.actp.runtime.store.StoreException;
import dev.actp.runtime.store.StoredRecord;
import dev.actp.runtime.store.TenantBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that fails, and in which a process dies, when a world says so; what it kept before stays.
 */
final class SimulatedStore implements Store {
  /** What every record takes, with all that belongs to it. */
  static final long RECORD_BYTES = 1 << 16;

  private final Store store;
  private final Supplier<Fault> faults;
  private final List<StoredRecord> durable = new ArrayList<>();

  /** What came of the commits and of the readings that nobody has asked about yet. */
  private final Deque<Committed> commits = new ArrayDeque<>();

  private final Deque<Boolean> readings = new ArrayDeque<>();
  private boolean crashed;

  /** What goes wrong with a commit or a reading. */
  enum Fault {
    NONE,
    /** Nothing is done. */
    BEFORE,
    /** Everything is done, and the news of it is lost. */
    AFTER,
    /** The process dies before anything is done. */
    CRASH_BEFORE,
    /** The process dies with everything done, and nothing of it said. */
    CRASH_AFTER
  }

  /** What came of a commit. */
  record Committed(boolean done, boolean failed, List<StoredRecord> records) {
    /** The numbers of refusals that records tell of together, in order of size. */
    List<Integer> counts() {
      return records.stream()
          .filter(one -> one.action().equals("denials_counted"))
          .map(one -> new String(one.sealed().leaf(), UTF_8))
          .map(leaf -> leaf.replaceFirst(".*\"count\":(\\d+).*", "$1"))
          .map(Integer::valueOf)
          .sorted()
          .toList();
    }
  }

  SimulatedStore(Store store, Supplier<Fault> faults) {
    this.store = store;
    this.faults = faults;
  }

  boolean crashed() {
    return crashed;
  }

  void crash() {
    crashed = true;
  }

  /** Another process takes it up. */
  void revive() {
    crashed = false;
    commits.clear();
    readings.clear();
  }

  /** What came of the next commit, in order. */
  Committed nextCommit() {
    return commits.remove();
  }

  boolean hasCommit() {
    return !commits.isEmpty();
  }

  /** Whether the next reading, in order, failed. */
  boolean nextReadingFailed() {
    return readings.remove();
  }

  List<StoredRecord> durable() {
    return durable;
  }

  @Override
  public List<Tenant> tenants() {
    Fault fault = faults.get();
    boolean fails = crashed || fault == Fault.BEFORE || fault == Fault.AFTER;
    readings.add(fails);
    if (fails) {
      throw new StoreException("the disk cannot be read");
    }
    return store.tenants();
  }

  @Override
  public Restored restore(String tenant, State into) {
    return store.restore(tenant, into);
  }

  @Override
  public void commit(List<TenantBatch> batches) {
    if (crashed) {
      throw new StoreException("this process is dead");
    }
    Fault fault = faults.get();
    boolean done = fault == Fault.NONE || fault == Fault.AFTER || fault == Fault.CRASH_AFTER;
    List<StoredRecord> records = new ArrayList<>();
    batches.forEach(one -> records.addAll(one.records()));
    if (done) {
      store.commit(batches);
      durable.addAll(records);
    }
    commits.add(new Committed(done, fault != Fault.NONE, records));
    crashed = fault == Fault.CRASH_BEFORE || fault == Fault.CRASH_AFTER;
    if (fault != Fault.NONE) {
      throw new StoreException("it failed: " + fault);
    }
  }

  @Override
  public Queries queries() {
    return store.queries();
  }

  @Override
  public long used() {
    return durable.size() * RECORD_BYTES;
  }

  @Override
  public long unindexed() {
    return 0;
  }

  @Override
  public LedgerTrees trees() {
    return store.trees();
  }

  /** The ledger as it is on disk. */
  Leaves leaves() {
    Iterator<StoredRecord> records = List.copyOf(durable).iterator();
    return new Leaves() {
      @Override
      public byte @Nullable [] next() {
        return records.hasNext() ? records.next().sealed().leaf() : null;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}
