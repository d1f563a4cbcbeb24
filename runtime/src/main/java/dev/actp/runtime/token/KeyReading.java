package dev.actp.runtime.token;

/** What reading a configured key gives. */
public sealed interface KeyReading {

  /** A key that can be used. */
  record Usable(TokenKey key) implements KeyReading {}

  /**
   * A key that cannot.
   *
   * @param why one line for the operator; never holds key material
   */
  record Unusable(String why) implements KeyReading {}
}
