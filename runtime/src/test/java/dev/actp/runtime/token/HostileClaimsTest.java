package dev.actp.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Claims that must not count, though the signature over them is honest. */
class HostileClaimsTest {
  private static final Mint MINT = new Mint();
  private static final String CLAIMS = Mint.claims();
  private static final String OPEN = CLAIMS.substring(0, CLAIMS.length() - 1);

  private static final List<String> REQUIRED =
      List.of(
          "iss",
          "aud",
          "sub",
          "tid",
          "jti",
          "sid",
          "iat",
          "nbf",
          "exp",
          "session",
          "ancestors",
          "policies");

  private static final List<String> FOREIGN =
      List.of(
          CLAIMS.replace("urn:actp:acme", "urn:actp:evil"),
          CLAIMS.replace("urn:actp:acme", "urn:actp:acme/"),
          CLAIMS.replace("urn:actp:acme", "URN:actp:acme"),
          CLAIMS.replace("decision-point", "somebody-else"),
          CLAIMS.replace("\"urn:actp:decision-point\"", "[\"urn:actp:decision-point\"]"),
          CLAIMS.replace("\"tid\":\"acme\"", "\"tid\":\"other\""));

  private static final List<String> TIMES =
      List.of(
          "\"1771239600\"",
          "1771239600.5",
          "-1",
          "1e30",
          "9223372036854775808",
          "null",
          "true",
          "253402300800");

  private static final List<String> CHAINS = List.of("{}", "null", "[1]", "[{}]");

  private static final List<String> POLICIES =
      List.of(
          "[]",
          "{}",
          "[1]",
          "[{}]",
          "\"pol_1\"",
          "[{\"id\":\"p\",\"digest\":\"d\",\"capabilities\":[1]}]",
          "[{\"id\":\"p\",\"digest\":\"d\",\"capabilities\":\"read\"}]",
          "[{\"id\":\"p\",\"digest\":\"d\",\"capabilities\":[\"read\"],\"pin\":\"no\"}]",
          "[{\"id\":\"p\",\"digest\":\"d\",\"capabilities\":[\"read\"],\"unless\":1}]",
          "[{\"id\":\"\",\"digest\":\"d\",\"capabilities\":[\"read\"]}]");

  private static final List<String> NARROWINGS =
      List.of(
          "{}",
          "\"require x\"",
          "[]",
          "[1]",
          "[{}]",
          narrowed(""),
          narrowed(",\"clauses\":\"\""),
          narrowed(",\"clauses\":null"),
          narrowed(",\"clauses\":[\"require x\"]"),
          narrowed(",\"on\":[]"),
          narrowed(",\"on\":[\"\"]"),
          narrowed(",\"on\":\"**\""),
          narrowed(",\"on\":[\"**\",1]"),
          narrowed(",\"clauses\":\"require x\",\"unless\":\"y\""),
          narrowed(",\"clauses\":\"" + "x".repeat(2_049) + "\""),
          narrowed(",\"on\":[\"a\"],\"clauses\":\"" + "x".repeat(2_048) + "\""),
          narrowed(",\"on\":" + Collections.nCopies(17, "\"a\"")),
          "[{\"policy\":\"pol_1\",\"capability\":\"write\",\"clauses\":\"require x\"}]",
          "[{\"policy\":\"pol_2\",\"capability\":\"read\",\"clauses\":\"require x\"}]",
          "[{\"policy\":\"pol_1\",\"clauses\":\"require x\"}]",
          Collections.nCopies(2, entry(",\"clauses\":\"require x\"")).toString(),
          Collections.nCopies(65, entry(",\"clauses\":\"x\"")).toString());

  private static final List<String> SESSIONS =
      List.of(
          "[]",
          "{\"x\":NaN}",
          "{\"x\":1e20000000}",
          "{\"x\":\"\\ud800\"}",
          "{\"x\":1,\"x\":2}",
          "{\"x\":".repeat(40) + "1" + "}".repeat(40));

  private static final List<String> TEXTS =
      List.of(
          "",
          "[]",
          "null",
          "{}",
          CLAIMS + " {}",
          CLAIMS + "]",
          "\uFEFF" + CLAIMS,
          CLAIMS.replace("\"sid\":\"tok_", "\"sid\":\"tak_"),
          OPEN,
          OPEN + ",}",
          OPEN + ",\"sub\":\"agent_2\"}",
          OPEN + ",\"tid\":\"acme\"}",
          OPEN + ",\"scope\":\"all\"}",
          OPEN + ",\"cnf\":{}}",
          OPEN + ",\"act\":{\"sub\":\"root\"}}");

  @ParameterizedTest
  @MethodSource
  void isRefused(String claims) {
    assertThat(MINT.verify(MINT.signed(MINT.header(), claims)))
        .isInstanceOf(Verification.Refused.class);
  }

  static Stream<String> isRefused() {
    return Stream.of(
            REQUIRED.stream()
                .map(name -> CLAIMS.replace("\"" + name + "\":", "\"_" + name + "\":")),
            TIMES.stream().map(time -> CLAIMS.replace("1771239600", time)),
            CHAINS.stream()
                .map(list -> CLAIMS.replace("\"ancestors\":[]", "\"ancestors\":" + list)),
            SESSIONS.stream()
                .map(values -> CLAIMS.replace("\"session\":{}", "\"session\":" + values)),
            POLICIES.stream()
                .map(
                    list ->
                        CLAIMS.replaceFirst("(?s)\"policies\":.*", "\"policies\":" + list + "}")),
            NARROWINGS.stream().map(list -> OPEN + ",\"narrow\":" + list + "}"),
            FOREIGN.stream(),
            TEXTS.stream(),
            Stream.of(Mint.chained(8)))
        .flatMap(all -> all);
  }

  /** What a narrowing has to have, and more. */
  private static String narrowed(String more) {
    return "[" + entry(more) + "]";
  }

  private static String entry(String more) {
    return "{\"policy\":\"pol_1\",\"capability\":\"read\"" + more + "}";
  }
}
