package dev.actp.compiler.suggest;

import java.util.Locale;

/**
 * One thing that could be narrower.
 *
 * @param path the file
 * @param line where it is written, from 1
 * @param capability the capability that it is part of, or empty for a part of the policy itself
 * @param before as it is written
 * @param after as it could be written; empty where it could be gone
 * @param why what was observed, in a few words
 */
public record Proposal(
    String path,
    int line,
    String policy,
    String capability,
    Kind kind,
    String before,
    String after,
    String why,
    Proof proof) {

  /** What is narrowed. */
  public enum Kind {
    CAPABILITY,
    ACTION,
    RESOURCE,
    CEILING,
    VALUES,
    LIMIT,
    HOURS,
    DELEGATION,
    LIFETIME;

    /** As a word of a report. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A proposal that is not made.
   *
   * @param reason why not
   */
  public record Held(Proposal proposal, String reason) {}
}
