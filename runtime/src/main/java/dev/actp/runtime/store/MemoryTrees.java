package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.MerkleTree;
import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.ledger.Tiles;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The trees of a memory store: each hash is computed when it is asked for. */
record MemoryTrees(MemoryStore store) implements LedgerTrees {

  private <T> T data(String tenant, Function<MemoryTenant, T> query) {
    synchronized (store) {
      return query.apply(store.data(tenant));
    }
  }

  @Override
  public long size(String tenant) {
    return data(tenant, one -> (long) one.records.size());
  }

  @Override
  public <T> T read(String tenant, Function<MerkleTree, T> work) {
    return data(tenant, one -> work.apply(new MerkleTree(new Records(one.records))));
  }

  @Override
  public OptionalLong find(String tenant, byte[] leafHash) {
    return data(
        tenant,
        data ->
            data.records.reversed().stream()
                .limit(FINDABLE)
                .map(StoredRecord::sealed)
                .filter(one -> Arrays.equals(one.hash(), leafHash))
                .mapToLong(Sealed::index)
                .findFirst());
  }

  @Override
  public Optional<String> checkpoint(String tenant) {
    return data(
        tenant,
        one ->
            one.checkpoints.isEmpty()
                ? Optional.empty()
                : Optional.of(one.checkpoints.lastEntry().getValue()));
  }

  private record Records(List<StoredRecord> records) implements Tiles {
    @Override
    public byte[] hashes(int level, long first, int count) {
      byte[] hashes = new byte[count * Leaf.HASH];
      for (int i = 0; i < count; i++) {
        System.arraycopy(hash(level, first + i), 0, hashes, i * Leaf.HASH, Leaf.HASH);
      }
      return hashes;
    }

    private byte[] hash(int level, long number) {
      return level == 0
          ? records.get(Math.toIntExact(number)).sealed().hash()
          : MerkleTree.fold(Leaf.digest(), hashes(level - 1, number * WIDTH, WIDTH), WIDTH);
    }
  }
}
