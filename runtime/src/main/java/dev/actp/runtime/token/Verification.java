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
   * The token does not count.
   *
   * @param code {@link Reason.Code#TOKEN_INVALID}, or {@link Reason.Code#OVERLOADED} where the
   *     caller had too many signatures checked
   * @param detail one line for operators and auditors, never for agents
   */
  record Refused(Reason.Code code, String detail) implements Verification {}
}
