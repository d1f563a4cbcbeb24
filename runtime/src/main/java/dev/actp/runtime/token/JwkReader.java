package dev.actp.runtime.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a JSON Web Key into a key of ours, or says why not. */
final class JwkReader {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~:-]{1,128}");
  private static final int RSA_BITS_MIN = 2048;

  private JwkReader() {}

  static KeyReading read(String json, Purpose purpose, KeyState state, Instant since) {
    try {
      return read(JWK.parse(json), purpose, state, since);
    } catch (ParseException | IllegalArgumentException e) {
      return new KeyReading.Unusable("it is no JSON Web Key");
    }
  }

  static KeyReading read(JWK jwk, Purpose purpose, KeyState state, Instant since) {
    if (jwk.getKeyID() == null || !ID.matcher(jwk.getKeyID()).matches()) {
      return new KeyReading.Unusable(
          "its `kid` is missing or not 1 to 128 of A-Z a-z 0-9 . _ ~ : -");
    }
    try {
      return switch (jwk) {
        case OctetKeyPair pair -> edwards(pair, purpose, state, since);
        case RSAKey rsa -> rsa(rsa, purpose, state, since);
        case ECKey ec -> p256(ec, purpose, state, since);
        case null, default -> new KeyReading.Unusable("a symmetric key cannot verify tokens");
      };
    } catch (JOSEException e) {
      return new KeyReading.Unusable("its parts do not make a key");
    }
  }

  private static KeyReading edwards(
      OctetKeyPair pair, Purpose purpose, KeyState state, Instant since) throws JOSEException {
    if (!Curve.Ed25519.equals(pair.getCurve())) {
      return new KeyReading.Unusable("its curve is not Ed25519");
    }
    JWSVerifier verifier = new Ed25519Verifier(pair.toPublicJWK());
    JWSSigner signer = pair.isPrivate() ? new Ed25519Signer(pair) : null;
    if (signer != null && !belongTogether(signer, verifier)) {
      return new KeyReading.Unusable("its private part does not belong to its public part");
    }
    return usable(pair, Algorithm.EDDSA, purpose, state, since, verifier, signer);
  }

  private static KeyReading rsa(RSAKey key, Purpose purpose, KeyState state, Instant since)
      throws JOSEException {
    if (key.size() < RSA_BITS_MIN) {
      return new KeyReading.Unusable("an RSA key has at least 2048 bits");
    }
    return usable(
        key, Algorithm.RS256, purpose, state, since, new RSASSAVerifier(key.toPublicJWK()), null);
  }

  private static KeyReading p256(ECKey key, Purpose purpose, KeyState state, Instant since)
      throws JOSEException {
    if (!Curve.P_256.equals(key.getCurve())) {
      return new KeyReading.Unusable("its curve is not P-256");
    }
    return usable(
        key, Algorithm.ES256, purpose, state, since, new ECDSAVerifier(key.toPublicJWK()), null);
  }

  private static KeyReading usable(
      JWK jwk,
      Algorithm algorithm,
      Purpose purpose,
      KeyState state,
      Instant since,
      JWSVerifier verifier,
      @Nullable JWSSigner signer) {
    if (jwk.isPrivate() && signer == null) {
      return new KeyReading.Unusable(
          algorithm.jwsName() + " keys only verify here: give the public part alone");
    }
    if (jwk.getAlgorithm() == null || !jwk.getAlgorithm().getName().equals(algorithm.jwsName())) {
      return new KeyReading.Unusable("its `alg` has to be `" + algorithm.jwsName() + "`");
    }
    if (state == KeyState.ACTIVE && signer == null) {
      return new KeyReading.Unusable("an active key needs its private part");
    }
    return new KeyReading.Usable(
        new TokenKey(jwk, algorithm, purpose, state, since, verifier, signer));
  }

  private static boolean belongTogether(JWSSigner signer, JWSVerifier verifier)
      throws JOSEException {
    JWSHeader header = new JWSHeader(Algorithm.EDDSA.jws());
    byte[] probe = {1, 2, 3};
    return verifier.verify(header, probe, signer.sign(header, probe));
  }
}
