package dev.actp.runtime.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.actp.runtime.json.Members;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Optional;

/**
 * The Ed25519 key of somebody who holds a token: bound to it by {@code cnf}, it signs what is
 * handed on offline and the proofs that go with requests. Its public part is known by its {@code x}
 * (RFC 8037 2), which has one spelling. Immutable and thread-safe.
 */
public final class HolderKey {
  private final OctetKeyPair pair;

  private HolderKey(OctetKeyPair pair) {
    this.pair = pair;
  }

  /** A new key. */
  public static HolderKey generate() {
    try {
      return new HolderKey(new OctetKeyPairGenerator(Curve.Ed25519).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("no Ed25519 key could be made", e);
    }
  }

  /** The key in a JSON Web Key with its private part; nothing for any other text. */
  public static Optional<HolderKey> parse(String json) {
    try {
      return JWK.parse(json) instanceof OctetKeyPair pair
              && Curve.Ed25519.equals(pair.getCurve())
              && pair.isPrivate()
              && fits(pair)
          ? Optional.of(new HolderKey(pair))
          : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean fits(OctetKeyPair pair) throws JOSEException {
    JWSHeader header = new JWSHeader(Algorithm.EDDSA.jws());
    byte[] probe = {1, 2, 3};
    Base64URL signature = new Ed25519Signer(pair).sign(header, probe);
    return new Ed25519Verifier(pair.toPublicJWK()).verify(header, probe, signature);
  }

  /** Reads a key from a file of its owner's; nothing where it holds none. */
  public static Optional<HolderKey> load(Path file) throws IOException {
    return OwnerOnly.objection(file).isPresent() ? Optional.empty() : parse(Files.readString(file));
  }

  /** Writes the key, private part included, into a file that only its owner can read. */
  public void save(Path file) throws IOException {
    OwnerOnly.write(file, (pair.toJSONString() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The public part: 43 characters of base64url. */
  public String publicKey() {
    return pair.getX().toString();
  }

  /** The public part in a JSON Web Key, as {@code cnf} holds it; nothing for any other text. */
  public static Optional<String> publicKey(String json) {
    return TokenJson.object(json.getBytes(StandardCharsets.UTF_8))
        .flatMap(jwk -> Confirmation.key(Members.of(jwk)));
  }

  /** The public part as a JSON Web Key. */
  public String publicJwk() {
    return TokenJson.write(json -> Confirmation.writeKey(json, publicKey()));
  }

  /** A JWS of a type over claims given as JSON text; the header says nothing about the key. */
  String sign(String type, String claims) {
    try {
      JWSObject object = new JWSObject(header(type), new Payload(claims));
      object.sign(new Ed25519Signer(pair));
      return object.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("a holder's key could not sign", e);
    }
  }

  /** Whether a public key made a signature under the header that only {@code type} changes. */
  static boolean verifies(String publicKey, String type, CompactForm form) {
    try {
      OctetKeyPair key = new OctetKeyPair.Builder(Curve.Ed25519, new Base64URL(publicKey)).build();
      return new Ed25519Verifier(key)
          .verify(header(type), form.signingInput(), new Base64URL(form.signature()));
    } catch (JOSEException | IllegalStateException | IllegalArgumentException e) {
      return false;
    }
  }

  private static JWSHeader header(String type) {
    return new JWSHeader.Builder(Algorithm.EDDSA.jws()).type(new JOSEObjectType(type)).build();
  }

  @Override
  public String toString() {
    return publicKey();
  }
}
