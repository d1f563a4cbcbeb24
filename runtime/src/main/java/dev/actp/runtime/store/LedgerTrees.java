package dev.actp.runtime.store;

import dev.actp.runtime.ledger.MerkleTree;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The ledgers of a store as trees, for roots and proofs. Sees what was committed. Blocks on the
 * disk; from any thread.
 */
public interface LedgerTrees {
  /** How many of the newest records {@link #find} looks through: 4,096 tiles of them. */
  long FINDABLE = 1L << 20;

  /** How many checkpoints of a tenant are kept: the newest. */
  int CHECKPOINTS = 1_000;

  /** How many records a tenant has; 0 for an unknown tenant. */
  long size(String tenant);

  /**
   * Computes something from a tenant's tree, which is at hand no longer than that.
   *
   * @throws StoreException if what it asks of the tree is not there
   */
  <T> T read(String tenant, Function<MerkleTree, T> work);

  /**
   * The place of a record by its leaf's hash, 32 bytes: for a recent one. Who has a receipt knows
   * the place.
   */
  OptionalLong find(String tenant, byte[] leafHash);

  /** The newest checkpoint that was kept, as a signed note. */
  Optional<String> checkpoint(String tenant);
}
