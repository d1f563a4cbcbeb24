package dev.actp.runtime.ledger;

import java.time.Instant;

/**
 * A record in its place.
 *
 * @param leaf the record
 * @param leafHash its hash, lower-case hex
 * @param beside what is kept beside the ledger: a JSON object with the sealed values and their
 *     salts, and the words that are for people only
 */
@SuppressWarnings("ArrayRecordComponent") // bytes to be written, never compared
public record Sealed(long index, Instant at, byte[] leaf, String leafHash, byte[] beside) {

  /** What a caller is given of it. */
  public Receipt receipt() {
    return new Receipt(index, leafHash);
  }
}
