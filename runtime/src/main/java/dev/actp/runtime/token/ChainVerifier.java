package dev.actp.runtime.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import java.util.Optional;

/**
 * Verifies tokens in their compact form, and chains of what holders handed on offline: each link is
 * signed by the key that the one before is bound to, up to the token that the tenant's key signed.
 * Nobody is asked. Whether a link is allowed to be what it says is decided on every use, under the
 * policies of then. Thread-safe.
 */
public final class ChainVerifier {
  private final TokenVerifier tokens;
  private final MissBudget budget;
  private final Cache<Known, VerifiedToken> verified;

  /**
   * @param cacheEntries how many verified chains are remembered at most
   */
  public ChainVerifier(TokenVerifier tokens, MissBudget budget, int cacheEntries) {
    this.tokens = tokens;
    this.budget = budget;
    this.verified = Caffeine.newBuilder().maximumSize(cacheEntries).build();
  }

  /** These bytes of this tenant. */
  private record Known(String tenant, CompactForm.Digest digest) {}

  /**
   * Verifies a token or a chain.
   *
   * @param caller whose budget of signature checks is used
   */
  public Verification verify(String tenant, String caller, String text) {
    if (!ChainText.isChain(text)) {
      return tokens.verify(tenant, caller, text);
    }
    if (text.length() > CompactForm.MAX_LENGTH) {
      return refused("a chain has at most 8 KiB");
    }
    Known known = new Known(tenant, CompactForm.digest(text));
    VerifiedToken before = verified.getIfPresent(known);
    if (before == null) {
      ChainText.Reading reading = ChainText.read(text);
      ChainText chain = reading.chain();
      return chain == null ? refused(reading.why()) : verify(tenant, caller, chain, known);
    }
    return switch (tokens.verify(tenant, caller, ChainText.root(text))) {
      case Verification.Refused refused -> refused;
      case Verification.Genuine genuine -> refused("the token at the root is bound to no key");
      case Verification.Bound bound -> Verification.of(before);
    };
  }

  /** The tenant that a token would have to be of, judged by the unverified id of its key. */
  public Optional<String> tenantOf(String text) {
    return tokens.tenantOf(ChainText.root(text));
  }

  private Verification verify(String tenant, String caller, ChainText chain, Known known) {
    return switch (tokens.verify(tenant, caller, chain.root().text())) {
      case Verification.Refused refused -> refused;
      case Verification.Genuine genuine -> refused("the token at the root is bound to no key");
      case Verification.Bound(VerifiedToken root) -> {
        VerifiedToken.Holder holder = root.holder();
        String key = holder == null ? "" : holder.key();
        for (OfflineLink link : chain.links()) {
          if (!budget.take(caller)) {
            yield new Verification.Refused(
                Reason.Code.OVERLOADED, "too many signatures to check for this caller");
          }
          if (!HolderKey.verifies(key, OfflineLink.TYPE, link.form())) {
            yield refused("a link is not signed by the key that the one before is bound to");
          }
          key = link.holder();
        }
        VerifiedToken token = TokenText.below(root, chain.links());
        verified.put(known, token);
        yield Verification.of(token);
      }
    };
  }

  private static Verification refused(String detail) {
    return new Verification.Refused(Reason.Code.TOKEN_INVALID, detail);
  }
}
