package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken back is so from the next decision on, and over restarts. */
class RevocationTest {
  private Refunds refunds;
  private Client client;
  private Answer token;

  @BeforeEach
  void start() {
    refunds = new Refunds();
    client = refunds.client;
    token = refunds.token();
  }

  @AfterEach
  void stop() {
    refunds.close();
  }

  private void restart() {
    refunds.test.restart();
    client = refunds.test.client();
  }

  private String read() {
    return read(token.text("token"));
  }

  /** Why reading is denied, or that it is granted. */
  private String read(String secret) {
    return Refunds.enforce(client, secret, "read", "customer://id:12", "{}")
        .expect(200)
        .text("reasons.0.code");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/tokens/TOKEN/revoke|{}|token_revoked",
        "/api/tokens/TOKEN/revoke|{\"capability\": \"read\"}|capability_revoked",
        "/v1/agents/bot/revoke|{}|token_revoked",
        "/v1/policies/refunds/revoke|{}|policy_revoked",
        "/v1/revocations|{\"confirm\": \"TENANT\"}|token_revoked"
      })
  void takesEffectAtOnceAndSurvivesARestart(String path, String body, String code) {
    assertThat(read()).isEqualTo("granted");

    Answer done = revoke(path, body).expect(200);

    assertThat(done.text("revoked")).isEqualTo("true");
    assertThat(done.text("receipt.leaf_hash")).hasSize(64);
    assertThat(read()).isEqualTo(code);
    restart();
    assertThat(read()).isEqualTo(code);
    assertThat(client.get("/v1/revocations").expect(200).text("revocations.0.audit_id"))
        .isEqualTo("aud_" + done.text("receipt.index"));
    revoke(path, body).expect(200);
    assertThat(read()).isEqualTo(code);
  }

  private Answer revoke(String path, String body) {
    return client.post(path.replace("TOKEN", token.text("id")), body.replace("TENANT", tenant()));
  }

  private String tenant() {
    return client.get("/v1/audit?limit=1").text("records.0.record.tenant");
  }

  private void everything(String path) {
    client.post(path, "{\"confirm\": \"" + tenant() + "\"}").expect(200);
  }

  @Test
  void oneCapabilityIsRevokedAndTheOthersAreNot() {
    client
        .post("/v1/tokens/" + token.text("id") + "/revoke", "{\"capability\": \"process_refund\"}")
        .expect(200);

    assertThat(read()).isEqualTo("granted");
    assertThat(
            Refunds.enforce(
                    client,
                    token.text("token"),
                    "process_refund",
                    "order://12/1",
                    "{\"amount\": 1}")
                .text("reasons.0.code"))
        .isEqualTo("capability_revoked");
  }

  @Test
  void whatAnAgentIsIssuedAfterItsRevocationIsGood() {
    client.post("/v1/agents/bot/revoke", "{}").expect(200);
    String later = refunds.token().text("token");

    assertThat(read(later)).isEqualTo("granted");
    restart();
    assertThat(read(later)).isEqualTo("granted");
    assertThat(read()).isEqualTo("token_revoked");
  }

  @Test
  void aPolicyIsReinstated() {
    client.post("/v1/policies/refunds/revoke", "{}").expect(200);
    Answer back = client.post("/v1/policies/refunds/reinstate", "{}").expect(200);

    assertThat(back.text("revoked")).isEqualTo("false");
    assertThat(read()).isEqualTo("granted");
    restart();
    assertThat(read()).isEqualTo("granted");
    assertThat(client.get("/v1/revocations").text("revocations.0.what")).isEmpty();
    client.post("/v1/policies/nothing/revoke", "{}").expectProblem(404, "not_found");
    client.post("/v1/policies/refunds/revoke", "{\"x\": 1}").expectProblem(422, "invalid_request");
  }

  @Test
  void aGuardrailIsNotRevokedAway() {
    String guardrail = "guardrail \"base\" version \"1\"\nforbid any action on \"**\"\n";
    client.post("/v1/policies", "text/x-actp", guardrail).expect(201);

    client.post("/v1/policies/base/revoke", "{}").expectProblem(409, "conflict");

    assertThat(read()).isEqualTo("forbidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"confirm\": true}",
        "{\"confirm\": \"\"}",
        "{\"confirm\": \"other\"}",
        "{\"confirm\": \"default-tenant\"}",
        "{\"confirm\": \"TENANT\", \"agent\": \"bot\"}"
      })
  void nobodySwitchesATenantOffOrOnByASlip(String slip) {
    String body = slip.replace("TENANT", tenant());
    client.post("/v1/revocations", body).expectProblem(422, "invalid_request");
    assertThat(read()).isEqualTo("granted");
    everything("/v1/revocations");

    client.post("/v1/revocations/undo", body).expectProblem(422, "invalid_request");
    assertThat(read()).isEqualTo("token_revoked");
  }

  @Test
  void theKillSwitchHoldsForTokensToComeAndItsUndoingIsOnRecord() {
    client.post("/v1/tokens/" + refunds.token().text("id") + "/revoke", "{}").expect(200);
    everything("/v1/revocations");
    String later = refunds.token().text("token");
    assertThat(read(later)).isEqualTo("token_revoked");

    everything("/v1/revocations/undo");

    assertThat(read(later)).isEqualTo("granted");
    assertThat(read()).isEqualTo("granted");
    assertThat(client.get("/v1/audit?limit=50").body())
        .contains("\"act\":\"revoke\"", "\"act\":\"reinstate\"", "\"what\":\"everything\"");
    Answer left = client.get("/v1/revocations").expect(200);
    assertThat(left.text("revocations.0.what")).isEqualTo("token");
    assertThat(left.text("revocations.1.what")).isEmpty();
  }

  @Test
  void aSuspendedAgentActsAgainOnceAPersonLiftsIt() {
    String decoy =
        """
        policy "trap" version "1"
        capability read on "**" {}
        decoy "customer://id:honey"
        """;
    client.post("/v1/policies", "text/x-actp", decoy).expect(201);
    String secret =
        client
            .post("/v1/tokens", "{\"agentId\": \"bot\", \"policyId\": \"trap\"}")
            .expect(201)
            .text("token");
    Refunds.enforce(client, secret, "read", "customer://id:honey", "{}").expect(200);
    assertThat(read(secret)).isEqualTo("agent_suspended");
    restart();
    assertThat(read(secret)).isEqualTo("agent_suspended");
    assertThat(client.get("/v1/agents/bot").text("suspended")).isEqualTo("true");

    client.post("/v1/agents/bot/resume", "{}").expect(200);

    assertThat(read(secret)).isEqualTo("granted");
    restart();
    assertThat(read(secret)).isEqualTo("granted");
  }

  @Test
  void aDisabledAgentActsNoMoreUntilItIsEnabled() {
    client.put("/v1/agents/bot", "{\"disabled\": true}").expect(200);
    assertThat(read()).isEqualTo("agent_suspended");
    refunds.order("").expectProblem(409, "conflict");
    restart();
    assertThat(read()).isEqualTo("agent_suspended");

    Answer again = client.put("/v1/agents/bot", "{\"disabled\": false}").expect(200);

    assertThat(again.text("disabled")).isEqualTo("false");
    assertThat(read()).isEqualTo("granted");
  }

  @Test
  void anAgentKeepsWhatAnUpdateDoesNotName() {
    client.put("/v1/agents/bot", "{\"description\": \"reads\", \"owner\": \"dana\"}").expect(200);
    Answer changed =
        client
            .put("/v1/agents/bot", "{\"metadata\": {\"team\": \"a\"}, \"policies\": [\"refunds\"]}")
            .expect(200);

    assertThat(changed.text("description")).isEqualTo("reads");
    assertThat(changed.text("owner")).isEqualTo("dana");
    assertThat(changed.text("metadata.team")).isEqualTo("a");
    assertThat(client.get("/v1/agents/bot").body()).contains("\"owner\":\"dana\"");
    client.put("/v1/agents/bot", "{\"name\": \"bot\"}").expect(200);
    client.put("/v1/agents/bot", "{\"name\": \"other\"}").expectProblem(409, "conflict");
    client.put("/v1/agents/nobody", "{}").expectProblem(404, "not_found");
    for (String bad :
        new String[] {
          "{\"id\": \"x\"}", "{\"disabled\": \"yes\"}", "{\"policies\": [\"none\"]}", "{\"a\": 1}"
        }) {
      client.put("/v1/agents/bot", bad).expectProblem(422, "invalid_request");
    }
  }
}
