package dev.actp.dsl.syntax;

/** Why a test expects a denial; it holds if any failing clause of any candidate fits. */
public sealed interface Cause extends Node {

  /** {@code because "message or clause text"}. */
  record Because(Text message, Span span) implements Cause {}

  /** {@code by limit}. */
  record By(Kind kind, Span span) implements Cause {}

  /** The kinds of refusal. */
  enum Kind {
    LIMIT("limit"),
    WINDOW("window"),
    FORBID("forbid"),
    REQUIRE("require"),
    APPROVAL("approval"),
    HISTORY("history"),
    BREAKER("breaker"),
    SUSPENDED("suspended"),
    DECOY("decoy"),
    REVOCATION("revocation"),
    OBLIGATION("obligation"),
    MALFORMED("malformed"),
    ERROR("error"),
    DEFAULT("default");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
