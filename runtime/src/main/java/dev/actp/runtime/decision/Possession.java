package dev.actp.runtime.decision;

import java.time.Instant;

/** What was shown of the key that a token is bound to. */
public sealed interface Possession {

  /** A token alone. */
  enum None implements Possession {
    NONE
  }

  /**
   * A proof by the token's key over this request. Whether it is fresh, and was not used before, is
   * part of the decision.
   *
   * @param id what tells it from every other proof by any key
   * @param issued when it was made, by the holder's clock
   */
  record Proven(String id, Instant issued) implements Possession {}

  /**
   * Something that proves nothing.
   *
   * @param why one line for operators and auditors
   */
  record Unproven(String why) implements Possession {}
}
