package dev.actp.runtime.explain;

import dev.actp.runtime.policy.Source;
import java.util.List;

/**
 * One part of a derivation.
 *
 * @param text the part as an author would write it, on one line
 * @param detail what made it come to that, in a few words; the value of an expression; or empty
 * @param place where it is written; {@link Source#NONE} for what is written nowhere by itself
 */
public record Branch(
    Kind kind, Verdict verdict, String text, String detail, Source place, List<Branch> parts) {
  public Branch {
    parts = List.copyOf(parts);
  }

  /** What a part is. */
  public enum Kind {
    POLICY,
    GUARDRAIL,
    DECOY,
    FORBID,
    APPROVAL,
    CAPABILITY,
    QUOTA,
    ACTION,
    RESOURCE,
    CLAUSE,
    EXPRESSION
  }

  /** What it came to. */
  public enum Verdict {
    IN_FORCE("in force", true),
    MONITORS("only monitors", true),
    APPLIES("applies", false),
    DOES_NOT_APPLY("does not apply", true),
    MATCHES("matches", true),
    DOES_NOT_MATCH("does not match", false),
    HOLDS("holds", true),
    FAILS("fails", false),
    ERRS("errs", false),
    ASKS("asks", false),
    GRANTS("grants", true),
    WAITS("waits for approval", false),
    DOES_NOT_GRANT("does not grant", false),
    DOES_NOT_COVER("does not cover this request", false),
    IS("is", true);

    private final String words;
    private final boolean fine;

    Verdict(String words, boolean fine) {
      this.words = words;
      this.fine = fine;
    }

    /** In words. */
    public String words() {
      return words;
    }

    /** Whether it stands in the way of nothing. */
    public boolean fine() {
      return fine;
    }
  }
}
