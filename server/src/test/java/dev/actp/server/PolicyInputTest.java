package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.actp.server.Client.Answer;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Policies that nobody should send: each a problem document that says what and where. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyInputTest {
  private static final String HEADER = "policy \"p\" version \"1\"\n";
  private TestServer test;
  private Client client;

  @BeforeAll
  void start() {
    test = TestServer.start();
    client = test.client();
  }

  @AfterAll
  void stop() {
    test.close();
  }

  private static String grant(String condition) {
    return HEADER + "capability a on \"**\" { require " + condition + " }\n";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void isNoPolicy(String what, String source, String diagnostic) {
    Answer answer = client.post("/v1/policies", "text/x-actp", source);

    answer.expectProblem(422, "invalid_policy");
    assertThat(answer.text("diagnostics"))
        .as(what)
        .contains("error[ACTP", "policy.actp:", diagnostic);
    assertThat(answer.text("detail")).isNotEmpty().doesNotContain("\n");
    assertThat(answer.body().length()).isLessThan(100_000);
    client.get("/v1/policies/p").expectProblem(404, "not_found");
  }

  static Stream<Arguments> isNoPolicy() {
    return Stream.of(
        arguments("a syntax error", HEADER + "capabilty a on \"**\" {}\n", "capabilty"),
        arguments("an import of itself", HEADER + "import \"policy.actp\"\n", "policy.actp"),
        arguments("an import of nothing", HEADER + "import \"other.actp\"\n", "other.actp"),
        arguments("an import from elsewhere", HEADER + "import \"../../etc/passwd\"\n", "passwd"),
        arguments("10,000 brackets", grant("(".repeat(10_000) + "true" + ")".repeat(10_000)), "64"),
        arguments("10,000 nots", grant("not ".repeat(10_000) + "true"), "nested too deep"),
        arguments("10,000 braces", HEADER + "capability a on \"**\" " + "{".repeat(10_000), "{"),
        arguments("65 lists", grant("x in " + "[".repeat(65) + "]".repeat(65)), "64"),
        arguments("an unknown attribute", grant("session.nobody == \"x\""), "nobody"),
        arguments("a huge number", grant("x < 1e20000000"), "1e20000000"),
        arguments("a byte order mark", "\uFEFF" + HEADER, "byte order mark"),
        arguments("a bidirectional control", HEADER + "// \u202e\n", "202E"),
        arguments("a null", HEADER + "\0", "0"),
        arguments(
            "2,001 clauses",
            HEADER + "capability a on \"**\" {\n" + clauses(2_001) + "}\n",
            "at most 2000 clauses"),
        arguments(
            "2,000 mistakes",
            HEADER + "capability a on \"**\" {\n" + "  require x == 1\n".repeat(2_000) + "}\n",
            " more\n"));
  }

  private static String clauses(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "  require x != " + i + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void aPolicyOf10000LinesIsOneLikeAnother() {
    String lines = "// a line of comment\n".repeat(10_000);

    client
        .post("/v1/policies", "text/x-actp", lines + grant("x == 1").replace("\"p\"", "\"long\""))
        .expect(201);
    client
        .post("/v1/policies", "text/x-actp", lines + "nonsense\n")
        .expectProblem(422, "invalid_policy");
  }

  @Test
  void aPolicyThatIsTooLongIsRefusedUnread() {
    for (String type : new String[] {"text/x-actp", "application/json"}) {
      client
          .post("/v1/policies", type, "/".repeat(10_000_000))
          .expectProblem(413, "body_too_large");
    }
  }

  @Test
  void aTextThatIsNotUtf8IsRefused() {
    byte[] body = (HEADER + "// ?").getBytes(StandardCharsets.UTF_8);
    body[body.length - 1] = (byte) 0xC3;

    Answer answer =
        client.send(
            client
                .request("/v1/policies")
                .header("Content-Type", "text/x-actp")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));

    assertThat(answer.expectProblem(422, "invalid_policy").text("detail")).contains("UTF-8");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void isNoJsonOfAPolicy(String what, String body, String pointer) {
    Answer answer = client.post("/v1/policies", body).expectProblem(400, "invalid_json");

    assertThat(answer.text("errors.0.pointer")).as(what).isEqualTo(pointer);
    assertThat(answer.text("detail")).contains("at character");
  }

  static Stream<Arguments> isNoJsonOfAPolicy() {
    return Stream.of(
        arguments("a key twice", "{\"name\": \"a\", \"name\": \"b\"}", "/name"),
        arguments("a byte order mark", "\uFEFF{}", ""),
        arguments("NaN", "{\"constraints\": {\"maxRows\": NaN}}", "/constraints/maxRows"),
        arguments("a lone surrogate", "{\"name\": \"\\ud800\"}", "/name"),
        arguments(
            "33 levels",
            "{\"a\": " + "[".repeat(40) + "]".repeat(40) + "}",
            "/a" + "/0".repeat(31)));
  }

  @Test
  void nineThousandAndsCompileOrAreRefusedInTime() {
    String source = grant(String.join(" and ", Collections.nCopies(9_000, "x == 1")));

    Answer answer = client.post("/v1/policies", "text/x-actp", source.replace("\"p\"", "\"ands\""));

    assertThat(answer.status()).as(answer.body()).isIn(201, 422);
  }
}
