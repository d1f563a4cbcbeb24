package dev.actp.runtime.service;

import dev.actp.runtime.decision.Possession;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import org.jspecify.annotations.Nullable;

/**
 * A request to be decided. Its tenant is the request's; a token of another tenant is denied.
 *
 * @param token signed by a key of the tenant; whether it is live is part of the decision
 * @param requestId the caller's name for it, at most 128 characters, or null: the same name, caller
 *     and canonical request within two minutes get the same record
 * @param claimedIp the address that a caller who is no enforcement point says it saw; recorded as
 *     claimed, and nothing else
 * @param dryRun decide, and record as such, but consume and open nothing
 * @param possession what was shown of the key that the token is bound to
 */
public record Enforcement(
    Request request,
    VerifiedToken token,
    Caller caller,
    @Nullable String requestId,
    @Nullable String claimedIp,
    boolean dryRun,
    Possession possession) {

  /** A request with a token alone. */
  public Enforcement(
      Request request,
      VerifiedToken token,
      Caller caller,
      @Nullable String requestId,
      @Nullable String claimedIp,
      boolean dryRun) {
    this(request, token, caller, requestId, claimedIp, dryRun, Possession.None.NONE);
  }
}
