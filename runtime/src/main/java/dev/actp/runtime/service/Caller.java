package dev.actp.runtime.service;

/**
 * Whose request it is, and so what its facts are worth.
 *
 * @param id the API key's id; for {@link Kind#TOKEN} the token's {@code jti}
 */
public record Caller(String id, Kind kind) {

  /** How the caller stands to what it says. */
  public enum Kind {
    /** A gateway or another enforcement point: its facts are observed. */
    ENFORCEMENT_POINT,
    /** An enforcer key: its facts are asserted. */
    KEY,
    /** The agent itself, with nothing but its token: its facts are claimed. */
    TOKEN
  }
}
