package dev.actp.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers that must not count, though the signature over them is honest. */
class HostileHeaderTest {
  private static final Mint MINT = new Mint();
  private static final String KID = MINT.key.id();
  private static final String OPEN = MINT.header().substring(0, MINT.header().length() - 1);

  private static final List<String> MORE_MEMBERS =
      List.of(
          "\"crit\":[\"exp\"]",
          "\"b64\":false",
          "\"b64\":true",
          "\"zip\":\"DEF\"",
          "\"jku\":\"https://evil.example/\"",
          "\"x5u\":\"https://evil.example/\"",
          "\"x5c\":[]",
          "\"jwk\":{}",
          "\"x5t\":\"a\"",
          "\"cty\":\"JWT\"",
          "\"alg\":\"EdDSA\"",
          "\"typ\":\"actp-cap+jwt\"",
          "\"kid\":\"" + KID + "\"",
          "\"ALG\":\"none\"");

  private static final List<String> KEY_IDS =
      List.of(
          "../../../../etc/passwd",
          "/dev/null",
          "' OR '1'='1",
          "",
          "file:///dev/null",
          KID.toUpperCase(Locale.ROOT),
          KID + " ",
          "null",
          "\\u0000");

  private static final List<String> TYPES =
      List.of(
          "JWT",
          "actp-pass+jwt",
          "ACTP-CAP+JWT",
          "application/actp-cap+jwt",
          "actp-cap+jwt ",
          "at+jwt");

  private static final List<String> TEXTS =
      List.of(
          "{}",
          "[]",
          "null",
          "\"EdDSA\"",
          "",
          "{",
          OPEN,
          OPEN + ",}",
          OPEN + "}x",
          OPEN + "}{}",
          "\uFEFF" + OPEN + "}",
          "{\"alg\":[\"EdDSA\"],\"kid\":\"" + KID + "\",\"typ\":\"actp-cap+jwt\"}",
          "{\"alg\":\"EdDSA\",\"kid\":{},\"typ\":\"actp-cap+jwt\"}",
          "{\"alg\":\"EdDSA\",\"typ\":\"actp-cap+jwt\"}",
          "{\"alg\":\"EdDSA\",\"kid\":\"" + KID + "\"}",
          "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000));

  @ParameterizedTest
  @MethodSource
  void isRefused(String header) {
    assertThat(MINT.verify(MINT.signed(header, Mint.claims())))
        .isInstanceOf(Verification.Refused.class);
  }

  static Stream<String> isRefused() {
    return Stream.of(
            MORE_MEMBERS.stream().map(member -> OPEN + "," + member + "}"),
            KEY_IDS.stream().map(id -> Mint.header("EdDSA", id, "actp-cap+jwt")),
            TYPES.stream().map(type -> Mint.header("EdDSA", KID, type)),
            TEXTS.stream())
        .flatMap(headers -> headers);
  }
}
