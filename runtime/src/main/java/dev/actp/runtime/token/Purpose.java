package dev.actp.runtime.token;

/**
 * What a key signs. A signature made for one purpose never counts for another (RFC 8725 3.11,
 * 3.12).
 */
public enum Purpose {
  /** Capability tokens. */
  CAPABILITY("actp-cap+jwt"),
  /** Single-use passports of allowed actions. */
  PASSPORT("actp-pass+jwt"),
  /** Checkpoints of the ledger: notes, which have no header, and never tokens. */
  LEDGER("");

  private final String type;

  Purpose(String type) {
    this.type = type;
  }

  /** The {@code typ} header value, exact; empty where what is signed is no token. */
  public String type() {
    return type;
  }
}
