package dev.actp.runtime.ledger;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tree over a ledger's records (RFC 9162 2.1), computed from tiles: a root or a proof reads a
 * few of them for each level of tiles, whatever the tree's size. For one thread.
 */
public final class MerkleTree {
  private final Tiles tiles;
  private final MessageDigest digest = Leaf.digest();

  public MerkleTree(Tiles tiles) {
    this.tiles = tiles;
  }

  /** The hash of the tree of the first leaves. */
  public byte[] root(long size) {
    return size == 0 ? Leaf.emptyTree(digest) : range(0, size);
  }

  /** The hash of a leaf. */
  public byte[] leaf(long index) {
    return subtree(0, index);
  }

  /**
   * The proof that a leaf is in the tree of the first {@code size} leaves (RFC 9162 2.1.3.1), from
   * the leaf upwards.
   */
  public List<byte[]> inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("leaf " + index + " of " + size);
    }
    List<byte[]> path = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + split(to - from);
      if (index < middle) {
        path.add(range(middle, to));
        to = middle;
      } else {
        path.add(range(from, middle));
        from = middle;
      }
    }
    return path.reversed();
  }

  /**
   * The proof that the tree of the first {@code size} leaves goes on with that of the first {@code
   * before} (RFC 9162 2.1.4.1); empty where both are one.
   */
  public List<byte[]> consistency(long before, long size) {
    if (before < 1 || before > size) {
      throw new IllegalArgumentException("from " + before + " to " + size);
    }
    List<byte[]> path = new ArrayList<>();
    long from = 0;
    long to = size;
    while (before != to) {
      long middle = from + split(to - from);
      if (before <= middle) {
        path.add(range(middle, to));
        to = middle;
      } else {
        path.add(range(from, middle));
        from = middle;
      }
    }
    if (from > 0) {
      path.add(range(from, to));
    }
    return path.reversed();
  }

  /** The hash of leaves that the tree has under one node. */
  private byte[] range(long from, long to) {
    long count = to - from;
    if (Long.bitCount(count) == 1) {
      int height = Long.numberOfTrailingZeros(count);
      return subtree(height, from >>> height);
    }
    long middle = from + split(count);
    byte[] pair = Arrays.copyOf(range(from, middle), 2 * Leaf.HASH);
    System.arraycopy(range(middle, to), 0, pair, Leaf.HASH, Leaf.HASH);
    Leaf.node(digest, pair, 0, pair, 0);
    return Arrays.copyOf(pair, Leaf.HASH);
  }

  /** The largest power of two below a count of two or more. */
  private static long split(long count) {
    return Long.highestOneBit(count - 1);
  }

  private byte[] subtree(int height, long number) {
    int within = height % Tiles.HEIGHT;
    return fold(
        digest, tiles.hashes(height / Tiles.HEIGHT, number << within, 1 << within), 1 << within);
  }

  /** The one hash over so many, a power of two; the array is used up. */
  public static byte[] fold(MessageDigest digest, byte[] hashes, int count) {
    for (int left = count; left > 1; left /= 2) {
      for (int i = 0; i < left / 2; i++) {
        Leaf.node(digest, hashes, 2 * i * Leaf.HASH, hashes, i * Leaf.HASH);
      }
    }
    return Arrays.copyOf(hashes, Leaf.HASH);
  }
}
