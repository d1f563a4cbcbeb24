package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.base.Splitter;
import dev.actp.server.Client.Answer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Well-formed requests that mean harm are decided, and denied, and consume nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestTest {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String QUERIES =
      """
      policy "queries" version "1"
      action query(text: string)
      capability query on "db://1" {
        require sql(text).read_only
        require sql(text).limit <= 10
      }
      """;

  private Refunds refunds;
  private String token;

  @BeforeAll
  void start() {
    refunds = new Refunds();
    token = refunds.token().text("token");
  }

  @AfterAll
  void stop() {
    refunds.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forged")
  void aTokenThatNobodyIssuedIsDenied(String what, String forged) {
    Answer denied = refunds.read(forged).expect(200);
    assertThat(denied.text("decision")).as(what).isEqualTo("denied");
    assertThat(denied.text("reasons.0.code")).isEqualTo("token_invalid");
    if (forged.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      refunds
          .client
          .with(Map.of("Authorization", "Bearer " + forged))
          .post("/v1/enforce", "{\"action\": \"read\", \"resource\": \"customer://id:12\"}")
          .expectProblem(401, "unauthenticated");
    }
    assertThat(refunds.read(token).text("decision")).isEqualTo("allowed");
  }

  Stream<Arguments> forged() {
    List<String> parts = Splitter.on('.').splitToList(token);
    String header = decoded(parts.get(0));
    String none = encoded(header.replace("EdDSA", "none"));
    String hmac = encoded(header.replace("EdDSA", "HS256")) + "." + parts.get(1);
    String jwks = refunds.client.get("/.well-known/jwks.json").expect(200).body();
    String x = jwks.replaceAll("(?s).*\"x\": ?\"([^\"]+)\".*", "$1");
    byte[] publicKey = Base64.getUrlDecoder().decode(x);
    int middle = token.indexOf('.') + 10;
    String start = token.substring(0, middle);
    String rest = token.substring(middle);
    char last = token.charAt(token.length() - 1);
    return Stream.of(
        arguments("alg none", none + "." + parts.get(1) + "."),
        arguments("alg none, signed", none + "." + parts.get(1) + "." + parts.get(2)),
        arguments("HS256 with the public key", hmac + "." + hmac(hmac, publicKey)),
        arguments(
            "HS256 with the public key as text",
            hmac + "." + hmac(hmac, x.getBytes(StandardCharsets.US_ASCII))),
        arguments("of a foreign issuer", foreign()),
        arguments("last bits", token.substring(0, token.length() - 1) + (char) (last + 1)),
        arguments("padded", token + "=="),
        arguments("an ! inside", start + "!" + rest),
        arguments("a space behind", token + " "),
        arguments("a space before", " " + token),
        arguments("a line feed inside", start + "\\n" + rest),
        arguments("an escape inside", start + "\\u200b" + rest));
  }

  /** A token that another server issued for the same names. */
  private static String foreign() {
    try (Refunds other = new Refunds()) {
      return other.token().text("token");
    }
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hmac(String input, byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return BASE64.encodeToString(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "customer://id:12/../13",
        "customer://../id:12",
        "customer://id:12/.",
        "customer://id:12//",
        "customer://id:12/%2e%2e/13",
        "customer://id:12\\\\13",
        "customer://id:12\\u0000",
        "customer://id:12\\u200b"
      })
  void aResourceInDisguiseIsDeniedBeforeAnyRule(String resource) {
    Answer denied = Refunds.enforce(refunds.client, token, "read", resource, "{}").expect(200);
    assertThat(denied.text("decision")).isEqualTo("denied");
    assertThat(denied.text("reasons.0.code")).isEqualTo("resource_malformed");
  }

  @Test
  void aStatementThatNoParserShouldSeeIsDenied() {
    Client client = refunds.client;
    client.post("/v1/policies", "text/x-actp", QUERIES).expect(201);
    String own =
        client
            .post("/v1/tokens", "{\"agentId\": \"bot\", \"policyId\": \"queries\"}")
            .expect(201)
            .text("token");
    assertThat(query(own, "SELECT id FROM orders LIMIT 10").text("decision")).isEqualTo("allowed");
    for (String hostile :
        List.of(
            "SELECT " + "(".repeat(2_000) + "1" + ")".repeat(2_000) + " LIMIT 1",
            "SELECT " + "1+".repeat(5_000) + "1 LIMIT 1",
            "WITH x AS (DELETE FROM orders) SELECT 1 LIMIT 1",
            "SELECT 1 LIMIT 1; DROP TABLE orders",
            "SELECT pg_read_file('/etc/passwd') LIMIT 1")) {
      Answer denied = query(own, hostile);
      assertThat(denied.text("decision")).as(hostile).isEqualTo("denied");
      assertThat(denied.text("receipt.leaf_hash")).hasSize(64);
    }
  }

  private Answer query(String own, String text) {
    return Refunds.enforce(refunds.client, own, "query", "db://1", "{\"text\": \"" + text + "\"}")
        .expect(200);
  }
}
