package dev.actp.runtime.ledger;

import java.time.Instant;
import java.util.HexFormat;

/**
 * A record in its place.
 *
 * @param leaf the record
 * @param hash that of RFC 9162 2.1.1: SHA-256 of 0x00 and the record
 * @param beside what is kept beside the ledger: a JSON object with the sealed values and their
 *     salts, and the words that are for people only
 */
@SuppressWarnings("ArrayRecordComponent") // bytes to be written, never compared
public record Sealed(long index, Instant at, byte[] leaf, byte[] hash, byte[] beside) {

  /** Its hash, lower-case hex. */
  public String leafHash() {
    return HexFormat.of().formatHex(hash);
  }

  /** What a caller is given of it. */
  public Receipt receipt() {
    return new Receipt(index, leafHash());
  }
}
