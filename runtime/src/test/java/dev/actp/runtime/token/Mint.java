package dev.actp.runtime.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.actp.runtime.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A tenant "acme" with its keys, honest tokens, and the tools of a forger. */
final class Mint {
  static final String TENANT = "acme";
  static final String ISSUER = "urn:actp:acme";
  static final String AUDIENCE = "urn:actp:decision-point";
  static final Instant NOW = Instant.parse("2026-02-16T10:00:00Z");

  static final ECKey EC = ec(Curve.P_256);

  final TokenKey key = TokenKey.generate(Purpose.CAPABILITY, KeyState.ACTIVE, Mint.NOW);
  final KeyRings rings = new KeyRings();
  final TokenIssuer issuer = new TokenIssuer(rings, new SecureRandom());
  final TokenVerifier verifier = new TokenVerifier(rings, new MissBudget(1_000, () -> NOW), 100);

  Mint(TokenKey... others) {
    List<TokenKey> keys = new java.util.ArrayList<>(List.of(others));
    keys.add(key);
    rings.put(KeyRing.of(TENANT, ISSUER, AUDIENCE, keys));
  }

  TokenIssuer.Issued issued() {
    var session = new TreeMap<String, Value>();
    session.put("customer_id", new Value.Text("12345"));
    session.put("budget", new Value.Num(new java.math.BigDecimal("500.10")));
    return issued(new Value.Struct(session));
  }

  TokenIssuer.Issued issued(Value.Struct session) {
    return issue(session).orElseThrow();
  }

  Optional<TokenIssuer.Issued> issue(Value.Struct session) {
    var grant = new TokenIssuer.Grant("pol_1", "ab".repeat(32), false, List.of("read", "list"));
    var order =
        new TokenIssuer.Order(
            TENANT, "agent_1", NOW, NOW.plusSeconds(3600), session, List.of(grant));
    return issuer.issue(order);
  }

  Verification verify(String token) {
    return verifier.verify(TENANT, "key_1", token);
  }

  String header() {
    return header("EdDSA", key.id(), "actp-cap+jwt");
  }

  static String header(String alg, String kid, String typ) {
    return "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"%s\"}".formatted(alg, kid, typ);
  }

  /** Complete claims as JSON, for tests to take apart. */
  static String claims() {
    return """
    {"iss":"urn:actp:acme","aud":"urn:actp:decision-point","sub":"agent_1","tid":"acme",
    "jti":"tok_0123456789abcdefABCDEF","sid":"tok_0123456789abcdefABCDEF","iat":1771236000,
    "nbf":1771236000,"exp":1771239600,"session":{},"ancestors":[],
    "policies":[{"id":"pol_1","digest":"ab","capabilities":["read"]}]}\
    """;
  }

  /** Complete claims of a token that descends from so many others. */
  static String chained(int ancestors) {
    String one =
        """
        {"jti":"tok_0123456789abcdefABCDEF","sub":"agent_0","nbf":1771236000,"exp":1771239600,
        "policies":[{"id":"pol_1","digest":"ab","capabilities":["read"]}]}\
        """;
    List<String> all = Collections.nCopies(ancestors, one);
    return claims().replace("\"ancestors\":[]", "\"ancestors\":" + all);
  }

  /** Any header and claims, honestly signed by the tenant's key. */
  String signed(String header, String claims) {
    return sign(
        header,
        claims,
        () -> new Ed25519Signer(JWK.parse(key.storedJwk()).toOctetKeyPair()),
        "EdDSA");
  }

  static String signedByRsa(String header, String claims, RSAKey key) {
    return sign(header, claims, () -> new RSASSASigner(key), "RS256");
  }

  static String signedByEc(String header, String claims) {
    return sign(header, claims, () -> new ECDSASigner(EC), "ES256");
  }

  private static String sign(String header, String claims, SignerSource signer, String alg) {
    String input = encode(header) + "." + encode(claims);
    try {
      var signature =
          signer
              .get()
              .sign(
                  new JWSHeader(JWSAlgorithm.parse(alg)),
                  input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + signature;
    } catch (JOSEException | java.text.ParseException e) {
      throw new AssertionError(e);
    }
  }

  static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static RSAKey rsa(int bits) {
    try {
      return new RSAKeyGenerator(bits, true)
          .keyID("partner-rsa")
          .algorithm(JWSAlgorithm.RS256)
          .generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static ECKey ec(Curve curve) {
    try {
      return new ECKeyGenerator(curve).keyID("partner-ec").algorithm(JWSAlgorithm.ES256).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static TokenKey usable(JWK jwk, KeyState state) {
    return switch (TokenKey.parse(jwk.toJSONString(), Purpose.CAPABILITY, state, Mint.NOW)) {
      case KeyReading.Usable(TokenKey key) -> key;
      case KeyReading.Unusable(String why) -> throw new AssertionError(why);
    };
  }

  private interface SignerSource {
    JWSSigner get() throws JOSEException, java.text.ParseException;
  }
}
