package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.actp.server.Client.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Input that nobody should send: a clean refusal that reads as a denial, never a trace of the
 * inside.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  private static final String LONE = "\\ud800";
  private Refunds refunds;
  private Client client;

  @BeforeAll
  void start() {
    refunds = new Refunds();
    client = refunds.client;
  }

  @AfterAll
  void stop() {
    refunds.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void isNoStrictJson(String what, byte[] body) {
    for (String path : new String[] {"/v1/enforce", "/api/enforcement/check"}) {
      Answer answer = client.postBytes(path, body).expectProblem(400, "invalid_json");
      assertThat(answer.text("allowed")).as(what).isEqualTo("false");
      assertThat(answer.text("decision")).isEqualTo("denied");
    }
    client.postBytes("/v1/tokens", body).expectProblem(400, "invalid_json");
  }

  static Stream<Arguments> isNoStrictJson() {
    return Stream.of(
        text("no JSON", "hello"),
        text("cut short", "{\"action\": "),
        text("trailing data", "{\"action\": \"a\"} {}"),
        text("an array", "[]"),
        text("duplicate keys", "{\"action\": \"a\", \"action\": \"b\"}"),
        text("a lone surrogate", "{\"action\": \"" + LONE + "\"}"),
        text("a huge exponent", "{\"context\": {\"amount\": 1e20000000}}"),
        text("too many digits", "{\"context\": {\"amount\": " + "9".repeat(60_000) + "}}"),
        text("NaN", "{\"context\": {\"amount\": NaN}}"),
        text("infinity", "{\"context\": {\"amount\": -Infinity}}"),
        text("a byte order mark", "\uFEFF{\"action\": \"a\"}"),
        text("33 levels", "{\"context\": " + "[".repeat(32) + "]".repeat(32) + "}"),
        text("20,000 levels", "[".repeat(20_000)),
        text("a comment", "{/* hi */}"),
        arguments("no UTF-8", new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}),
        arguments("UTF-16", "{}".getBytes(StandardCharsets.UTF_16)));
  }

  private static Arguments text(String what, String body) {
    return arguments(what, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void bodiesAreReadUpToALimit() {
    String padding = " ".repeat(64 * 1024 - 2);

    client.post("/v1/enforce", "{}" + padding).expectProblem(422, "invalid_request");
    client.post("/v1/enforce", "{}" + padding + " ").expectProblem(413, "body_too_large");
    client.postBytes("/v1/enforce", new byte[10_000_000]).expectProblem(413, "body_too_large");
    client.postBytes("/v1/agents", new byte[10_000_000]).expectProblem(413, "body_too_large");
    client
        .post("/v1/policies", "text/x-actp", "/".repeat(256 * 1024 + 1))
        .expectProblem(413, "body_too_large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
        "text/json",
        "multipart/form-data"
      })
  void isNoJsonByItsType(String type) {
    client.post("/v1/enforce", type, "{}").expectProblem(415, "unsupported_media_type");
    client
        .post("/v1/agents", type, "{\"name\": \"x\"}")
        .expectProblem(415, "unsupported_media_type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"token\": 5, \"action\": \"a\"}",
        "{\"token\": \"t\"}",
        "{\"token\": \"t\", \"action\": \"\"}",
        "{\"token\": \"t\", \"action\": \"a\", \"resource\": {}}",
        "{\"token\": \"t\", \"action\": \"a\", \"context\": []}",
        "{\"token\": \"t\", \"action\": \"a\", \"allowed\": true}",
        "{\"token\": \"t\", \"capabilityToken\": \"u\", \"action\": \"a\"}",
        "{\"token\": \"t\", \"action\": \"a\", \"requestId\": \"\"}"
      })
  void doesNotFit(String body) {
    Answer answer = client.post("/v1/enforce", body).expectProblem(422, "invalid_request");
    assertThat(answer.text("allowed")).isEqualTo("false");
    assertThat(answer.text("errors.0.pointer")).startsWith("/");
  }

  @Test
  void whatIsNotThereIsSaidSo() {
    client.get("/v1/nothing").expectProblem(404, "not_found");
    client.get("/v1/agents/nobody").expectProblem(404, "not_found");
    client.get("/v1/tokens/..%2f..%2fetc%2fpasswd").expectProblem(404, "not_found");
    client.get("/v1/enforce").expectProblem(405, "method_not_allowed");
    Answer wrong =
        client.send(client.request("/v1/agents").DELETE()).expectProblem(405, "method_not_allowed");
    assertThat(wrong.header("allow")).contains("GET").contains("POST");
    client.get("/v1/audit?agnet=x").expectProblem(400, "invalid_query");
    client.get("/v1/audit?limit=1001").expectProblem(400, "invalid_query");
    client.get("/v1/audit?from=yesterday").expectProblem(400, "invalid_query");
  }

  @Test
  void credentialsComeInHeadersAndAreGood() {
    Client nobody = client.with(Map.of());
    nobody.get("/v1/agents").expectProblem(401, "unauthenticated");
    nobody.post("/v1/enforce", "{\"action\": \"a\"}").expectProblem(401, "unauthenticated");
    for (String bad : new String[] {"wrong", TestServer.KEY + "x", "actk_" + "A".repeat(48)}) {
      client.with(Map.of("X-Api-Key", bad)).get("/v1/agents").expectProblem(401, "unauthenticated");
    }
    client
        .with(Map.of("Authorization", "Basic dTpw"))
        .get("/v1/agents")
        .expectProblem(401, "unauthenticated");
    client
        .with(Map.of("Authorization", "Bearer other-key-0123456789-0123456789ok"))
        .and("X-Api-Key", TestServer.KEY)
        .get("/v1/agents")
        .expectProblem(401, "two_credentials");
    client.get("/v1/agents?api_key=x").expectProblem(400, "credential_in_url");
    client.get("/v1/agents?cursor=actk_x").expectProblem(400, "credential_in_url");
    nobody
        .post("/v1/enforce?access_token=x", "{\"action\": \"a\"}")
        .expectProblem(400, "credential_in_url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET\r\n\r\n",
        "POST /v1/enforce HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
        "POST /v1/enforce HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n{}",
        "GET /health HTTP/1.1\r\nHost: a\r\nX y: z\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, x\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"
      })
  void isNoHttp(String request) throws IOException {
    String answer = raw(request);
    assertThat(answer).startsWith("HTTP/1.").contains(" 400 ");
    assertThat(answer).doesNotContain("Exception", "\tat ");
  }

  @Test
  void whatFollowsAChunkedBodyIsNeverReadAsARequest() throws IOException {
    String request =
        """
        POST /v1/enforce HTTP/1.1
        Host: a
        Content-Length: 40
        Transfer-Encoding: chunked

        2
        {}
        0

        GET /health HTTP/1.1
        Host: a

        """
            .replace("\n", "\r\n");
    assertThat(raw(request)).startsWith("HTTP/1.1 ").containsOnlyOnce("HTTP/1.1 ");
  }

  @Test
  void headersAndAddressesHaveAnEnd() throws IOException {
    assertThat(raw("GET /" + "a".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
        .contains(" 414 ", "uri_too_long");
    assertThat(raw("GET /health HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
        .contains(" 431 ", "headers_too_large");
  }

  @Test
  void anAddressThatCannotBeDecodedIsRefused() throws IOException {
    String headers = "Host: a\r\nConnection: close\r\nX-Api-Key: " + TestServer.KEY + "\r\n\r\n";

    assertThat(raw("GET /v1/audit?q=%zz HTTP/1.1\r\n" + headers))
        .contains(" 400 ", "invalid_query");
    assertThat(raw("GET /v1/agents/%zz HTTP/1.1\r\n" + headers)).contains(" 400 ");
  }

  private String raw(String request) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), refunds.test.server().port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theCallersNameForARequestComesBackUnlessItIsUnfit() {
    assertThat(client.and("X-Request-Id", "mine-1").get("/health").header("x-request-id"))
        .isEqualTo("mine-1");
    assertThat(client.and("X-Request-Id", "a".repeat(129)).get("/health").header("x-request-id"))
        .startsWith("req_");
    assertThat(client.get("/health").header("x-request-id")).startsWith("req_");
  }
}
