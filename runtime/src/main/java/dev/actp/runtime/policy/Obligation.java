package dev.actp.runtime.policy;

import java.util.List;

/**
 * What an enforcement point has to do with an answer before the agent sees it. Names compare
 * case-insensitively at any depth.
 */
public sealed interface Obligation {
  /** {@code reveal only [..]}. */
  record RevealOnly(List<String> names) implements Obligation {
    public RevealOnly {
      names = List.copyOf(names);
    }
  }

  /** {@code reveal all but [..]}. */
  record RevealAllBut(List<String> names) implements Obligation {
    public RevealAllBut {
      names = List.copyOf(names);
    }
  }

  /** {@code reveal at most N rows}. */
  record RevealAtMostRows(int rows) implements Obligation {}

  /** {@code reveal redacted}: what {@code sensitive} finds is blanked. */
  enum Redacted implements Obligation {
    REVEAL_REDACTED
  }
}
