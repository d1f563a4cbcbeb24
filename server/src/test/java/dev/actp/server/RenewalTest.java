package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A renewed token is the same token with a later end. */
class RenewalTest {
  private static final String POLICY =
      """
      policy "thrice" version "1"
      token lifetime at most 8h
      capability read on "**" { limit 3 in total each token }
      capability taint on "**" {}
      capability send on "**" { not after taint }
      """;

  private TestServer test;
  private Client client;

  @BeforeEach
  void start() {
    test = TestServer.start();
    client = test.client();
    client.post("/v1/policies", "text/x-actp", POLICY).expect(201);
    client.post("/v1/agents", "{\"name\": \"bot\"}").expect(201);
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private Answer issue(String more) {
    return client.post("/v1/tokens", "{\"agentId\": \"bot\"" + more + "}").expect(201);
  }

  private Answer renew(Answer token, String body) {
    return client.post("/v1/tokens/" + token.text("id") + "/renew", body);
  }

  private String use(String secret, String action) {
    return Refunds.enforce(client, secret, action, "r", "{}").expect(200).text("reasons.0.code");
  }

  private void restart() {
    test.restart();
    client = test.client();
  }

  @Test
  void endsLaterAndIsTheSameOtherwise() {
    Answer token = issue(", \"expiresIn\": \"1h\"");
    test.advance(Duration.ofMinutes(30));

    Answer renewed = renew(token, "{\"expiresIn\": \"2h\"}").expect(200);

    assertThat(renewed.text("id")).isEqualTo(token.text("id"));
    assertThat(renewed.text("expires_at")).isEqualTo("2026-02-16T12:30:00Z");
    assertThat(renewed.text("token")).isNotEqualTo(token.text("token"));
    test.advance(Duration.ofMinutes(31));
    assertThat(use(token.text("token"), "taint")).isEqualTo("token_expired");
    restart();
    assertThat(use(renewed.text("token"), "taint")).isEqualTo("granted");
    assertThat(client.get("/v1/tokens/" + token.text("id")).text("expires_at"))
        .isEqualTo("2026-02-16T12:30:00Z");
    assertThat(client.get("/v1/audit").body()).contains("\"act\":\"renew_token\"");
  }

  @Test
  void hasUsedUpWhatItHasUsedUpAndDoneWhatItHasDone() {
    Answer token = issue(", \"expiresIn\": \"1h\"");
    use(token.text("token"), "read");
    use(token.text("token"), "read");
    use(token.text("token"), "taint");
    String secret = renew(token, "{\"expiresIn\": \"8h\"}").expect(200).text("token");
    test.advance(Duration.ofHours(2));

    assertThat(use(secret, "send")).isEqualTo("history");
    assertThat(use(secret, "read")).isEqualTo("granted");
    restart();
    assertThat(use(secret, "read")).isEqualTo("limit_reached");
    assertThat(use(secret, "send")).isEqualTo("history");
  }

  @Test
  void isRevokedWithWhatWasHandedOutBefore() {
    Answer token = issue("");
    String secret = renew(token, "{\"expiresIn\": \"2h\"}").expect(200).text("token");

    client.post("/v1/tokens/" + token.text("id") + "/revoke", "{}").expect(200);

    assertThat(use(secret, "taint")).isEqualTo("token_revoked");
    assertThat(use(token.text("token"), "taint")).isEqualTo("token_revoked");
  }

  @Test
  void aReferenceStaysAndStandsForTheLaterEnd() {
    Answer token = client.post("/api/tokens", "{\"agentId\": \"bot\"}").expect(201);
    assertThat(use(token.text("token"), "taint")).isEqualTo("granted");

    Answer renewed = renew(token, "{\"expiresIn\": \"3h\"}").expect(200);

    assertThat(renewed.text("token_unchanged")).isEqualTo("true");
    assertThat(renewed.body()).doesNotContain("\"token\":");
    test.advance(Duration.ofHours(2));
    assertThat(use(token.text("token"), "taint")).isEqualTo("granted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/tokens/TOKEN/revoke|{}|token_revoked",
        "/v1/agents/bot/revoke|{}|token_revoked",
        "/v1/policies/thrice/revoke|{}|policy_revoked"
      })
  void whatIsTakenBackIsNotRenewed(String path, String body, String why) {
    Answer token = issue("");
    client.post(path.replace("TOKEN", token.text("id")), body).expect(200);

    assertThat(
            renew(token, "{\"expiresIn\": \"2h\"}").expectProblem(409, "conflict").text("detail"))
        .isEqualTo("the token is not good any more: " + why);
  }

  @Test
  void neitherAnEndedTokenNorADisabledAgentsIsRenewed() {
    Answer token = issue(", \"expiresIn\": \"1h\"");
    client.put("/v1/agents/bot", "{\"disabled\": true}").expect(200);
    renew(token, "{\"expiresIn\": \"2h\"}").expectProblem(409, "conflict");
    client.put("/v1/agents/bot", "{\"disabled\": false}").expect(200);
    test.advance(Duration.ofHours(1));

    assertThat(
            renew(token, "{\"expiresIn\": \"2h\"}").expectProblem(409, "conflict").text("detail"))
        .contains("token_expired");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"expiresIn\": \"8h\"}|200|",
        "{\"expiresIn\": 28801}|422|invalid_expiry",
        "{\"expiresIn\": \"2h\"}|422|invalid_request",
        "{\"expiresIn\": \"30m\"}|422|invalid_request",
        "{}|422|invalid_request",
        "{\"expiresIn\": \"soon\"}|422|invalid_request",
        "{\"capabilities\": [\"read\"]}|422|invalid_request",
        "{\"session\": {\"a\": \"b\"}}|422|invalid_request"
      })
  void neitherTheLifeOfANewOneIsPassedNorAnythingElseChanged(
      String body, int status, @org.jspecify.annotations.Nullable String code) {
    Answer token = issue(", \"expiresIn\": \"2h\"");

    Answer answer = renew(token, body).expect(status);

    assertThat(answer.text("code")).isEqualTo(code == null ? "" : code);
    client.post("/v1/tokens/tok_none/renew", body).expectProblem(404, "not_found");
  }

  @Test
  void aPolicyThatShortensItsTokensMeanwhileShortensRenewals() {
    Answer token = issue(", \"expiresIn\": \"1h\"");
    String shorter = POLICY.replace("at most 8h", "at most 90m");
    client
        .send(
            client
                .request("/v1/policies/thrice")
                .header("Content-Type", "text/x-actp")
                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(shorter)))
        .expect(200);

    renew(token, "{\"expiresIn\": \"2h\"}").expectProblem(422, "invalid_expiry");
    renew(token, "{\"expiresIn\": \"90m\"}").expect(200);
  }
}
