package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may answer an approval, and how much may wait for people. */
class ApproverTest {
  private static final int OF_AN_AGENT = 20;
  private static final int OF_A_GROUP = 200;

  private Refunds refunds;
  private Client client;

  @BeforeEach
  void start() {
    refunds = new Refunds();
    client = refunds.client;
  }

  @AfterEach
  void stop() {
    refunds.close();
  }

  private Client person(String id) {
    String body = "{\"id\": \"%s\", \"name\": \"%s\", \"groups\": [\"finance\"]}".formatted(id, id);
    return keyed(client.post("/v1/people", body).expect(201));
  }

  private Client keyed(Answer made) {
    return client.with(Map.of("X-Api-Key", made.text("key")));
  }

  private static String approve(Answer asked) {
    assertThat(asked.text("decision")).isEqualTo("needs_approval");
    return "/v1/approvals/" + asked.text("approval.id") + "/approve";
  }

  @ParameterizedTest
  @ValueSource(strings = {"da\u200bna", "dana ", "\\tdana", "dana\u00a0", ""})
  void anOwnerIsNamedPlainly(String owner) {
    client
        .put("/v1/agents/bot", "{\"owner\": \"" + owner + "\"}")
        .expectProblem(422, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dana", "Dana", "\uff44ana"})
  void whoOwnsTheAgentDoesNotApprove(String owner) {
    Client dana = person("dana");
    Client eve = person("eve");
    client.put("/v1/agents/bot", "{\"owner\": \"" + owner + "\"}").expect(200);
    String approve = approve(refunds.refund(refunds.token().text("token"), "250"));

    dana.post(approve, "{}").expectProblem(403, "forbidden");
    dana.post(approve.replace("/approve", "/reject"), "{}").expectProblem(403, "forbidden");
    assertThat(eve.post(approve, "{}").expect(200).text("state")).isEqualTo("given");
  }

  @Test
  void whoHoldsTheKeyThatIssuedTheTokenDoesNotApprove() {
    Client dana = person("dana");
    Client eve = person("eve");
    Answer key =
        client
            .post(
                "/v1/keys",
                "{\"label\": \"tools\", \"roles\": [\"issuer\", \"enforcer\"], \"person\":"
                    + " \"dana\"}")
            .expect(201);
    Answer token =
        keyed(key)
            .post(
                "/v1/tokens",
                "{\"agentId\": \"bot\", \"policyId\": \"refunds\", \"session\": {\"customer_id\":"
                    + " \"12\"}}")
            .expect(201);
    String approve = approve(refunds.refund(token.text("token"), "250"));

    dana.post(approve, "{}").expectProblem(403, "forbidden");
    assertThat(eve.post(approve, "{}").expect(200).text("state")).isEqualTo("given");
    assertThat(client.get("/v1/keys").body()).contains("\"person\":\"dana\"");
    client.post("/v1/people/dana/remove", "{}").expect(200);
    keyed(key).get("/v1/agents/bot").expect(200);
  }

  @Test
  void aTokenOpensNothingOfApprovals() {
    String token = refunds.token().text("token");
    String id = refunds.refund(token, "250").text("approval.id");
    Client agent = client.with(Map.of("Authorization", "Bearer " + token));

    agent.get("/v1/approvals").expectProblem(403, "forbidden");
    agent.get("/v1/approvals/" + id).expectProblem(403, "forbidden");
    for (String word : new String[] {"approve", "reject", "cancel"}) {
      agent.post("/v1/approvals/" + id + "/" + word, "{}").expectProblem(403, "forbidden");
    }
    client
        .with(Map.of("X-Api-Key", token))
        .post("/v1/approvals/" + id + "/approve", "{}")
        .expectProblem(401, "unauthenticated");
  }

  @Test
  void lookingChangesNothing() {
    Client dana = person("dana");
    String id = refunds.refund(refunds.token().text("token"), "250").text("approval.id");
    String before = client.get("/v1/approvals/" + id).expect(200).body();
    String records = client.get("/v1/audit").expect(200).body();

    for (String word : new String[] {"approve", "reject", "cancel"}) {
      dana.get("/v1/approvals/" + id + "/" + word).expectProblem(405, "method_not_allowed");
    }
    dana.get("/v1/approvals?state=pending").expect(200);

    assertThat(dana.get("/v1/approvals/" + id).expect(200).body()).isEqualTo(before);
    assertThat(client.get("/v1/audit").expect(200).body()).isEqualTo(records);
  }

  @Test
  void anAgentHasOnlySoManyWaiting() {
    String token = refunds.token().text("token");
    ask(token, OF_AN_AGENT);

    Answer full = refunds.refund(token, "499").expect(200);

    assertThat(full.text("decision")).isEqualTo("denied");
    assertThat(full.text("reasons.0.code")).isEqualTo("approvals_full");
    assertThat(refunds.refund(token, "200").text("decision")).isEqualTo("needs_approval");
    assertThat(refunds.refund(token, "50").text("decision")).isEqualTo("allowed");
  }

  @Test
  void aGroupHasOnlySoManyWaiting() {
    for (int i = 0; i < OF_A_GROUP / OF_AN_AGENT; i++) {
      ask(tokenOf("bot" + i), OF_AN_AGENT);
    }

    Answer full = refunds.refund(tokenOf("other"), "250").expect(200);

    assertThat(full.text("decision")).isEqualTo("denied");
    assertThat(full.text("reasons.0.code")).isEqualTo("approvals_full");
  }

  private void ask(String token, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(refunds.refund(token, Integer.toString(200 + i)).text("decision"))
          .isEqualTo("needs_approval");
    }
  }

  private String tokenOf(String agent) {
    client.post("/v1/agents", "{\"name\": \"" + agent + "\"}").expect(201);
    return client
        .post(
            "/v1/tokens",
            "{\"agentId\": \"%s\", \"policyId\": \"refunds\", \"session\": {\"customer_id\": \"12\"}}"
                .formatted(agent))
        .expect(201)
        .text("token");
  }
}
