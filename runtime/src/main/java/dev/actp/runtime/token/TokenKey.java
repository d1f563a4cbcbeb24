package dev.actp.runtime.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key with everything that is registered for its id: the one algorithm, the one purpose, and its
 * state. A key that does not sign any more has no private part any more. Immutable and thread-safe.
 * Its text forms never show private material except {@link #storedJwk}.
 */
public final class TokenKey {
  private final JWK jwk;
  private final JWK publicJwk;
  private final Algorithm algorithm;
  private final Purpose purpose;
  private final KeyState state;
  private final Instant since;
  private final JWSVerifier verifier;
  private final @Nullable JWSSigner signer;

  TokenKey(
      JWK jwk,
      Algorithm algorithm,
      Purpose purpose,
      KeyState state,
      Instant since,
      JWSVerifier verifier,
      @Nullable JWSSigner signer) {
    this.jwk = jwk;
    this.publicJwk = jwk.toPublicJWK();
    this.algorithm = algorithm;
    this.purpose = purpose;
    this.state = state;
    this.since = since;
    this.verifier = verifier;
    this.signer = signer;
  }

  /** A new Ed25519 key; its id is its RFC 7638 thumbprint. */
  public static TokenKey generate(Purpose purpose, KeyState state, Instant since) {
    try {
      JWK jwk =
          new OctetKeyPairGenerator(Curve.Ed25519)
              .keyIDFromThumbprint(true)
              .algorithm(Algorithm.EDDSA.jws())
              .generate();
      return switch (JwkReader.read(jwk, purpose, state, since)) {
        case KeyReading.Usable usable -> usable.key();
        case KeyReading.Unusable unusable -> throw new IllegalStateException(unusable.why());
      };
    } catch (JOSEException e) {
      throw new IllegalStateException("no Ed25519 key could be made", e);
    }
  }

  /** The key in a JSON Web Key (RFC 7517), from a trusted place. */
  public static KeyReading parse(String json, Purpose purpose, KeyState state, Instant since) {
    return JwkReader.read(json, purpose, state, since);
  }

  /** Its id, unique among a tenant's keys. */
  public String id() {
    return jwk.getKeyID();
  }

  /** The only algorithm that its signatures are accepted with. */
  public Algorithm algorithm() {
    return algorithm;
  }

  /** The only type of token that it signs. */
  public Purpose purpose() {
    return purpose;
  }

  /** Where it is in its life. */
  public KeyState state() {
    return state;
  }

  /** When it came there; {@link Instant#EPOCH} where nobody wrote it down. */
  public Instant since() {
    return since;
  }

  /** Whether it holds a private part. */
  public boolean signs() {
    return signer != null;
  }

  /** The same key in another state; the caller makes sure that it may become it. */
  public TokenKey withState(KeyState next, Instant at) {
    boolean keeps = next.compareTo(KeyState.ACTIVE) <= 0;
    return keeps
        ? new TokenKey(jwk, algorithm, purpose, next, at, verifier, signer)
        : new TokenKey(publicJwk, algorithm, purpose, next, at, verifier, null);
  }

  /** Whether both are the same key material, whatever their state. */
  public boolean sameMaterial(TokenKey other) {
    return publicJwk.equals(other.publicJwk);
  }

  /** The JSON Web Key with the private part that it has: for storing, never for showing. */
  public String storedJwk() {
    return jwk.toJSONString();
  }

  JWK publicJwk() {
    return publicJwk;
  }

  /** A token of this key's purpose with the claims given as JSON text. */
  String sign(String claims) {
    if (signer == null || state != KeyState.ACTIVE || purpose == Purpose.LEDGER) {
      throw new IllegalStateException("key " + id() + " does not sign");
    }
    try {
      JWSObject token = new JWSObject(header(), new Payload(claims));
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("key " + id() + " could not sign", e);
    }
  }

  /** The public key's 32 bytes; nothing for a key that is not Ed25519. */
  public Optional<byte[]> publicBytes() {
    return jwk instanceof OctetKeyPair pair ? Optional.of(pair.getDecodedX()) : Optional.empty();
  }

  /** An Ed25519 signature (RFC 8032) over a text that is no token, by a key for the ledger. */
  public byte[] signNote(String text) {
    if (signer == null || state != KeyState.ACTIVE || purpose != Purpose.LEDGER) {
      throw new IllegalStateException("key " + id() + " does not sign notes");
    }
    try {
      JWSHeader bare = new JWSHeader(algorithm.jws());
      return signer.sign(bare, text.getBytes(StandardCharsets.UTF_8)).decode();
    } catch (JOSEException e) {
      throw new IllegalStateException("key " + id() + " could not sign", e);
    }
  }

  /** Whether the key made the signature; says nothing about its state. */
  boolean verifies(byte[] signingInput, String signature) {
    try {
      return verifier.verify(header(), signingInput, new Base64URL(signature));
    } catch (JOSEException e) {
      return false;
    }
  }

  /**
   * What a token of this key has for a header: made from what is registered, never from the token.
   */
  private JWSHeader header() {
    return new JWSHeader.Builder(algorithm.jws())
        .type(new JOSEObjectType(purpose.type()))
        .keyID(id())
        .build();
  }

  @Override
  public String toString() {
    return id() + " (" + algorithm.jwsName() + ", " + state + ")";
  }
}
