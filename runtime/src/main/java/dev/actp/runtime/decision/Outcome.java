package dev.actp.runtime.decision;

/** What a decision comes to. */
public enum Outcome {
  ALLOW,
  NEEDS_APPROVAL,
  DENY
}
