package dev.actp.runtime.ledger;

/**
 * The hashes that a tree is kept as: those of its leaves, of every 256 leaves, of every 65,536, and
 * so on, each level in runs of 256, as in C2SP tlog-tiles with tiles of height 8.
 */
public interface Tiles {
  /** The hashes of a full tile. */
  int WIDTH = 256;

  /** The levels of a tree's height that one level of tiles stands for. */
  int HEIGHT = 8;

  /**
   * Hashes of complete subtrees, one behind the other. All of them lie in one tile.
   *
   * @param level each covers 256 to the power of this many leaves
   * @param first the number of the first subtree of that size, from 0
   * @param count how many, 1 to 256
   */
  byte[] hashes(int level, long first, int count);
}
