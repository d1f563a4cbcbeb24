package dev.actp.compiler.diff;

/** Which way a change goes, seen from the agent. */
public enum Direction {
  /** More is permitted, or with less asked and more shown. */
  WIDENED,
  /** Less is permitted, or with more asked and less shown. */
  NARROWED,
  /** Something else comes out, neither more nor less. */
  ALTERED;

  /** As a word of a report. */
  public String word() {
    return switch (this) {
      case WIDENED -> "widened";
      case NARROWED -> "narrowed";
      case ALTERED -> "changed";
    };
  }

  /** The other way. */
  Direction reversed() {
    return switch (this) {
      case WIDENED -> NARROWED;
      case NARROWED -> WIDENED;
      case ALTERED -> ALTERED;
    };
  }
}
