package dev.actp.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.base.Splitter;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that must not count, each refused without a trace of an exception. */
class HostileTokenTest {
  private static final RSAKey RSA = Mint.rsa(2048);
  private static final Mint MINT =
      new Mint(
          Mint.usable(RSA.toPublicJWK(), KeyState.VERIFY_ONLY),
          Mint.usable(Mint.EC.toPublicJWK(), KeyState.VERIFY_ONLY));

  @Test
  void theTokensThatTheOthersAreMadeFromAreGenuine() {
    assertThat(MINT.verify(MINT.signed(MINT.header(), Mint.claims())))
        .isInstanceOf(Verification.Genuine.class);
    assertThat(MINT.verify(Mint.signedByRsa(rsaHeader("RS256"), Mint.claims(), RSA)))
        .isInstanceOf(Verification.Genuine.class);
    assertThat(MINT.verify(Mint.signedByEc(ecHeader("ES256"), Mint.claims())))
        .isInstanceOf(Verification.Genuine.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"forged", "confused", "spelled", "shaped"})
  void isRefused(String what, String token) {
    assertThat(MINT.verify(token)).as(what).isInstanceOf(Verification.Refused.class);
  }

  @Test
  void noOtherSpellingOfARememberedTokenCounts() {
    assertThat(MINT.verify(MINT.signed(MINT.header(), Mint.claims())))
        .isInstanceOf(Verification.Genuine.class);

    assertThat(spelled().map(arguments -> MINT.verify((String) arguments.get()[1])))
        .hasOnlyElementsOfType(Verification.Refused.class);
  }

  static Stream<Arguments> forged() {
    String genuine = MINT.signed(MINT.header(), Mint.claims());
    List<String> parts = Splitter.on('.').splitToList(genuine);
    String wider = Mint.encode(Mint.claims().replace("\"read\"", "\"read\",\"delete\""));
    return Stream.of(
        arguments("claims exchanged", parts.get(0) + "." + wider + "." + parts.get(2)),
        arguments(
            "signed by a stranger under our key id",
            new Mint().signed(MINT.header(), Mint.claims())),
        arguments("an unknown key", new Mint().issued().text()),
        arguments("an empty signature", parts.get(0) + "." + parts.get(1) + "."),
        arguments(
            "a signature of zeros",
            parts.get(0) + "." + parts.get(1) + "." + Mint.encode(new byte[64])),
        arguments("half a signature", genuine.substring(0, genuine.length() - 43)));
  }

  static Stream<Arguments> confused() {
    byte[] publicKey = MINT.key.publicJwk().toOctetKeyPair().getX().decode();
    String publicJwk = MINT.key.publicJwk().toJSONString();
    String header = Mint.header("HS256", MINT.key.id(), "actp-cap+jwt");
    String rsaPem = Base64.getMimeEncoder().encodeToString(RSA.getModulus().decode());
    return Stream.of(
        arguments(
            "alg none",
            Mint.encode(Mint.header("none", MINT.key.id(), "actp-cap+jwt"))
                + "."
                + Mint.encode(Mint.claims())
                + "."),
        arguments(
            "alg none with a signature",
            MINT.signed(Mint.header("none", MINT.key.id(), "actp-cap+jwt"), Mint.claims())),
        arguments(
            "alg in other case",
            MINT.signed(Mint.header("eddsa", MINT.key.id(), "actp-cap+jwt"), Mint.claims())),
        arguments(
            "alg Ed25519",
            MINT.signed(Mint.header("Ed25519", MINT.key.id(), "actp-cap+jwt"), Mint.claims())),
        arguments("HS256 with the public key", hmac(header, publicKey)),
        arguments(
            "HS256 with the public JWK", hmac(header, publicJwk.getBytes(StandardCharsets.UTF_8))),
        arguments(
            "HS256 with the RSA modulus",
            hmac(rsaHeader("HS256"), rsaPem.getBytes(StandardCharsets.UTF_8))),
        arguments(
            "RS256 said of our key",
            Mint.signedByRsa(
                Mint.header("RS256", MINT.key.id(), "actp-cap+jwt"), Mint.claims(), RSA)),
        arguments("EdDSA said of the RSA key", MINT.signed(rsaHeader("EdDSA"), Mint.claims())),
        arguments(
            "PS256 said of the RSA key", Mint.signedByRsa(rsaHeader("PS256"), Mint.claims(), RSA)),
        arguments("RS256 by the EC key", Mint.signedByEc(ecHeader("RS256"), Mint.claims())),
        arguments("ES256 by the RSA key", Mint.signedByRsa(ecHeader("ES256"), Mint.claims(), RSA)),
        arguments(
            "an EC signature of zeros",
            Mint.encode(ecHeader("ES256"))
                + "."
                + Mint.encode(Mint.claims())
                + "."
                + Mint.encode(new byte[64])));
  }

  /** One token, and none of its other spellings. */
  static Stream<Arguments> spelled() {
    String token = MINT.signed(MINT.header(), Mint.claims());
    int middle = token.indexOf('.') + 10;
    char last = token.charAt(token.length() - 1);
    String neighbour = token.substring(0, token.length() - 1) + (char) (last + 1);
    return Stream.of(
        arguments("the unused last bits set", neighbour),
        arguments("padded", token + "="),
        arguments("padded fully", token + "=="),
        arguments("an ! inside", token.substring(0, middle) + "!" + token.substring(middle)),
        arguments("a newline at the end", token + "\n"),
        arguments("a newline inside", token.substring(0, middle) + "\n" + token.substring(middle)),
        arguments("a space before", " " + token),
        arguments("a space after", token + " "),
        arguments("a tab inside", token.substring(0, middle) + "\t" + token.substring(middle)),
        arguments("a NUL after", token + "\0"),
        arguments(
            "a wide character inside",
            token.substring(0, middle) + "\u0441" + token.substring(middle)),
        arguments("the other alphabet", token.replace('-', '+').replace('_', '/') + "+"),
        arguments("padded header", token.replaceFirst("\\.", "=.")));
  }

  static Stream<Arguments> shaped() {
    String token = MINT.signed(MINT.header(), Mint.claims());
    return Stream.of(
        arguments("nothing", ""),
        arguments("dots", ".."),
        arguments("one segment", token.replace(".", "")),
        arguments("two segments", token.substring(0, token.lastIndexOf('.'))),
        arguments("four segments", token + ".e30"),
        arguments("five segments", token + ".e30.e30"),
        arguments("an empty header", token.substring(token.indexOf('.'))),
        arguments("a million dots", ".".repeat(1_000_000)),
        arguments("10 MB", "A".repeat(10_000_000)),
        arguments(
            "over 8 KiB, honestly signed",
            MINT.signed(MINT.header(), Mint.claims().replace("agent_1", "a".repeat(8 * 1024)))));
  }

  private static String hmac(String header, byte[] secret) {
    try {
      String input = Mint.encode(header) + "." + Mint.encode(Mint.claims());
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return input + "." + Mint.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String rsaHeader(String alg) {
    return Mint.header(alg, "partner-rsa", "actp-cap+jwt");
  }

  private static String ecHeader(String alg) {
    return Mint.header(alg, "partner-ec", "actp-cap+jwt");
  }
}
