package dev.actp.runtime.registry;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that was issued here.
 *
 * @param claims what it says; its last link is the token itself
 * @param issuer the person or key that had it issued, who never approves what is done with it
 * @param metadata what the issuer wants kept beside it; no policy sees it
 * @param referenceHash lower-case hex hash of its {@code act_} form, or null where it has none
 */
public record IssuedToken(
    VerifiedToken claims,
    Instant issued,
    String issuer,
    Value.Struct metadata,
    @Nullable String referenceHash) {

  /** The token's id. */
  public String jti() {
    return claims.leaf().jti();
  }

  /** Whether it has expired. */
  public boolean over(Instant now) {
    return !now.isBefore(claims.leaf().expires());
  }

  /** The same without the session's values and the metadata. */
  public IssuedToken erased() {
    VerifiedToken without =
        new VerifiedToken(claims.tenant(), claims.session(), Value.Struct.EMPTY, claims.links());
    return new IssuedToken(without, issued, issuer, Value.Struct.EMPTY, referenceHash);
  }

  /** The agent that holds it. */
  public String agent() {
    return claims.leaf().agent();
  }
}
