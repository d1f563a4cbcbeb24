package dev.actp.runtime.policy;

/** Which actions a prohibition or policy-level approval speaks of. */
public sealed interface ActionMatch {
  /** One action. */
  record Named(String action) implements ActionMatch {}

  /** {@code any action matching "glob"}. */
  record Matching(Pattern glob) implements ActionMatch {}

  /** {@code any action}. */
  enum Any implements ActionMatch {
    ANY_ACTION
  }
}
