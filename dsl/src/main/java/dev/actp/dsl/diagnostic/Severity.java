package dev.actp.dsl.diagnostic;

/** How bad it is. */
public enum Severity {
  /** The source has no meaning; nothing is compiled. */
  ERROR,
  /** The source has a meaning, perhaps not the one intended. */
  WARNING;

  /** The word that is shown. */
  public String word() {
    return this == ERROR ? "error" : "warning";
  }
}
