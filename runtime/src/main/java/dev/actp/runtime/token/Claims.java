package dev.actp.runtime.token;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a capability token, complete: a token with fewer or with others is no capability
 * token.
 *
 * @param issuer {@code iss}
 * @param audience {@code aud}, one string
 * @param tenant {@code tid}
 * @param issued {@code iat}, whole seconds as all times here
 * @param session {@code sid}: the root token's {@code jti}
 * @param values {@code session}, the session values
 * @param links {@code ancestors} and, last, the token itself: {@code sub jti nbf exp policies
 *     narrow}
 * @param holder the key in {@code cnf}; null for a bearer token
 */
record Claims(
    String issuer,
    String audience,
    String tenant,
    Instant issued,
    String session,
    Value.Struct values,
    List<LinkClaims> links,
    @Nullable String holder) {

  /** One token of the chain. */
  record LinkClaims(
      String jti,
      String agent,
      Instant notBefore,
      Instant expires,
      List<Named> policies,
      List<VerifiedToken.Narrowing> narrow) {
    VerifiedToken.Link link() {
      return new VerifiedToken.Link(
          jti, agent, notBefore, expires, policies.stream().map(Named::grant).toList(), narrow);
    }
  }

  /**
   * What a token names of a policy.
   *
   * @param id {@code id}
   * @param digest {@code digest} of the version that was current at issue
   * @param pinned {@code pin}: whether another version denies
   * @param capabilities {@code capabilities}, by name
   */
  record Named(String id, String digest, boolean pinned, List<String> capabilities) {
    VerifiedToken.Grant grant() {
      @Nullable String pin = pinned ? digest : null;
      return new VerifiedToken.Grant(id, pin, java.util.Set.copyOf(capabilities));
    }
  }

  VerifiedToken token() {
    return new VerifiedToken(
        tenant,
        session,
        values,
        links.stream().map(LinkClaims::link).toList(),
        holder == null ? null : new VerifiedToken.Holder(holder, 0));
  }
}
