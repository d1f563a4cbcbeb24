package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys that sign tokens: by hand, by the schedule, over restarts. */
class TokenKeyTest {
  private final Refunds refunds = new Refunds();
  private final TestServer test = refunds.test;

  @AfterEach
  void stop() {
    refunds.close();
  }

  @Test
  void aRotatedKeyVerifiesAndTheNewOneSigns() {
    String before = token();
    String old = key(0, "id");

    Answer rotated = client().post("/v1/token-keys/rotate", "").expect(200);

    assertThat(rotated.text("state")).isEqualTo("active");
    assertThat(rotated.text("id")).isNotEqualTo(old);
    assertThat(jwks()).contains(old, rotated.text("id"));
    test.restart();
    assertThat(state(old)).isEqualTo("verify_only");
    allowed(before);
    String after = token();
    allowed(after);
    assertThat(client().get("/v1/audit?action=change_token_key").body())
        .contains(rotated.text("id"), "active");
  }

  @Test
  void aCompromisedKeyVerifiesNothingFromTheAnswerOn() {
    String token = token();
    String reference = client().post("/api/tokens", order()).expect(201).text("token");
    String lost = key(0, "id");
    allowed(token);

    Answer answer = client().post("/v1/token-keys/" + lost + "/compromise", "").expect(200);

    assertThat(answer.text("state")).isEqualTo("compromised");
    refused(token);
    assertThat(jwks()).doesNotContain(lost);
    allowed(reference);
    allowed(token());
    test.restart();
    refused(token);
    assertThat(state(lost)).isEqualTo("compromised");
    assertThat(client().get("/v1/audit?action=change_token_key").body()).contains("compromised");
    client().post("/v1/token-keys/" + lost + "/compromise", "").expect(200);
    client().post("/v1/token-keys/none/compromise", "").expectProblem(404, "not_found");
    client().post("/v1/token-keys/rotate", "{\"a\": 1}").expectProblem(422, "invalid_request");
  }

  @Test
  void aCompromisedKeyVerifiesNothingEvenWhereThatCannotBeKept() throws IOException {
    String token = token();
    String lost = key(0, "id");
    Path folder = test.data().resolve("keys").resolve(test.server().tenant());
    Files.move(folder, test.data().resolve("elsewhere"));
    Files.createFile(folder);

    client().post("/v1/token-keys/" + lost + "/compromise", "").expectProblem(500, "internal");

    refused(token);
    Files.delete(folder);
    Files.move(test.data().resolve("elsewhere"), folder);
    client().post("/v1/token-keys/" + lost + "/compromise", "").expect(200);
    allowed(token());
    test.restart();
    refused(token);
  }

  @Test
  void onlyAdministratorsChangeKeys() {
    Answer made =
        client().post("/v1/keys", "{\"label\": \"a\", \"roles\": [\"auditor\"]}").expect(201);
    Client auditor = client().with(Map.of("X-Api-Key", made.text("key")));

    auditor.get("/v1/token-keys").expect(200);
    auditor.post("/v1/token-keys/rotate", "").expectProblem(403, "forbidden");
    auditor
        .post("/v1/token-keys/" + key(0, "id") + "/compromise", "")
        .expectProblem(403, "forbidden");
  }

  @Test
  void byTheScheduleAKeyIsPublishedSignsVerifiesAndRetires() {
    test.restart(TokenKeyTest::every90Days);
    String first = key(0, "id");

    later(Duration.ofDays(89));
    String second = key(1, "id");
    assertThat(state(first)).isEqualTo("active");
    assertThat(state(second)).isEqualTo("pending");
    assertThat(jwks()).contains(first, second);
    later(Duration.ofDays(1));
    assertThat(state(first)).isEqualTo("verify_only");
    assertThat(state(second)).isEqualTo("active");
    later(Duration.ofDays(366));
    assertThat(state(first)).isEqualTo("retired");
    assertThat(jwks()).doesNotContain(first);
  }

  @Test
  void aRunningServerMovesItsKeysOn() {
    test.restart(TokenKeyTest::every90Days);

    test.server().tokenKeys().advance();
    assertThat(client().get("/v1/token-keys").text("token_keys.1.id")).isEmpty();
    test.advance(Duration.ofDays(89));
    test.server().tokenKeys().advance();
    String next = key(1, "id");
    assertThat(state(next)).isEqualTo("pending");
    test.advance(Duration.ofDays(1));
    test.server().tokenKeys().advance();

    assertThat(client().get("/v1/audit?action=change_token_key").body()).contains("key schedule");
    assertThat(state(next)).isEqualTo("active");
  }

  private static Config every90Days(Config config) {
    return config.withKeyRotation(Duration.ofDays(90));
  }

  /** What a server does that was stopped meanwhile. */
  private void later(Duration time) {
    test.advance(time);
    test.restart(TokenKeyTest::every90Days);
  }

  private String order() {
    return "{\"agentId\": \"bot\", \"policyId\": \"refunds\","
        + " \"session\": {\"customer_id\": \"12\"}}";
  }

  private Client client() {
    return test.client();
  }

  private String token() {
    return client().post("/v1/tokens", order()).expect(201).text("token");
  }

  private String key(int index, String member) {
    String value =
        client().get("/v1/token-keys").expect(200).text("token_keys." + index + "." + member);
    assertThat(value).isNotEmpty();
    return value;
  }

  private String state(String id) {
    for (int i = 0; ; i++) {
      if (key(i, "id").equals(id)) {
        return key(i, "state");
      }
    }
  }

  private String jwks() {
    return client().get("/.well-known/jwks.json").expect(200).body();
  }

  private void allowed(String token) {
    Answer answer = Refunds.enforce(client(), token, "read", "customer://id:12", "{}");
    assertThat(answer.expect(200).text("allowed")).as(answer.body()).isEqualTo("true");
  }

  private void refused(String token) {
    Answer answer = Refunds.enforce(client(), token, "read", "customer://id:12", "{}");
    assertThat(answer.text("allowed")).as(answer.body()).isEqualTo("false");
    assertThat(answer.body()).contains("token_invalid");
  }
}
