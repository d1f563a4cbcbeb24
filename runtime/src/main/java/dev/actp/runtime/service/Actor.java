package dev.actp.runtime.service;

/** Who performs an administrative act; goes into its record. */
public record Actor(Kind kind, String id) {

  /** What kind of somebody. */
  public enum Kind {
    KEY,
    PERSON,
    /** Whoever holds a capability token, by its id. */
    TOKEN,
    /** Whoever runs the server: start-up, command line. */
    OPERATOR
  }
}
