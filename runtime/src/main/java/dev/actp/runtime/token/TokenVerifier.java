package dev.actp.runtime.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.value.Value;
import java.util.Optional;

/**
 * Verifies capability tokens. The algorithm, the purpose and the names that count are the ones
 * registered for the tenant and the key; the token's own header is only ever compared with them
 * (RFC 8725 3.1, 3.10). What is remembered of a token is that a key signed these very bytes, and
 * the claims in them; whether the key still counts is looked up every time. Thread-safe.
 */
public final class TokenVerifier {
  private static final String NO_FORM =
      "it is not three segments of canonical base64url of at most 8 KiB";

  private final KeyRings rings;
  private final MissBudget budget;
  private final Cache<Known, Remembered> verified;

  /**
   * @param cacheEntries how many verified tokens are remembered at most; each takes a few kilobytes
   */
  public TokenVerifier(KeyRings rings, MissBudget budget, int cacheEntries) {
    this.rings = rings;
    this.budget = budget;
    this.verified = Caffeine.newBuilder().maximumSize(cacheEntries).build();
  }

  /** These bytes of this tenant. */
  private record Known(String tenant, CompactForm.Digest digest) {}

  /** A key signed them, and this is what they say. */
  private record Remembered(TokenKey key, VerifiedToken token) {}

  /**
   * Verifies a token in its compact form.
   *
   * @param caller whose budget of signature checks is used
   */
  public Verification verify(String tenant, String caller, String text) {
    Optional<KeyRing> ring = rings.of(tenant);
    if (ring.isEmpty() || text.length() > CompactForm.MAX_LENGTH) {
      return refused(NO_FORM);
    }
    // Only canonical forms are ever remembered: a text that is remembered is one.
    Known known = new Known(tenant, CompactForm.digest(text));
    Remembered remembered = verified.getIfPresent(known);
    if (remembered != null) {
      return stillCounts(ring.get(), remembered.key())
          ? Verification.of(remembered.token())
          : refused("its key counts no more");
    }
    Optional<CompactForm> form = CompactForm.of(text);
    return form.isPresent() ? verifyAnew(ring.get(), caller, form.get(), known) : refused(NO_FORM);
  }

  /**
   * The tenant that a token would have to be of, judged by its unverified key id; only good for
   * choosing whose keys to verify it with.
   */
  public Optional<String> tenantOf(String text) {
    return CompactForm.of(text)
        .flatMap(form -> TokenJson.object(form.header()))
        .map(header -> Members.of(header).needText("kid"))
        .flatMap(rings::tenantOf);
  }

  private Verification verifyAnew(KeyRing ring, String caller, CompactForm form, Known known) {
    Optional<Value.Struct> header = TokenJson.object(form.header());
    if (header.isEmpty()) {
      return refused("its header is no strict JSON object");
    }
    Members members = Members.of(header.get());
    String kid = members.needText("kid");
    String alg = members.needText("alg");
    String typ = members.needText("typ");
    members.refuseOthers();
    if (!members.misfits().isEmpty()) {
      return refused("its header has to hold `alg`, `kid` and `typ`, and nothing else");
    }
    TokenKey key = ring.find(kid, Purpose.CAPABILITY).orElse(null);
    if (key == null || !key.state().verifies()) {
      return refused("its key is unknown or counts no more");
    }
    if (!alg.equals(key.algorithm().jwsName()) || !typ.equals(key.purpose().type())) {
      return refused("its `alg` or `typ` is not the one registered for its key");
    }
    if (!budget.take(caller)) {
      return new Verification.Refused(
          Reason.Code.OVERLOADED, "too many signatures to check for this caller");
    }
    if (!key.verifies(form.signingInput(), form.signature())) {
      return refused("its signature is wrong");
    }
    return claims(ring, key, form, known);
  }

  private Verification claims(KeyRing ring, TokenKey key, CompactForm form, Known known) {
    Optional<Value.Struct> body = TokenJson.object(form.claims());
    if (body.isEmpty()) {
      return refused("its claims are no strict JSON object");
    }
    Members members = Members.of(body.get());
    Claims claims = ClaimsReader.read(members);
    Optional<Members.Misfit> misfit = members.first();
    if (misfit.isPresent()) {
      return refused("its claim " + misfit.get().pointer() + ": " + misfit.get().why());
    }
    if (!claims.issuer().equals(ring.issuer())) {
      return refused("it is of another issuer");
    }
    if (!claims.audience().equals(ring.audience())) {
      return refused("it is for another audience");
    }
    if (!claims.tenant().equals(ring.tenant())) {
      return refused("it is of another tenant");
    }
    VerifiedToken token = claims.token();
    verified.put(known, new Remembered(key, token));
    return Verification.of(token);
  }

  private static boolean stillCounts(KeyRing ring, TokenKey signer) {
    return ring.find(signer.id(), signer.purpose())
        .filter(now -> now.state().verifies() && now.sameMaterial(signer))
        .isPresent();
  }

  private static Verification refused(String detail) {
    return new Verification.Refused(Reason.Code.TOKEN_INVALID, detail);
  }
}
