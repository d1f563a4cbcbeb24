package dev.actp.runtime.ledger;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What writer and verifier share about records: the hash of one, where the chain begins, and how
 * two hashes of the tree make the one above them.
 */
public final class Leaf {
  /** The version of the encoding, the member {@code v} of every record. */
  public static final int VERSION = 2;

  /** The oldest version that is still read: its decisions cannot be made again. */
  public static final int OLDEST = 1;

  /** What the first record names as the hash before it: 64 zeros. */
  public static final String NONE = "0".repeat(64);

  /** The bytes of a hash. */
  public static final int HASH = 32;

  private Leaf() {}

  /** A digest for {@link #hash}; for one thread. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Lower-case hex of SHA-256 over 0x00 and the record (RFC 9162 2.1.1). */
  public static String hash(MessageDigest digest, byte[] bytes, int from, int length) {
    digest.update((byte) 0);
    digest.update(bytes, from, length);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** SHA-256 over 0x00 and the record (RFC 9162 2.1.1), put at a place of an array. */
  public static void hash(
      MessageDigest digest, byte[] bytes, int from, int length, byte[] into, int at) {
    digest.update((byte) 0);
    digest.update(bytes, from, length);
    finish(digest, into, at);
  }

  /**
   * SHA-256 over 0x01 and two hashes that lie one behind the other (RFC 9162 2.1.1), put at a place
   * of an array, which may be theirs.
   */
  public static void node(MessageDigest digest, byte[] pair, int from, byte[] into, int at) {
    digest.update((byte) 1);
    digest.update(pair, from, 2 * HASH);
    finish(digest, into, at);
  }

  /** The hash of a tree without a leaf: that of no bytes at all (RFC 9162 2.1.1). */
  public static byte[] emptyTree(MessageDigest digest) {
    return digest.digest();
  }

  private static void finish(MessageDigest digest, byte[] into, int at) {
    try {
      digest.digest(into, at, HASH);
    } catch (DigestException e) {
      throw new IllegalArgumentException("a hash has 32 bytes", e);
    }
  }
}
