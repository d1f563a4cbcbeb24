package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApprovalTest {
  private Refunds refunds;
  private Client dana;
  private String token;

  @BeforeEach
  void start() {
    refunds = new Refunds();
    dana = person("dana", "finance");
    token = refunds.token().text("token");
  }

  @AfterEach
  void stop() {
    refunds.close();
  }

  private Client person(String id, String group) {
    Answer person =
        refunds
            .client
            .post(
                "/v1/people",
                "{\"id\": \"%s\", \"name\": \"%s\", \"groups\": [\"%s\"]}".formatted(id, id, group))
            .expect(201);
    return refunds.client.with(Map.of("X-Api-Key", person.text("key")));
  }

  @Test
  void onceApprovedOnceUsed() {
    Answer asked = refunds.refund(token, "250").expect(200);
    assertThat(asked.text("decision")).isEqualTo("needs_approval");
    assertThat(asked.text("allowed")).isEqualTo("false");
    String id = asked.text("approval.id");

    Answer shown = dana.get("/v1/approvals/" + id).expect(200);
    assertThat(shown.text("request.attributes.amount")).isEqualTo("250");
    assertThat(shown.text("request.unverified")).isEqualTo("true");
    assertThat(shown.text("request.types.amount")).isEqualTo("decimal");
    assertThat(shown.text("clause"))
        .isEqualTo("approval by \"finance\" when amount > 100 expires 30m");
    assertThat(shown.text("file")).isEqualTo("policy.actp");
    assertThat(shown.text("line")).isEqualTo("9");
    assertThat(shown.text("policy_name")).isEqualTo("refunds");
    assertThat(shown.text("session.customer_id")).isEqualTo("12");
    assertThat(shown.text("agents.0.name")).isEqualTo("bot");
    assertThat(dana.get("/v1/approvals?state=pending").text("approvals.0.id")).isEqualTo(id);
    Answer yes = dana.post("/v1/approvals/" + id + "/approve", "{\"comment\": \"ok\"}").expect(200);

    assertThat(yes.text("state")).isEqualTo("given");
    assertThat(refunds.refund(token, "250.00").text("decision")).isEqualTo("allowed");
    assertThat(refunds.refund(token, "250").text("decision")).isEqualTo("needs_approval");
  }

  @Test
  void whatAnAgentWroteHidesNothing() {
    String reason = "ok\\u202e\\u200b\\u0007";
    String body =
        Refunds.body(
            token,
            "process_refund",
            "order://12/1",
            "{\"amount\": 250, \"reason\": \"" + reason.replace("\\\\", "\\") + "\"}");

    String id = refunds.client.post("/v1/enforce", body).expect(200).text("approval.id");

    assertThat(dana.get("/v1/approvals/" + id).text("request.attributes.reason"))
        .isEqualTo("ok\\u{202E}\\u{200B}\\u{7}");
  }

  @Test
  void aClauseThatIsNotInForceAnyMoreIsSaidSo() {
    String id = refunds.refund(token, "250").text("approval.id");
    refunds
        .client
        .send(
            refunds
                .client
                .request("/v1/policies/refunds")
                .header("Content-Type", "text/x-actp")
                .PUT(
                    HttpRequest.BodyPublishers.ofString(
                        Refunds.POLICY.replace("amount > 100", "amount > 200"))))
        .expect(200);

    Answer shown = dana.get("/v1/approvals/" + id).expect(200);

    assertThat(shown.text("clause_in_force")).isEqualTo("false");
    assertThat(shown.text("clause")).isEmpty();
  }

  @Test
  void aKeyMadeLaterDoesNotAnswerWhatWasAskedBefore() {
    String id = refunds.refund(token, "250").text("approval.id");
    String old =
        refunds
            .client
            .get("/v1/keys")
            .body()
            .replaceAll("(?s).*\"id\":\"([^\"]+)\",\"label\":\"dana\".*", "$1");
    refunds.client.post("/v1/keys/" + old + "/revoke", "{}").expect(200);
    refunds.test.advance(Duration.ofSeconds(1));
    Client taken = person("dana", "finance");

    taken.post("/v1/approvals/" + id + "/approve", "{}").expectProblem(403, "forbidden");
    dana.post("/v1/approvals/" + id + "/approve", "{}").expectProblem(401, "unauthenticated");
    String later = refunds.refund(token, "251").text("approval.id");
    taken.post("/v1/approvals/" + later + "/approve", "{}").expect(200);
    assertThat(refunds.client.get("/v1/audit").body()).contains("revoke_key", "add_key");
  }

  @Test
  void nobodyGetsASecondKeyToSomebodyElsesName() {
    Answer again =
        refunds
            .client
            .post("/v1/people", "{\"id\": \"dana\", \"name\": \"dana\", \"groups\": [\"legal\"]}")
            .expect(200);
    assertThat(again.body()).doesNotContain("actk_");
  }

  @Test
  void aRejectionDenies() {
    String id = refunds.refund(token, "250").text("approval.id");

    dana.post("/v1/approvals/" + id + "/reject", "{}").expect(200);

    assertThat(refunds.refund(token, "250").text("reasons.0.code")).isEqualTo("approval_rejected");
  }

  @Test
  void onlyMembersOfTheGroupWithAKeyOfTheirOwnAnswer() {
    String approve =
        "/v1/approvals/" + refunds.refund(token, "250").text("approval.id") + "/approve";

    refunds.client.post(approve, "{}").expectProblem(403, "forbidden");
    person("eve", "marketing").post(approve, "{}").expectProblem(403, "forbidden");
    refunds
        .client
        .with(Map.of("Authorization", "Bearer " + token))
        .post(approve, "{}")
        .expectProblem(403, "forbidden");
    dana.post("/v1/approvals/nothing/approve", "{}").expectProblem(404, "not_found");
    dana.post("/v1/agents", "{\"name\": \"mine\"}").expectProblem(403, "forbidden");
    dana.post("/v1/enforce", Refunds.body(token, "read", "customer://id:12", "{}"))
        .expectProblem(403, "forbidden");
    refunds
        .client
        .post("/v1/keys", "{\"label\": \"both\", \"roles\": [\"approver\", \"admin\"]}")
        .expectProblem(422, "invalid_request");
  }

  @Test
  void whoWaitsHearsOfTheAnswer() {
    String id = refunds.refund(token, "250").text("approval.id");
    var waiting =
        CompletableFuture.supplyAsync(
            () -> refunds.client.get("/v1/approvals/" + id + "?wait=30s"));

    dana.post("/v1/approvals/" + id + "/approve", "{}").expect(200);

    assertThat(waiting.join().expect(200).text("state")).isEqualTo("given");
    refunds.client.get("/v1/approvals/" + id + "?wait=61s").expectProblem(400, "invalid_query");
  }

  private String states(String state) {
    return refunds.client.get("/v1/approvals?state=" + state).expect(200).body();
  }

  @Test
  void whatIsCancelledIsAskedAnewAndItsYesOpensNothing() {
    String waiting = refunds.refund(token, "250").text("approval.id");
    refunds.client.post("/v1/approvals/" + waiting + "/cancel", "{}").expect(200);
    String given = refunds.refund(token, "250").text("approval.id");
    assertThat(given).isNotEqualTo(waiting);
    dana.post("/v1/approvals/" + given + "/approve", "{}").expect(200);

    Answer cancelled = refunds.client.post("/v1/approvals/" + given + "/cancel", "{}").expect(200);

    assertThat(cancelled.text("state")).isEqualTo("cancelled");
    refunds.test.restart();
    Client again = refunds.test.client();
    assertThat(refund(again).text("decision")).isEqualTo("needs_approval");
    again.post("/v1/approvals/" + given + "/cancel", "{}").expectProblem(409, "conflict");
    assertThat(again.get("/v1/approvals?state=cancelled").body()).contains(waiting, given);
    assertThat(again.get("/v1/approvals?state=pending").body()).doesNotContain(waiting, given);
    assertThat(again.get("/v1/audit").body()).contains("\"act\":\"cancel_approval\"");
  }

  @Test
  void onlyWhoIssuesOrAdministersCancelsAndNoRejection() {
    String id = refunds.refund(token, "250").text("approval.id");
    String cancel = "/v1/approvals/" + id + "/cancel";
    dana.post(cancel, "{}").expectProblem(403, "forbidden");
    Answer other =
        refunds
            .client
            .post(
                "/v1/keys", "{\"label\": \"k\", \"roles\": [\"issuer\"], \"agents\": [\"other\"]}")
            .expect(201);
    refunds
        .client
        .with(Map.of("X-Api-Key", other.text("key")))
        .post(cancel, "{}")
        .expectProblem(404, "not_found");
    dana.post("/v1/approvals/" + id + "/reject", "{}").expect(200);

    refunds.client.post(cancel, "{}").expectProblem(409, "conflict");
    refunds.client.post("/v1/approvals/none/cancel", "{}").expectProblem(404, "not_found");
    refunds.client.post(cancel, "{\"x\": 1}").expectProblem(422, "invalid_request");
  }

  @Test
  void whatEndedByItselfIsExpiredAndNotPending() {
    String id = refunds.refund(token, "250").text("approval.id");
    assertThat(states("pending")).contains(id);
    assertThat(states("expired")).doesNotContain(id);
    refunds.test.advance(Duration.ofMinutes(30));

    assertThat(states("pending")).doesNotContain(id);
    assertThat(states("expired")).contains(id);
    refunds.client.get("/v1/approvals?state=gone").expectProblem(400, "invalid_query");
    dana.post("/v1/approvals/" + id + "/approve", "{}").expectProblem(409, "conflict");
    refunds.client.post("/v1/approvals/" + id + "/cancel", "{}").expectProblem(409, "conflict");
  }

  @Test
  void whoWaitsHearsOfACancellation() {
    String id = refunds.refund(token, "250").text("approval.id");
    var waiting =
        CompletableFuture.supplyAsync(
            () -> refunds.client.get("/v1/approvals/" + id + "?wait=60s"));

    refunds.client.post("/v1/approvals/" + id + "/cancel", "{}").expect(200);

    assertThat(waiting.join().expect(200).text("state")).isEqualTo("cancelled");
    assertThat(refunds.client.get("/v1/approvals/" + id + "?wait=60s").text("state"))
        .isEqualTo("cancelled");
  }

  @Test
  void anApprovalEndsByItselfAndSurvivesARestartUntilThen() {
    String id = refunds.refund(token, "250").text("approval.id");
    dana.post("/v1/approvals/" + id + "/approve", "{}").expect(200);

    refunds.test.restart();
    Client again = refunds.test.client();
    assertThat(refund(again).text("decision")).isEqualTo("allowed");
    String second = refund(again).text("approval.id");
    refunds.test.advance(Duration.ofMinutes(30));

    assertThat(again.get("/v1/approvals/" + second).text("state")).isEqualTo("expired");
    assertThat(refund(again).text("approval.id")).isNotEqualTo(second);
  }

  private Answer refund(Client client) {
    return Refunds.enforce(client, token, "process_refund", "order://12/1", "{\"amount\": 250}")
        .expect(200);
  }
}
