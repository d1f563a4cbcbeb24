package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Value;
import dev.actp.server.Client.Answer;
import dev.actp.server.http.PublicUrl;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients read to find their way: AuthZEN 1.0, section 9, and RFC 8414. */
class DiscoveryTest {
  private static final String AUTHZEN = "/.well-known/authzen-configuration";
  private static final String OAUTH = "/.well-known/oauth-authorization-server";

  private static UnaryOperator<Config> known(String url) {
    return switch (PublicUrl.read(url)) {
      case PublicUrl.Good(PublicUrl good) -> config -> config.withPublicUrl(good);
      case PublicUrl.Wrong(String why) -> throw new AssertionError(why);
    };
  }

  /** As anybody may ask, from wherever it claims to be. */
  private static Client anybody(TestServer test) {
    return test.client().with(Map.of("X-Forwarded-Host", "evil.example"));
  }

  @ParameterizedTest
  @ValueSource(strings = {AUTHZEN, OAUTH})
  void addressesAreThoseThatTheServerWasTold(String path) {
    try (TestServer test =
        TestServer.over(TestServer.temporary(), known("https://pdp.example.com"))) {
      Answer answer = anybody(test).get(path).expect(200);
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.header("cache-control")).isEqualTo("public, max-age=300");
      assertThat(answer.body()).doesNotContain("127.0.0.1", "evil");
      anybody(test).get(path + "/actp").expectProblem(404, "not_found");
      anybody(test).get(path + "?x=1").expectProblem(400, "invalid_query");
      anybody(test).post(path, "{}").expectProblem(405, "method_not_allowed");
    }
  }

  @Test
  void theDecisionPointSaysWhereItDecides() {
    try (TestServer test =
        TestServer.over(TestServer.temporary(), known("https://pdp.example.com"))) {
      Answer answer = anybody(test).get(AUTHZEN).expect(200);
      assertThat(answer.text("policy_decision_point")).isEqualTo("https://pdp.example.com");
      assertThat(answer.text("access_evaluation_endpoint"))
          .isEqualTo("https://pdp.example.com/access/v1/evaluation");
      assertThat(answer.json().members()).doesNotContainKey("search_subject_endpoint");
      everyEndpointIsThere(test, answer, "https://pdp.example.com");
    }
  }

  @Test
  void theAuthorizationServerSaysWhatItOffersAndNoMore() {
    try (TestServer test =
        TestServer.over(TestServer.temporary(), known("https://pdp.example.com"))) {
      Answer answer = anybody(test).get(OAUTH).expect(200);
      assertThat(answer.text("issuer")).isEqualTo("https://pdp.example.com");
      assertThat(answer.text("token_endpoint")).isEqualTo("https://pdp.example.com/v1/oauth/token");
      assertThat(answer.text("grant_types_supported.0"))
          .isEqualTo("urn:ietf:params:oauth:grant-type:token-exchange");
      assertThat(answer.text("authorization_details_types_supported.0"))
          .isEqualTo("actp_capability");
      assertThat(answer.json().members())
          .containsKeys("introspection_endpoint", "revocation_endpoint", "response_types_supported")
          .doesNotContainKey("authorization_endpoint");
      everyEndpointIsThere(test, answer, "https://pdp.example.com");
      String keys = answer.text("jwks_uri").substring("https://pdp.example.com".length());
      assertThat(anybody(test).get(keys).expect(200).body()).contains("\"keys\"");
    }
  }

  /** Each address, without what is in front of every path, takes a POST or a GET. */
  private static void everyEndpointIsThere(TestServer test, Answer document, String url) {
    document
        .json()
        .members()
        .forEach(
            (name, value) -> {
              if (name.endsWith("_endpoint") && value instanceof Value.Text(String address)) {
                assertThat(address).startsWith(url + "/");
                String path = address.substring(url.length());
                assertThat(
                        anybody(test)
                            .send(test.client().request(path).POST(BodyPublishers.noBody()))
                            .status())
                    .as(name)
                    .isNotIn(404, 405);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {AUTHZEN, OAUTH})
  void whereEveryPathHasSomethingInFrontTheDocumentIsBehindTheWellKnownPath(String path) {
    String url = "https://example.com/authz/actp";
    try (TestServer test = TestServer.over(TestServer.temporary(), known(url + "/"))) {
      Answer answer = anybody(test).get(path + "/authz/actp").expect(200);
      assertThat(answer.body()).contains("\"" + url + "\"");
      everyEndpointIsThere(test, answer, url);
      assertThat(anybody(test).get(path).expect(200).body()).isEqualTo(answer.body());
      anybody(test).get(path + "/authz").expectProblem(404, "not_found");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {AUTHZEN, OAUTH})
  void noHeaderOfACallerGetsIntoThem(String path) throws IOException {
    String request =
        """
        GET %s HTTP/1.1
        Host: evil.example
        Forwarded: host=evil.example;proto=https
        X-Forwarded-Proto: https
        X-Forwarded-Prefix: /evil
        Connection: close

        """
            .formatted(path);
    try (TestServer test = TestServer.start()) {
      assertThat(Raw.answer(test.server(), request))
          .startsWith("HTTP/1.1 200")
          .contains("\"http://127.0.0.1:" + test.server().port() + "\"")
          .doesNotContain("evil", "https");
      test.restart(known("https://pdp.example.com"));
      assertThat(Raw.answer(test.server(), request))
          .startsWith("HTTP/1.1 200")
          .contains("\"https://pdp.example.com\"")
          .doesNotContain("evil", "127.0.0.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {AUTHZEN, OAUTH})
  void whoWasToldNothingKnowsItselfOnThisMachineAlone(String path) {
    try (TestServer test = TestServer.start()) {
      String here = "http://127.0.0.1:" + test.server().port();
      assertThat(anybody(test).get(path).expect(200).body()).contains("\"" + here + "\"");
      test.restart(config -> config.at("0.0.0.0", 0));
      Client client =
          new Client(test.client().http(), "http://127.0.0.1:" + test.server().port(), Map.of());
      assertThat(client.get(path).expectProblem(404, "not_found").text("detail"))
          .contains("--public-url");
    }
  }
}
