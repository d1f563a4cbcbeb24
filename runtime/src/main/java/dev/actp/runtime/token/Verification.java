package dev.actp.runtime.token;

import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;

/** What verifying a token gives. */
public sealed interface Verification {

  /**
   * The token was signed by a key that counts now, for this tenant and this decision point. Whether
   * it is live (time, revocation, suspension) is another question, asked on every use.
   */
  record Genuine(VerifiedToken token) implements Verification {}

  /**
   * The same of a token that is bound to a key: it does not count alone, and whoever shows it has
   * to prove that the key is theirs.
   *
   * @param token with its {@linkplain VerifiedToken#holder holder}
   */
  record Bound(VerifiedToken token) implements Verification {}

  /** A token that was verified. */
  static Verification of(VerifiedToken token) {
    return token.holder() == null ? new Genuine(token) : new Bound(token);
  }

  /**
   * The token does not count.
   *
   * @param code {@link Reason.Code#TOKEN_INVALID}, or {@link Reason.Code#OVERLOADED} where the
   *     caller had too many signatures checked
   * @param detail one line for operators and auditors, never for agents
   */
  record Refused(Reason.Code code, String detail) implements Verification {}
}
