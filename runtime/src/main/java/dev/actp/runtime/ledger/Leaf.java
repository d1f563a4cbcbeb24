package dev.actp.runtime.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What writer and verifier share about records: the hash of one, and where the chain begins. */
public final class Leaf {
  /** The version of the encoding, the member {@code v} of every record. */
  public static final int VERSION = 2;

  /** The oldest version that is still read: its decisions cannot be made again. */
  public static final int OLDEST = 1;

  /** What the first record names as the hash before it: 64 zeros. */
  public static final String NONE = "0".repeat(64);

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
}
