package dev.actp.runtime.token;

import com.nimbusds.jose.JWSAlgorithm;

/**
 * The signature algorithms that a key can be registered for (RFC 7518 3.1, RFC 8037). Symmetric
 * algorithms and {@code none} are left out on purpose: no configuration can turn them on.
 */
public enum Algorithm {
  /** Ed25519; the only one that tokens are issued with. */
  EDDSA("EdDSA"),
  /** RSA PKCS#1 with SHA-256, at least 2,048 bits; verification only. */
  RS256("RS256"),
  /** P-256 with SHA-256; verification only. */
  ES256("ES256");

  private final String jwsName;

  Algorithm(String jwsName) {
    this.jwsName = jwsName;
  }

  /** The {@code alg} header value, exact. */
  public String jwsName() {
    return jwsName;
  }

  JWSAlgorithm jws() {
    return JWSAlgorithm.parse(jwsName);
  }
}
