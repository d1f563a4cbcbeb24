package dev.actp.runtime.ledger.verify;

import dev.actp.runtime.ledger.Leaf;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The head of a tree that leaves are added to (RFC 9162 2.1): of each complete subtree at its right
 * edge the hash, 64 at most.
 */
final class Frontier {
  private static final int PAIR = 2 * Leaf.HASH;

  private final MessageDigest digest;

  /** At each height a place for two: the left one waits there for the right one. */
  private final byte[] waiting = new byte[Long.SIZE * PAIR];

  private long size;

  Frontier(MessageDigest digest) {
    this.digest = digest;
  }

  /** Adds a leaf's hash, which is used up. */
  void add(byte[] hash) {
    int at = 0;
    for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
      System.arraycopy(hash, 0, waiting, at + Leaf.HASH, Leaf.HASH);
      Leaf.node(digest, waiting, at, hash, 0);
      at += PAIR;
    }
    System.arraycopy(hash, 0, waiting, at, Leaf.HASH);
    size++;
  }

  byte[] root() {
    if (size == 0) {
      return Leaf.emptyTree(digest);
    }
    int lowest = Long.numberOfTrailingZeros(size);
    byte[] pair = new byte[PAIR];
    System.arraycopy(waiting, lowest * PAIR, pair, Leaf.HASH, Leaf.HASH);
    for (int height = lowest + 1; size >>> height != 0; height++) {
      if ((size >>> height & 1) == 1) {
        System.arraycopy(waiting, height * PAIR, pair, 0, Leaf.HASH);
        Leaf.node(digest, pair, 0, pair, Leaf.HASH);
      }
    }
    return Arrays.copyOfRange(pair, Leaf.HASH, PAIR);
  }
}
