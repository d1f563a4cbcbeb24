package dev.actp.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.token.ChainVerifier;
import dev.actp.runtime.token.OpaqueSecret;
import dev.actp.runtime.token.Verification;
import java.time.Duration;
import java.util.Optional;

/**
 * Turns what a caller presents, a signed token or a reference to one, into claims. Of what a
 * reference stands for nothing changes but the end, and that only gets later, so that it is
 * remembered; whether it is live is decided on every use. Thread-safe.
 */
final class TokenResolver {
  private static final int REFERENCES_MAX = 100_000;

  /** A token that was renewed elsewhere is seen to end later after so long. */
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final ChainVerifier verifier;
  private final Queries queries;
  private final Cache<String, VerifiedToken> references =
      Caffeine.newBuilder().maximumSize(REFERENCES_MAX).expireAfterWrite(REMEMBERED).build();

  TokenResolver(ChainVerifier verifier, Queries queries) {
    this.verifier = verifier;
    this.queries = queries;
  }

  /** Whether the token is answered for from memory, and may be on an event loop. */
  boolean remembers(String token) {
    return !OpaqueSecret.TOKEN_REFERENCE.isWellFormed(token)
        || references.getIfPresent(OpaqueSecret.hash(token)) != null;
  }

  /** The claims of a token of a tenant. May read the disk. */
  Verification resolve(String tenant, String caller, String token) {
    if (!isReference(token)) {
      return verifier.verify(tenant, caller, token);
    }
    return referred(token)
        .filter(claims -> claims.tenant().equals(tenant))
        .map(Verification::of)
        .orElseGet(() -> new Verification.Refused(Reason.Code.TOKEN_INVALID, "no such reference"));
  }

  /** The token that a hash of a reference stands for has changed. */
  void forget(String referenceHash) {
    references.invalidate(referenceHash);
  }

  /** The tenant whose token this would have to be. May read the disk. */
  Optional<String> tenantOf(String token) {
    return isReference(token)
        ? referred(token).map(VerifiedToken::tenant)
        : verifier.tenantOf(token);
  }

  private static boolean isReference(String token) {
    return token.startsWith(OpaqueSecret.TOKEN_REFERENCE.prefix());
  }

  private Optional<VerifiedToken> referred(String token) {
    if (!OpaqueSecret.TOKEN_REFERENCE.isWellFormed(token)) {
      return Optional.empty();
    }
    String hash = OpaqueSecret.hash(token);
    VerifiedToken known = references.getIfPresent(hash);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<VerifiedToken> found = queries.tokenReferred(hash).map(IssuedToken::claims);
    found.ifPresent(claims -> references.put(hash, claims));
    return found;
  }
}
