package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.http.Bounds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP as a hostile client writes it, byte by byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawHttpTest {
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

  private String post(String path, String headers, String body) {
    return """
    POST %s HTTP/1.1
    Host: a
    X-Api-Key: %s
    Content-Type: application/json
    %s
    %s\
    """
        .formatted(path, TestServer.KEY, headers, body);
  }

  private String enforce(String path, String headers) {
    String body = Refunds.body(token, "read", "customer://id:12", "{}");
    return post(path, "Content-Length: " + body.length() + "\nConnection: close\n" + headers, body);
  }

  private String answer(String request) throws IOException {
    return Raw.answer(refunds.test.server(), request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//v1/enforce",
        "/v1//enforce",
        "/v1/enforce/",
        "/v1/enforce/.",
        "/v1/./enforce",
        "/v1/../v1/enforce",
        "/x/../v1/enforce",
        "/v1/enforce/..",
        "/%76%31/enforce",
        "/v1/%65nforce",
        "/v1%2fenforce",
        "/v1%2Fenforce",
        "/v1/%2e/enforce",
        "/v1/%2E%2E/v1/enforce",
        "/v1/enforce%00",
        "/v1/enforce%5c",
        "/v1\\enforce",
        "/v1/enforce;x=1",
        "/v1/enforce#x",
        "/V1/ENFORCE",
        "/v1/enforce\u00e9",
        "/v1/agents/",
        "//v1/agents",
        "/v1/agents/../policies",
        "*",
        "v1/enforce"
      })
  void isNoOtherSpellingOfAPath(String path) throws IOException {
    assertThat(answer(enforce(path, "")))
        .startsWith("HTTP/1.1 404 ")
        .contains("\"code\":\"not_found\"", "\"decision\":\"denied\"");
    assertThat(answer("GET %s HTTP/1.1\nHost: a\nConnection: close\n\n".formatted(path)))
        .startsWith("HTTP/1.1 404 ");
  }

  @Test
  void anEscapeThatHasToBeThereFindsItsName() {
    refunds.client.post("/v1/agents", "{\"name\": \"Front Desk \u00e9\"}").expect(201);
    assertThat(refunds.client.get("/v1/agents/Front%20Desk%20%C3%A9").expect(200).text("name"))
        .isEqualTo("Front Desk \u00e9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dryRun=true&dryRun=false",
        "dryRun=true&dryRun=true",
        "dryRun=true;dryRun=true",
        "dryRun=true&dry_run=false",
        "dryRun=yes",
        "dryRun",
        "dryrun=true",
        "explain=all",
        "explain=full&explain=none",
        "x=1",
        "%zz"
      })
  void isNoQuery(String query) throws IOException {
    assertThat(answer(enforce("/v1/enforce?" + query, "")))
        .startsWith("HTTP/1.1 400 ")
        .contains("invalid_query", "\"allowed\":false");
    assertThat(answer(enforce("/api/enforcement/check?" + query, ""))).startsWith("HTTP/1.1 400 ");
    refunds
        .client
        .with(Map.of("Authorization", "Bearer " + token))
        .post("/v1/enforce?unknown=1", "{\"action\": \"read\"}")
        .expectProblem(400, "invalid_query");
    refunds.client.get("/health?x=1").expectProblem(400, "invalid_query");
    refunds.client.get("/v1/agents?limit=1&limit=1").expectProblem(400, "invalid_query");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Expect: 200-ok|417|expectation_failed",
        "Expect: 100-continue, x|417|expectation_failed",
        "Content-Encoding: gzip|415|unsupported_encoding",
        "Content-Encoding: identity, br|415|unsupported_encoding",
        "Host: b|400|malformed_http"
      })
  void isNotWhatIsReadHere(String header, String status, String code) throws IOException {
    assertThat(answer(enforce("/v1/enforce", header + "\n")))
        .startsWith("HTTP/1.1 " + status + " ")
        .contains(code, "\"allowed\":false", "connection: close");
  }

  @Test
  void whatIsOrdinaryIsAnswered() throws IOException {
    for (String header :
        new String[] {"", "Content-Encoding: identity\n", "Expect: 100-continue\n"}) {
      assertThat(answer(enforce("/v1/enforce", header)))
          .contains("HTTP/1.1 200 ", "\"decision\":\"allowed\"");
    }
    assertThat(answer("GET /health HTTP/1.1\nConnection: close\n\n")).startsWith("HTTP/1.1 400 ");
    assertThat(answer("GET /health HTTP/1.0\n\n")).contains(" 200 ");
  }

  @Test
  void whoAsksWhetherToSendABodyIsTold() throws IOException {
    try (Raw raw = Raw.to(refunds.test.server())) {
      raw.send(
          post("/v1/enforce", "Content-Length: 2\nExpect: 100-continue\nConnection: close\n", ""));
      assertThat(raw.until("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
      assertThat(raw.send("{}").rest()).startsWith("HTTP/1.1 422 ");
    }
    assertThat(answer(post("/v1/enforce", "Content-Length: 70000\nExpect: 100-continue\n", "")))
        .startsWith("HTTP/1.1 413 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"65537", "10000000", "9223372036854775807"})
  void aLengthThatIsTooMuchIsRefusedBeforeTheBodyComes(String length) throws IOException {
    try (Raw raw = Raw.to(refunds.test.server())) {
      raw.send(post("/v1/enforce", "Content-Length: " + length + "\n", "{"));
      assertThat(raw.until("}"))
          .startsWith("HTTP/1.1 413 ")
          .contains("connection: close", "body_too_large", "65536 bytes", "\"allowed\":false");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "+5", "5, 5", "0x5", "5\nContent-Length: 6", ""})
  void isNoLength(String length) throws IOException {
    assertThat(answer(post("/v1/enforce", "Content-Length: " + length + "\n", "{}")))
        .startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\n{}\n0\n\n",
        "2\n{}\nzz\n",
        "-2\n{}\n0\n\n",
        "2\n{}x\n0\n\n",
        "fffffffffffffffff\n{}",
        "2;a\u0000b\n{}\n0\n\n"
      })
  void isNoChunkedBody(String chunks) throws IOException {
    String answer = answer(post("/v1/enforce", "Transfer-Encoding: chunked\n", chunks));

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("malformed_http", "\"allowed\":false");
    assertThat(answer).containsOnlyOnce("HTTP/1.1 ");
  }

  @Test
  void aChunkedBodyHasAnEndAndSoHasItsConnection() throws IOException {
    String chunk = "1000\n" + "a".repeat(0x1000) + "\n";

    assertThat(
            answer(post("/v1/enforce", "Transfer-Encoding: chunked\n", chunk.repeat(17) + "0\n\n")))
        .startsWith("HTTP/1.1 413 ")
        .containsOnlyOnce("HTTP/1.1 ");
  }

  @Test
  void nothingThatFollowsARefusalIsDone() throws IOException {
    String second = enforce("/v1/enforce", "");

    assertThat(answer(post("/v1/nothing/", "Content-Length: 2\n", "{}" + second)))
        .containsOnlyOnce("HTTP/1.1 ");
  }

  @Test
  void whoGoesAwayInTheMiddleLeavesTheServerServing() throws IOException {
    for (String part :
        new String[] {"POST /v1/en", post("/v1/enforce", "Content-Length: 50\n", "{\"a")}) {
      Raw.to(refunds.test.server()).send(part).close();
    }
    assertThat(refunds.read(token).text("allowed")).isEqualTo("true");
  }

  @Test
  void aSlowClientIsLetGo() throws IOException {
    Duration soon = Duration.ofMillis(200);
    try (TestServer test =
        TestServer.over(
            TestServer.temporary(),
            config -> config.withBounds(new Bounds(10, soon, soon, soon)))) {
      assertThat(trickle(test, "POST /v1/enforce HTTP/1.1\r\nHost: a\r\nX: ")).isTrue();
      assertThat(
              trickle(test, "POST /v1/enforce HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n"))
          .isTrue();
      assertThat(trickle(test, "POST /x/ HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n"))
          .isTrue();
      assertThat(
              Raw.answer(
                  test.server(), "POST /v1/enforce HTTP/1.1\nHost: a\nContent-Length: 9\n\n{"))
          .startsWith("HTTP/1.1 408 ")
          .contains("request_timeout", "\"allowed\":false");
    }
  }

  /** Sends a byte after the other for as long as it is let; whether it was stopped. */
  private static boolean trickle(TestServer test, String beginning) throws IOException {
    try (Raw raw = Raw.to(test.server()).send(beginning)) {
      for (int i = 0; i < 500; i++) {
        if (raw.closedWhileSending("a")) {
          return true;
        }
      }
      return false;
    }
  }

  @Test
  void thereIsRoomForSoManyConnectionsAndNoMore() throws IOException {
    Duration longer = Duration.ofMinutes(1);
    Bounds two = new Bounds(2, longer, longer, longer);
    int held = 2 * Runtime.getRuntime().availableProcessors();
    List<Raw> all = new ArrayList<>();
    try (TestServer test =
        TestServer.over(TestServer.temporary(), config -> config.withBounds(two))) {
      for (int i = 0; i <= held; i++) {
        all.add(Raw.to(test.server()));
      }
      assertThat(someIsClosed(all)).isTrue();
      for (Raw raw : all) {
        raw.close();
      }
    }
  }

  private static boolean someIsClosed(List<Raw> all) throws IOException {
    for (int i = 0; i < 100; i++) {
      for (Raw raw : all) {
        if (raw.closedWhileSending("G")) {
          return true;
        }
      }
    }
    return false;
  }
}
