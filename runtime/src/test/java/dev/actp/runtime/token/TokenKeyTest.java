package dev.actp.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TokenKeyTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusable")
  void aKeyThatCannotBeUsedIsRefusedWithWhy(String what, String jwk, KeyState state, String why) {
    assertThat(TokenKey.parse(jwk, Purpose.CAPABILITY, state, Mint.NOW))
        .as(what)
        .isInstanceOfSatisfying(
            KeyReading.Unusable.class, unusable -> assertThat(unusable.why()).contains(why));
  }

  static Stream<Arguments> unusable() throws JOSEException {
    var rsa = Mint.rsa(2048);
    OctetKeyPair own = pair(Curve.Ed25519);
    String mixed =
        new OctetKeyPair.Builder(Curve.Ed25519, own.getX())
            .d(pair(Curve.Ed25519).getD())
            .keyID("k")
            .algorithm(JWSAlgorithm.EdDSA)
            .build()
            .toJSONString();
    String symmetric = new OctetSequenceKeyGenerator(256).keyID("k").generate().toJSONString();
    String p384 =
        new ECKeyGenerator(Curve.P_384).keyID("k").generate().toPublicJWK().toJSONString();
    String unnamed = own.toJSONString().replace("\"kid\"", "\"nokid\"");
    String slash = own.toJSONString().replace("\"k\"", "\"../k\"");
    String wrongAlgorithm = rsa.toPublicJWK().toJSONString().replace("RS256", "RS512");
    return Stream.of(
        arguments("text", "x", KeyState.ACTIVE, "no JSON Web Key"),
        arguments("symmetric", symmetric, KeyState.VERIFY_ONLY, "symmetric"),
        arguments("X25519", pair(Curve.X25519).toJSONString(), KeyState.ACTIVE, "not Ed25519"),
        arguments("P-384", p384, KeyState.VERIFY_ONLY, "not P-256"),
        arguments("mixed", mixed, KeyState.ACTIVE, "private part does not belong"),
        arguments("no id", unnamed, KeyState.ACTIVE, "`kid` is missing"),
        arguments("a path for an id", slash, KeyState.ACTIVE, "`kid` is missing"),
        arguments(
            "a private RSA key", rsa.toJSONString(), KeyState.VERIFY_ONLY, "public part alone"),
        arguments("another algorithm", wrongAlgorithm, KeyState.VERIFY_ONLY, "has to be `RS256`"),
        arguments(
            "a short RSA key",
            Mint.rsa(1024).toPublicJWK().toJSONString(),
            KeyState.VERIFY_ONLY,
            "2048"),
        arguments(
            "an active public key",
            own.toPublicJWK().toJSONString(),
            KeyState.ACTIVE,
            "an active key needs its private part"));
  }

  @Test
  void whatIsSaidOfAKeyNeverShowsItsPrivatePart() throws JOSEException {
    OctetKeyPair pair = pair(Curve.Ed25519);
    TokenKey key = Mint.usable(pair, KeyState.ACTIVE);
    KeyRings rings = new KeyRings();
    rings.put(KeyRing.of("acme", "i", "a", java.util.List.of(key)));

    assertThat(key.storedJwk()).contains(pair.getD().toString());
    assertThat(key + rings.jwks()).contains("k").doesNotContain(pair.getD().toString());
    assertThat(rings.jwks()).contains(pair.getX().toString(), "\"alg\":\"EdDSA\"");
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, ACTIVE, true",
    "ACTIVE, VERIFY_ONLY, true",
    "ACTIVE, COMPROMISED, true",
    "RETIRED, COMPROMISED, true",
    "ACTIVE, ACTIVE, false",
    "VERIFY_ONLY, ACTIVE, false",
    "RETIRED, VERIFY_ONLY, false",
    "COMPROMISED, ACTIVE, false",
    "COMPROMISED, RETIRED, false"
  })
  void aKeyOnlyGoesForward(KeyState from, KeyState to, boolean may) {
    assertThat(from.mayBecome(to)).isEqualTo(may);
  }

  private static OctetKeyPair pair(Curve curve) throws JOSEException {
    return new OctetKeyPairGenerator(curve).keyID("k").algorithm(JWSAlgorithm.EdDSA).generate();
  }
}
