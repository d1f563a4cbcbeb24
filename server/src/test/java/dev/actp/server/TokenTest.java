package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenTest {
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"expiresIn\": 3600|11:00:00",
        "\"expiresIn\": 3.6e3|11:00:00",
        "\"expiresIn\": 2|10:00:02",
        "\"expiresIn\": \"8h\"|18:00:00",
        "\"expires_in\": \"10m\"|10:10:00",
        "\"ttl\": \"30s\"|10:00:30",
        "\"expires_at\": \"2h\"|12:00:00",
        "\"expires_at\": \"2026-02-16T13:00:00+01:00\"|12:00:00",
        "\"metadata\": {}|11:00:00"
      })
  void endsWhenItIsAskedTo(String member, String time) {
    assertThat(refunds.order(", " + member).expect(201).text("expires_at"))
        .isEqualTo("2026-02-16T" + time + "Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"expiresIn\": \"8h\", \"expires_at\": \"8h\"|invalid_request|give one of them",
        "\"expiresIn\": true|invalid_request|a whole number of seconds",
        "\"expires_at\": \"tomorrow\"|invalid_request|has to be a time",
        "\"expires_at\": 1771239600|invalid_request|has to be a time",
        "\"expiresIn\": 1.5|invalid_request|a whole number of seconds like `3600`, or a duration",
        "\"expiresIn\": \"3600\"|invalid_request|`s`, `m`, `h`, `d` or `w`",
        "\"expiresIn\": \"1y\"|invalid_request|`s`, `m`, `h`, `d` or `w`",
        "\"expiresIn\": \"\"|invalid_request|`s`, `m`, `h`, `d` or `w`",
        "\"expiresIn\": 0|invalid_expiry|/expiresIn",
        "\"expiresIn\": 1|invalid_expiry|a token lives from 2s to 8h here",
        "\"expiresIn\": \"1s\"|invalid_expiry|a token lives from 2s to 8h here",
        "\"expires_at\": \"0s\"|invalid_expiry|/expires_at",
        "\"expiresIn\": -5|invalid_expiry|a token lives from 2s to 8h here",
        "\"expires_at\": \"2026-02-16T10:00:01Z\"|invalid_expiry|a token lives from 2s to 8h here",
        "\"expiresIn\": 28801|invalid_expiry|from 2s to 8h",
        "\"expiresIn\": 99999999999999999999|invalid_expiry|from 2s to 8h",
        "\"expires_at\": \"2025-12-31T23:59:59Z\"|invalid_expiry|is past"
      })
  void doesNotEndWhenItCannot(String member, String code, String why) {
    assertThat(refunds.order(", " + member).expectProblem(422, code).body()).contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"agentId\": \"bot\"}|invalid_session|`session.customer_id` is absent",
        "{\"agentId\": \"bot\", \"session\": {\"customer_id\":"
            + " 12}}|invalid_session|`session.customer_id` is not of type `string`",
        "{\"agentId\": \"bot\", \"session\": {\"customer_id\": \"1\"}, \"context\":"
            + " {\"session.customer_id\": \"2\"}}|invalid_request|given twice",
        "{\"agentId\": \"bot\", \"context\": {\"customer_id\": \"1\", \"agent.id\":"
            + " \"other\"}}|invalid_request|`agent.id` is not what the registry holds",
        "{\"agentId\": \"bot\", \"session\": {\"custmer_id\": \"1\"}}|invalid_session|declares"
            + " `session.custmer_id`; did you mean `customer_id`",
        "{\"agentId\": \"nobody\"}|unknown_reference|there is no agent `nobody`",
        "{}|invalid_request|is required",
        "{\"agentId\": \"bot\", \"policyId\": \"nothing\"}|invalid_request|there is no policy"
            + " `nothing`",
        "{\"agentId\": \"bot\", \"capabilities\": [\"delete\"]}|invalid_request|grants `delete`",
        "{\"agentId\": \"bot\", \"format\": \"paseto\"}|invalid_request|is `jwt` or `reference`",
        "{\"agentId\": \"bot\", \"cnf\": {}}|invalid_request|/cnf/jwk"
      })
  void isNotIssuedForWhatDoesNotFit(String body, String code, String why) {
    assertThat(client.post("/v1/tokens", body).expectProblem(422, code).body()).contains(why);
  }

  @Test
  void contextMayBeWrittenWithItsRootAndTheAgentByNameOrId() {
    for (String agent : new String[] {"bot", refunds.agent.text("id")}) {
      String body =
          """
          {"agent": "AGENT", "policy": "refunds", "ttl": "8h", "context":
          {"session.customer_id": "12", "agent.id": "bot", "shift": "day"}}\
          """
              .replace("AGENT", agent);
      Answer token = client.post("/v1/tokens", body).expect(201);
      assertThat(token.text("session.shift")).isEqualTo("day");
      assertThat(token.text("warnings.0"))
          .contains("declares `session.shift`", "declared is `customer_id`");
      assertThat(refunds.read(token.text("token")).text("allowed")).isEqualTo("true");
    }
  }

  @Test
  void aNarrowedTokenHoldsWhatItNamesAndNoMore() {
    Answer token = refunds.order(", \"capabilities\": [\"read\"]").expect(201);

    assertThat(token.text("capabilities.0")).isEqualTo("read");
    assertThat(token.text("capabilities.1")).isEmpty();
    assertThat(refunds.read(token.text("token")).text("allowed")).isEqualTo("true");
    assertThat(refunds.refund(token.text("token"), "1").text("reasons.0.code"))
        .isEqualTo("capability_not_granted");
  }

  @Test
  void theSameDialectsAnswerTheirOwnForms() {
    String body = "{\"agent_id\": \"bot\", \"session\": {\"customer_id\": \"12\"}}";

    assertThat(client.post("/v1/tokens", body).text("token")).startsWith("eyJ");
    assertThat(client.post("/api/tokens", body).text("token")).startsWith("act_").hasSize(52);
    assertThat(
            client.post("/api/tokens", body.replace("}}", "}, \"format\": \"jwt\"}")).text("token"))
        .startsWith("eyJ");
  }

  @Test
  void aRepeatedOrderGetsTheFirstAnswerWithoutTheSecret() {
    Client once = client.and("Idempotency-Key", "order-1");
    String body = "{\"agent_id\": \"bot\", \"session\": {\"customer_id\": \"12\"}}";

    Answer first = once.post("/v1/tokens", body).expect(201);
    Answer again = once.post("/v1/tokens", body).expect(201);

    assertThat(again.text("id")).isEqualTo(first.text("id"));
    assertThat(again.body()).doesNotContain(first.text("token")).contains("token_withheld");
    assertThat(again.header("idempotency-replayed")).isEqualTo("true");
    once.post("/v1/tokens", body.replace("12", "13")).expectProblem(422, "idempotency_mismatch");
    assertThat(once.post("/api/tokens", body).expect(201).text("id"))
        .isNotEqualTo(first.text("id"));
  }

  @Test
  void whatWasIssuedIsListedWithoutItsSecret() {
    Answer issued = refunds.token();

    Answer one = client.get("/v1/tokens/" + issued.text("id")).expect(200);

    assertThat(one.text("grants.0.policy")).isEqualTo(refunds.policy.text("id"));
    assertThat(one.body()).doesNotContain(issued.text("token"));
    assertThat(client.get("/v1/tokens?limit=1").expect(200).text("next")).isNotEmpty();
    client.get("/v1/tokens/tok_unknown").expectProblem(404, "not_found");
  }

  @Test
  void publicKeysArePublishedAndPrivateOnesAreNot() {
    Answer keys = client.with(Map.of()).get("/.well-known/jwks.json").expect(200);

    assertThat(keys.text("keys.0.kty")).isEqualTo("OKP");
    assertThat(keys.text("keys.0.d")).isEmpty();
    assertThat(keys.header("content-type")).isEqualTo("application/jwk-set+json");
  }
}
