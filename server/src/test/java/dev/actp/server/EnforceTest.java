package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnforceTest {
  private Refunds refunds;
  private Client client;
  private String token;

  @BeforeAll
  void start() {
    refunds = new Refunds();
    client = refunds.client;
    token = refunds.token().text("token");
  }

  @AfterAll
  void stop() {
    refunds.close();
  }

  @Test
  void whatTheTokenGrantsIsAllowedWithAReceipt() {
    Answer answer = refunds.read(token).expect(200);

    assertThat(answer.text("decision")).isEqualTo("allowed");
    assertThat(answer.text("allowed")).isEqualTo("true");
    assertThat(answer.text("capability")).isEqualTo("read");
    assertThat(answer.text("reason")).isEqualTo("Token valid, capability granted");
    assertThat(answer.text("receipt.leaf_hash")).matches("[0-9a-f]{64}");
    assertThat(answer.text("audit_id")).startsWith("aud_").isEqualTo(answer.text("auditId"));
  }

  @Test
  void theRestIsDeniedWithTheAuthorsWordsOrACoarseText() {
    Answer other = Refunds.enforce(client, token, "read", "customer://id:13", "{}").expect(200);
    Answer much = refunds.refund(token, "500.01").expect(200);
    Answer dots =
        Refunds.enforce(client, token, "read", "customer://id:12/../13", "{}").expect(200);
    Answer undeclared =
        Refunds.enforce(
            client, token, "process_refund", "order://12/1", "{\"amount\": 1, \"bcc\": \"x\"}");

    assertThat(other.text("decision")).isEqualTo("denied");
    assertThat(other.text("reasons.0.code")).isEqualTo("capability_not_granted");
    assertThat(much.text("reason")).isEqualTo("refunds stop at 500");
    assertThat(dots.text("reasons.0.code")).isEqualTo("resource_malformed");
    assertThat(undeclared.text("reasons.0.code")).isEqualTo("attributes_undeclared");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " read",
        "read ",
        "read\\t",
        "\\u00a0read",
        "read\\u2003",
        "\\u3000read",
        "re\\u00a0ad",
        "read\\u200b",
        "re  ad",
        "\\ufeffread",
        "read\\u2028",
        "e\\u0301"
      })
  void anActionHasOneReading(String action) {
    Answer answer = Refunds.enforce(client, token, action, "customer://id:12", "{}").expect(200);

    assertThat(answer.text("reasons.0.code")).isEqualTo("request_malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " customer://id:12", "customer://id:12 ", "customer://id:12\\u00a0", "customer:// id:12",
        "customer://id:12 /x", "customer://id:12/ x", "customer://id:1\\u20032", " "
      })
  void aResourceHasOneReading(String resource) {
    Answer answer = Refunds.enforce(client, token, "read", resource, "{}").expect(200);

    assertThat(answer.text("reasons.0.code")).isEqualTo("resource_malformed");
  }

  @Test
  void clausesAndValuesAreForAuditors() {
    String body = Refunds.body(token, "process_refund", "order://12/1", "{\"amount\": 501}");

    Answer coarse = client.post("/v1/enforce", body).expect(200);
    Answer full = client.post("/v1/enforce?explain=full", body).expect(200);
    Client enforcer = client.with(Map.of("X-Api-Key", key("[\"enforcer\"]")));

    assertThat(coarse.body()).doesNotContain("amount <= 500");
    assertThat(full.text("reasons.0.clause")).contains("amount <= 500");
    enforcer.post("/v1/enforce?explain=full", body).expectProblem(403, "forbidden");
    enforcer.post("/v1/enforce", body).expect(200);
  }

  @Test
  void aDryRunAllowsNothingAndConsumesNothing() {
    String fresh = refunds.token().text("token");
    String body = Refunds.body(fresh, "process_refund", "order://12/9", "{\"amount\": 10}");
    for (int i = 0; i < 5; i++) {
      Answer dry = client.post("/v1/enforce?dryRun=true", body).expect(200);
      assertThat(dry.text("would_be")).isEqualTo("allowed");
      assertThat(dry.text("allowed")).isEqualTo("false");
      assertThat(dry.text("decision")).isEqualTo("denied");
      assertThat(dry.text("dry_run")).isEqualTo("true");
    }
  }

  @Test
  void aTokenAloneAsksAboutItselfAndNoMore() {
    String reference = refunds.order(", \"format\": \"reference\"").expect(201).text("token");
    String body = "{\"action\": \"read\", \"resource\": \"customer://id:12\"}";
    for (String own : new String[] {token, reference}) {
      Client agent = client.with(Map.of("Authorization", "Bearer " + own));

      assertThat(agent.post("/v1/enforce", body).expect(200).text("allowed")).isEqualTo("true");
      agent.post("/v1/enforce?dryRun=true", body).expectProblem(403, "forbidden");
      agent.post("/v1/enforce?explain=full", body).expectProblem(403, "forbidden");
      agent.get("/v1/audit").expectProblem(403, "forbidden");
      agent.get("/v1/agents").expectProblem(403, "forbidden");
      agent.post("/v1/approvals/x/approve", "{}").expectProblem(403, "forbidden");
    }
  }

  @Test
  void twoCredentialsAreNone() {
    String other = refunds.token().text("token");
    String body = Refunds.body(other, "read", "customer://id:12", "{}");

    client
        .and("Authorization", "Bearer " + token)
        .post("/v1/enforce", body)
        .expectProblem(401, "two_credentials");
    client
        .with(Map.of("Authorization", "Bearer " + token))
        .post("/v1/enforce", body)
        .expectProblem(401, "two_credentials");
    client.and("Authorization", "Bearer " + TestServer.KEY).post("/v1/enforce", body).expect(200);
  }

  @Test
  void anotherTenantsNameIsRefusedAndTheAliasIsNot() {
    String body = Refunds.body(token, "read", "customer://id:12", "{}");

    client
        .post("/v1/enforce", body.replace("{\"token", "{\"tenantId\": \"acme\", \"token"))
        .expectProblem(403, "foreign_tenant");
    client
        .post("/v1/enforce", body.replace("{\"token", "{\"tenantId\": \"default-tenant\", \"token"))
        .expect(200);
    client
        .post("/v1/agents", "{\"name\": \"x\", \"tenantId\": \"acme\"}")
        .expectProblem(403, "foreign_tenant");
  }

  @Test
  void aTokenThatDoesNotVerifyIsADenialForItsCallerAndNoCredential() {
    String forged = token.substring(0, token.length() - 8) + "AAAAAAAA";

    Answer answer = refunds.read(forged).expect(200);

    assertThat(answer.text("decision")).isEqualTo("denied");
    assertThat(answer.text("reasons.0.code")).isEqualTo("token_invalid");
    client
        .with(Map.of("Authorization", "Bearer " + forged))
        .post("/v1/enforce", "{\"action\": \"read\"}")
        .expectProblem(401, "unauthenticated");
    assertThat(refunds.read("act_" + "A".repeat(48)).text("reason")).isEqualTo("Token invalid");
    assertThat(refunds.read("nonsense").text("reason")).isEqualTo("Token invalid");
  }

  @Test
  void aTokenEndsToTheSecondAndARevokedOneAtOnce() {
    try (Refunds own = new Refunds()) {
      Answer shortLived = own.order(", \"expiresIn\": \"10m\"").expect(201);
      Answer revoked = own.token();
      Answer partly = own.token();
      assertThat(own.read(shortLived.text("token")).text("allowed")).isEqualTo("true");

      own.client.post("/v1/tokens/" + revoked.text("id") + "/revoke", "{}").expect(200);
      own.client
          .post("/v1/tokens/" + partly.text("id") + "/revoke", "{\"capability\": \"read\"}")
          .expect(200);
      assertThat(reason(own.read(revoked.text("token")))).isEqualTo("token_revoked");
      assertThat(reason(own.read(partly.text("token")))).isEqualTo("capability_revoked");
      assertThat(own.refund(partly.text("token"), "1").text("allowed")).isEqualTo("true");

      own.test.advance(Duration.ofSeconds(599));
      assertThat(own.read(shortLived.text("token")).text("allowed")).isEqualTo("true");
      own.test.advance(Duration.ofSeconds(1));
      assertThat(reason(own.read(shortLived.text("token")))).isEqualTo("token_expired");
      own.client.post("/v1/agents/bot/revoke", "{}").expect(200);
      assertThat(reason(own.refund(partly.text("token"), "1"))).isEqualTo("token_revoked");
      assertThat(own.read(own.token().text("token")).text("allowed")).isEqualTo("true");
    }
  }

  private static String reason(Answer answer) {
    return answer.expect(200).text("reasons.0.code");
  }

  private String key(String roles) {
    return client
        .post("/v1/keys", "{\"label\": \"some\", \"roles\": " + roles + "}")
        .expect(201)
        .text("key");
  }
}
