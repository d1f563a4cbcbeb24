package dev.actp.server.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every test of the server rests on: an answer that is not described fails. */
class ExchangedTest {
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  /** An answer that no server gave. */
  private record Answer(HttpRequest request, int statusCode, String type, String body)
      implements HttpResponse<String> {
    @Override
    public Optional<HttpResponse<String>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public HttpHeaders headers() {
      return HttpHeaders.of(
          Map.of("content-type", List.of(type), "x-request-id", List.of("r")), (a, b) -> true);
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return Optional.empty();
    }

    @Override
    public URI uri() {
      return request.uri();
    }

    @Override
    public HttpClient.Version version() {
      return HttpClient.Version.HTTP_1_1;
    }
  }

  private static void check(
      String method, String path, String sent, int status, String type, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost" + path))
            .method(method, BodyPublishers.ofString(sent))
            .build();
    Exchanged.check(request, new Answer(request, status, type, body));
  }

  private static String problem(int status, String code) {
    return "{\"type\": \"urn:actp:problem:%s\", \"title\": \"t\", \"status\": %d, \"code\": \"%s\"}"
        .formatted(code, status, code);
  }

  @Test
  void whatIsDescribedIsNoFailure() {
    check("GET", "/health/live", "", 200, JSON, "{\"status\": \"ok\"}");
    check("GET", "/nowhere", "", 404, PROBLEM, problem(404, "not_found"));
    check("DELETE", "/v1/agents", "", 405, PROBLEM, problem(405, "method_not_allowed"));
    check("POST", "/v1/agents", "{\"x\": 1}", 422, PROBLEM, problem(422, "invalid_request"));
    check("POST", "/v1/clock/confirm", "", 200, JSON, confirmed());
  }

  private static String confirmed() {
    return "{\"confirmed\": true, \"receipt\": {\"index\": 1, \"leaf_hash\": \"%s\"}}"
        .formatted("0".repeat(64));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "an unknown path | GET | /nowhere | 200 | application/json | {}",
        "an unknown method | PUT | /health/live | 200 | application/json | {\"status\": \"ok\"}",
        "an unknown status | GET | /health/live | 201 | application/json | {\"status\": \"ok\"}",
        "an unknown type | GET | /health/live | 200 | text/plain | ok",
        "an unknown member | GET | /health/live | 200 | application/json | {\"status\": \"ok\","
            + " \"x\": 1}",
        "another value | GET | /health/live | 200 | application/json | {\"status\": \"fine\"}",
        "a member too few | GET | /health/live | 200 | application/json | {}",
        "no such code | GET | /v1/agents | 404 | application/problem+json | {}",
      })
  void whatIsNotDescribedFails(
      String what, String method, String path, int status, String type, String body) {
    assertThatThrownBy(() -> check(method, path, "", status, type, body))
        .as(what)
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aCodeHasItsOwnStatus() {
    assertThatThrownBy(
            () -> check("GET", "/v1/agents", "", 401, PROBLEM, problem(401, "forbidden")))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () -> check("GET", "/v1/agents", "", 401, PROBLEM, problem(403, "forbidden")))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void whatIsTakenThoughItIsNotDescribedFails() {
    assertThatThrownBy(
            () ->
                check(
                    "POST",
                    "/v1/webhooks/a/test",
                    "{\"x\": 1}",
                    202,
                    JSON,
                    "{\"event\": \"evt_1\"}"))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () -> check("POST", "/v1/webhooks/a/test?x=1", "", 202, JSON, "{\"event\": \"evt_1\"}"))
        .isInstanceOf(AssertionError.class);
  }
}
