package dev.actp.runtime.token;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.token.Claims.LinkClaims;
import dev.actp.runtime.token.Claims.Named;
import dev.actp.runtime.value.Value;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Issues tokens, root tokens and children: signed by the tenant's active key, each with an id of
 * 128 random bits. Thread-safe.
 */
public final class TokenIssuer {
  /** The longest that a token can live. */
  public static final Duration LONGEST_LIFE = Duration.ofDays(366);

  private static final int ID_BYTES = 16;

  private final KeyRings rings;
  private final SecureRandom random;

  public TokenIssuer(KeyRings rings, SecureRandom random) {
    this.rings = rings;
    this.random = random;
  }

  /**
   * What a token is to say. Times are cut to whole seconds.
   *
   * @param agent the id of the agent that it is for
   * @param expires after {@code issued}
   * @param session the session values
   * @param narrowings what it narrows of what it grants, within the bounds
   * @param holder the public key that it is bound to, as {@link Confirmation#read} gives it; null
   *     for a bearer token
   */
  public record Order(
      String tenant,
      String agent,
      Instant issued,
      Instant expires,
      Value.Struct session,
      List<Grant> grants,
      List<VerifiedToken.Narrowing> narrowings,
      @Nullable String holder) {
    public Order {
      grants = List.copyOf(grants);
      narrowings = List.copyOf(narrowings);
    }

    /** A token of whoever bears it. */
    public Order(
        String tenant,
        String agent,
        Instant issued,
        Instant expires,
        Value.Struct session,
        List<Grant> grants,
        List<VerifiedToken.Narrowing> narrowings) {
      this(tenant, agent, issued, expires, session, grants, narrowings, null);
    }

    /** A token of whoever bears it, that narrows nothing of what it grants. */
    public Order(
        String tenant,
        String agent,
        Instant issued,
        Instant expires,
        Value.Struct session,
        List<Grant> grants) {
      this(tenant, agent, issued, expires, session, grants, List.of());
    }
  }

  /**
   * What it grants of a policy.
   *
   * @param digest the digest of the policy's current version
   * @param pinned whether any other version denies
   */
  public record Grant(String policy, String digest, boolean pinned, List<String> capabilities) {
    public Grant {
      capabilities = List.copyOf(capabilities);
    }
  }

  /**
   * A token.
   *
   * @param text its compact form: a secret
   */
  public record Issued(String text, VerifiedToken claims) {}

  /** The token, or nothing where the tenant has no active key or the token would be over 8 KiB. */
  public Optional<Issued> issue(Order order) {
    return rings
        .of(order.tenant())
        .flatMap(ring -> ring.signing(Purpose.CAPABILITY).map(key -> sign(ring, key, order)))
        .filter(issued -> issued.text().length() <= CompactForm.MAX_LENGTH);
  }

  /**
   * The same token with another end: the same id, session, chain and grants, signed anew.
   *
   * @param expires cut to whole seconds
   * @param digests of the versions in force, by policy, where a grant is not pinned to one
   */
  public record Renewal(
      VerifiedToken token, Instant issued, Instant expires, Map<String, String> digests) {}

  /** The token, or nothing where {@link #issue} would give nothing. */
  public Optional<Issued> renew(Renewal renewal) {
    return rings
        .of(renewal.token().tenant())
        .flatMap(ring -> ring.signing(Purpose.CAPABILITY).map(key -> sign(ring, key, renewal)))
        .filter(issued -> issued.text().length() <= CompactForm.MAX_LENGTH);
  }

  private static Issued sign(KeyRing ring, TokenKey key, Renewal renewal) {
    VerifiedToken token = renewal.token();
    List<LinkClaims> links = links(token, renewal.digests());
    LinkClaims leaf = links.removeLast();
    links.add(
        new LinkClaims(
            leaf.jti(),
            leaf.agent(),
            leaf.notBefore(),
            renewal.expires().truncatedTo(ChronoUnit.SECONDS),
            leaf.policies(),
            leaf.narrow()));
    VerifiedToken.Holder holder = token.holder();
    return sign(ring, key, token, renewal.issued(), links, holder == null ? null : holder.key());
  }

  /**
   * A token that another is handed on as: the same chain, session and values, with a link more.
   * Whether it may be is not looked at here.
   *
   * @param leaf what the last link is to say; its tenant and session values are the parent's
   * @param digests of the versions in force, by policy, where a grant is not pinned to one
   */
  public record Delegation(VerifiedToken parent, Order leaf, Map<String, String> digests) {}

  /** The token, or nothing where {@link #issue} would give nothing. */
  public Optional<Issued> delegate(Delegation delegation) {
    return rings
        .of(delegation.parent().tenant())
        .flatMap(ring -> ring.signing(Purpose.CAPABILITY).map(key -> sign(ring, key, delegation)))
        .filter(issued -> issued.text().length() <= CompactForm.MAX_LENGTH);
  }

  private Issued sign(KeyRing ring, TokenKey key, Delegation delegation) {
    VerifiedToken parent = delegation.parent();
    List<LinkClaims> links = links(parent, delegation.digests());
    links.add(link(newId(), delegation.leaf()));
    Order leaf = delegation.leaf();
    return sign(ring, key, parent, leaf.issued(), links, leaf.holder());
  }

  private static List<LinkClaims> links(VerifiedToken token, Map<String, String> digests) {
    List<LinkClaims> links = new ArrayList<>();
    for (VerifiedToken.Link link : token.links()) {
      links.add(
          new LinkClaims(
              link.jti(),
              link.agent(),
              link.notBefore(),
              link.expires(),
              link.grants().stream().map(grant -> named(grant, digests)).toList(),
              link.narrowings()));
    }
    return links;
  }

  private static Issued sign(
      KeyRing ring,
      TokenKey key,
      VerifiedToken of,
      Instant issued,
      List<LinkClaims> links,
      @Nullable String holder) {
    Claims claims =
        new Claims(
            ring.issuer(),
            ring.audience(),
            ring.tenant(),
            issued.truncatedTo(ChronoUnit.SECONDS),
            of.session(),
            of.values(),
            links,
            holder);
    return new Issued(key.sign(ClaimsWriter.write(claims)), claims.token());
  }

  private static Named named(VerifiedToken.Grant grant, Map<String, String> digests) {
    String pin = grant.pinned();
    String digest = pin == null ? digests.getOrDefault(grant.policy(), "") : pin;
    List<String> capabilities = grant.capabilities().stream().sorted().toList();
    return new Named(grant.policy(), digest, pin != null, capabilities);
  }

  private Issued sign(KeyRing ring, TokenKey key, Order order) {
    Instant issued = order.issued().truncatedTo(ChronoUnit.SECONDS);
    String jti = newId();
    Claims claims =
        new Claims(
            ring.issuer(),
            ring.audience(),
            ring.tenant(),
            issued,
            jti,
            order.session(),
            List.of(link(jti, order)),
            order.holder());
    return new Issued(key.sign(ClaimsWriter.write(claims)), claims.token());
  }

  private static LinkClaims link(String jti, Order order) {
    return new LinkClaims(
        jti,
        order.agent(),
        order.issued().truncatedTo(ChronoUnit.SECONDS),
        order.expires().truncatedTo(ChronoUnit.SECONDS),
        order.grants().stream()
            .map(g -> new Named(g.policy(), g.digest(), g.pinned(), g.capabilities()))
            .toList(),
        order.narrowings());
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return "tok_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
