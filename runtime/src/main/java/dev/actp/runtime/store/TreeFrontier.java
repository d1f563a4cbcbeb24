package dev.actp.runtime.store;

import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.MerkleTree;
import dev.actp.runtime.ledger.Tiles;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The right edge of a tree that grows: the last tile of each level. A leaf costs the copy of its
 * hash and, on average, one hash more; what there is in memory does not depend on the tree's size
 * but for a tile of 8 KiB a level. For one thread.
 */
final class TreeFrontier {
  private final MessageDigest digest = Leaf.digest();
  private final List<Edge> edges = new ArrayList<>();

  /** Takes a tile that has to be stored: one that is full, or one above level 0 that grew. */
  interface Sink {
    void tile(int level, long number, byte[] hashes) throws SQLException;
  }

  /** The last tile of a level. */
  private static final class Edge {
    private byte[] hashes = new byte[8 * Leaf.HASH];
    private long number;
    private int count;
    private boolean grown;

    void add(byte[] hash) {
      if (hashes.length == count * Leaf.HASH) {
        hashes = Arrays.copyOf(hashes, 2 * hashes.length);
      }
      System.arraycopy(hash, 0, hashes, count * Leaf.HASH, Leaf.HASH);
      count++;
      grown = true;
    }

    byte[] content() {
      return Arrays.copyOf(hashes, count * Leaf.HASH);
    }
  }

  /** Takes up a level where it was left. */
  void resume(int level, long number, byte[] hashes) {
    Edge edge = edge(level);
    edge.hashes = Arrays.copyOf(hashes, Math.max(hashes.length, edge.hashes.length));
    edge.count = hashes.length / Leaf.HASH;
    edge.number = number;
  }

  /** Adds a leaf; the tiles that become full go to the sink. */
  void add(byte[] leafHash, Sink full) throws SQLException {
    add(0, leafHash, full);
  }

  private void add(int level, byte[] hash, Sink full) throws SQLException {
    Edge edge = edge(level);
    edge.add(hash);
    if (edge.count == Tiles.WIDTH) {
      byte[] content = edge.content();
      full.tile(level, edge.number, content);
      edge.number++;
      edge.count = 0;
      edge.grown = false;
      add(level + 1, MerkleTree.fold(digest, content, Tiles.WIDTH), full);
    }
  }

  /** Hands over the tiles above level 0 that grew since. */
  void grown(Sink sink) throws SQLException {
    for (int level = 1; level < edges.size(); level++) {
      Edge edge = edges.get(level);
      if (edge.grown) {
        sink.tile(level, edge.number, edge.content());
        edge.grown = false;
      }
    }
  }

  private Edge edge(int level) {
    while (edges.size() <= level) {
      edges.add(new Edge());
    }
    return edges.get(level);
  }
}
