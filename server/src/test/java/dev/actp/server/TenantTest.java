package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.server.Client.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several tenants on one server, and who runs them. */
class TenantTest {
  private Refunds refunds;
  private Operator operator;
  private Client client;

  @BeforeEach
  void start() {
    AtomicReference<Operator> made = new AtomicReference<>();
    refunds =
        new Refunds(
            config -> {
              made.set(Operator.in(config));
              return config;
            });
    operator = Objects.requireNonNull(made.get());
    client = operator.client(refunds.test);
  }

  @AfterEach
  void stop() {
    refunds.close();
  }

  private Client as(Answer tenant) {
    return Client.of(refunds.test.server(), tenant.text("key"));
  }

  @Test
  void aTenantIsCreatedWithItsFirstKeyAndNothingOfAnother() {
    Answer made = client.post("/v1/tenants", "{\"name\": \"Beta\"}").expect(201);
    Client beta = as(made);

    assertThat(made.header("location")).isEqualTo("/v1/tenants/" + made.text("id"));
    assertThat(beta.get("/v1/agents").expect(200).text("agents.0")).isEmpty();
    beta.post("/v1/agents", "{\"name\": \"bot\"}").expect(201);
    beta.post("/v1/policies", "text/x-actp", Refunds.POLICY).expect(201);
    Answer token =
        beta.post(
                "/v1/tokens",
                "{\"agentId\": \"bot\", \"policyId\": \"refunds\", \"session\": {\"customer_id\":"
                    + " \"12\"}}")
            .expect(201);
    assertThat(
            Refunds.enforce(beta, token.text("token"), "read", "customer://id:12", "{}")
                .text("decision"))
        .isEqualTo("allowed");
    assertThat(
            Refunds.enforce(refunds.client, token.text("token"), "read", "customer://id:12", "{}")
                .text("decision"))
        .isEqualTo("denied");
    assertThat(beta.get("/v1/audit").body()).contains("create_tenant", operator.key().id());
    assertThat(beta.post("/v1/ledger/checkpoint", "{}").expect(200).body())
        .contains(made.text("id"))
        .doesNotContain(refunds.test.server().tenant());
  }

  @Test
  void tenantsAndTheirKeysAreThereAfterARestart() {
    Answer made = client.post("/v1/tenants", "{\"name\": \"Beta\"}").expect(201);
    as(made).post("/v1/agents", "{\"name\": \"bot\"}").expect(201);
    as(made).post("/v1/policies", "text/x-actp", Refunds.POLICY).expect(201);
    String order =
        "{\"agentId\": \"bot\", \"session\": {\"customer_id\": \"12\"}, \"policyId\": \"refunds\"}";
    String token = as(made).post("/v1/tokens", order).expect(201).text("token");
    String first = refunds.test.server().tenant();

    refunds.test.restart();

    assertThat(refunds.test.server().tenant()).isEqualTo(first);
    assertThat(Refunds.enforce(as(made), token, "read", "customer://id:12", "{}").text("decision"))
        .isEqualTo("allowed");
    assertThat(operator.client(refunds.test).get("/v1/tenants").expect(200).text("tenants.1.name"))
        .isEqualTo("Beta");
  }

  @Test
  void aDisabledTenantsKeysAndTokensAreRefusedAtOnce() {
    String id = refunds.test.server().tenant();
    String token = refunds.token().text("token");
    Client alone = refunds.client.with(Map.of("Authorization", "Bearer " + token));
    refunds.read(token).expect(200);
    assertThat(
            alone
                .post("/v1/enforce", Refunds.body(token, "read", "customer://id:12", "{}"))
                .text("decision"))
        .isEqualTo("allowed");

    Answer disabled = client.post("/v1/tenants/" + id + "/disable", "{}").expect(200);

    assertThat(disabled.text("disabled")).isEqualTo("true");
    assertThat(disabled.text("receipt.index")).isNotEmpty();
    refunds.read(token).expectProblem(401, "unauthenticated");
    refunds.client.get("/v1/agents").expectProblem(401, "unauthenticated");
    assertThat(
            alone
                .post("/v1/enforce", Refunds.body(token, "read", "customer://id:12", "{}"))
                .text("reason"))
        .isEqualTo("Tenant disabled");
    alone
        .post("/v1/tokens/delegate", "{\"agentId\": \"bot\"}")
        .expectProblem(401, "unauthenticated");
    refunds.test.restart();
    refunds.test.client().get("/v1/agents").expectProblem(401, "unauthenticated");

    operator.client(refunds.test).post("/v1/tenants/" + id + "/enable", "{}").expect(200);

    assertThat(refunds.test.client().get("/v1/agents").expect(200).body()).contains("bot");
    assertThat(refunds.test.client().get("/v1/audit?action=disable_tenant").body())
        .contains("operator");
  }

  @Test
  void anOperatorSeesNothingOfATenant() {
    for (String path :
        new String[] {
          "/v1/agents",
          "/v1/policies",
          "/v1/keys",
          "/v1/audit",
          "/v1/approvals",
          "/v1/people",
          "/v1/webhooks",
          "/v1/ledger/checkpoint",
          "/v1/revocations",
          "/v1/token-keys"
        }) {
      client.get(path).expectProblem(403, "forbidden");
    }
    Answer all = client.get("/v1/tenants").expect(200);
    assertThat(all.text("tenants.0.id")).isEqualTo(refunds.test.server().tenant());
    assertThat(all.text("tenants.1")).isEmpty();
    client.get("/v1/tenants/operator").expectProblem(404, "not_found");
    client.post("/v1/tenants/operator/disable", "{}").expectProblem(404, "not_found");
    client.get("/v1/tenants/nobody").expectProblem(404, "not_found");
  }

  @Test
  void noTenantsKeyRunsTenantsOrMakesOperators() {
    refunds.client.get("/v1/tenants").expectProblem(403, "forbidden");
    refunds.client.post("/v1/tenants", "{\"name\": \"x\"}").expectProblem(403, "forbidden");
    assertThat(
            refunds
                .client
                .post("/v1/keys", "{\"label\": \"x\", \"roles\": [\"operator\"]}")
                .expectProblem(422, "invalid_request")
                .body())
        .contains("actp key new");
  }

  @Test
  void aFirstKeyIsShownOnceAndNotAgain() {
    Client once = client.and("Idempotency-Key", "one");
    Answer made = once.post("/v1/tenants", "{\"name\": \"Beta\"}").expect(201);
    Answer again = once.post("/v1/tenants", "{\"name\": \"Beta\"}").expect(201);

    assertThat(again.text("id")).isEqualTo(made.text("id"));
    assertThat(again.text("key")).isEmpty();
    assertThat(again.text("key_withheld")).isEqualTo("true");
    assertThat(client.get("/v1/tenants").body()).doesNotContain(made.text("key"));
  }

  @Test
  void quotasAreAgreedByPlanOrOneByOne() {
    String id = refunds.test.server().tenant();
    Answer sandbox =
        client
            .put(
                "/v1/tenants/" + id + "/quotas",
                "{\"plan\": \"sandbox\", \"quotas\": {\"agents\": 2}}")
            .expect(200);

    assertThat(sandbox.text("plan")).isEqualTo("sandbox");
    assertThat(sandbox.text("quotas.agents")).isEqualTo("2");
    assertThat(sandbox.text("quotas.actions_per_month")).isEqualTo("500");
    for (String bad :
        new String[] {
          "{\"plan\": \"gold\"}",
          "{\"quotas\": {\"agents\": -1}}",
          "{\"quotas\": {\"requests_per_second\": 0}}",
          "{\"quotas\": {\"agents\": 1.5}}",
          "{\"quotas\": {\"bots\": 1}}",
          "{\"quotas\": 5}"
        }) {
      client.put("/v1/tenants/" + id + "/quotas", bad).expectProblem(422, "invalid_request");
    }
    assertThat(client.get("/v1/tenants/" + id).text("quotas.agents")).isEqualTo("2");
    refunds.client.post("/v1/agents", "{\"name\": \"second\"}").expect(201);
    Answer third = refunds.client.post("/v1/agents", "{\"name\": \"third\"}");
    third.expectProblem(429, "quota_reached");
    assertThat(third.text("quota.name")).isEqualTo("agents");
    assertThat(third.text("quota.limit")).isEqualTo("2");
    assertThat(third.text("quota.until")).isEmpty();
    assertThat(third.header("retry-after")).isEmpty();
  }

  @Test
  void aMonthsActionsAreUsedUpUntilTheNext() {
    String id = refunds.test.server().tenant();
    String token = refunds.order(", \"expiresIn\": \"8h\"").text("token");
    client
        .put("/v1/tenants/" + id + "/quotas", "{\"quotas\": {\"actions_per_month\": 1}}")
        .expect(200);
    assertThat(refunds.read(token).expect(200).text("decision")).isEqualTo("allowed");

    Answer over = refunds.read(token).expect(429);

    assertThat(over.text("decision")).isEqualTo("denied");
    assertThat(over.text("allowed")).isEqualTo("false");
    assertThat(over.text("reason")).isEqualTo("Actions of the month used up");
    assertThat(over.text("quota.name")).isEqualTo("actions_per_month");
    assertThat(over.text("quota.limit")).isEqualTo("1");
    assertThat(over.text("quota.until")).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(over.header("retry-after"))
        .isEqualTo(
            Long.toString(
                Duration.between(refunds.test.now(), Instant.parse("2026-03-01T00:00:00Z"))
                    .toSeconds()));
    refunds.client.post("/v1/tokens/" + refunds.token().text("id") + "/revoke", "{}").expect(200);
    Answer batch =
        refunds.client.post(
            "/v1/enforce/batch",
            "{\"requests\": [" + Refunds.body(token, "read", "customer://id:12", "{}") + "]}");
    assertThat(batch.expect(200).text("results.0.decision")).isEqualTo("denied");
  }

  @Test
  void onlyTheStoppedServersFolderMakesAnOperatorsKey() {
    assertThat(operator.key().roles()).isEqualTo(Set.of(Role.OPERATOR));
  }

  @Test
  void requestsOfASecondAreCountedAndTakingBackIsNeverRefused() {
    String id = refunds.test.server().tenant();
    String token = refunds.token().text("token");
    client
        .put("/v1/tenants/" + id + "/quotas", "{\"quotas\": {\"requests_per_second\": 2}}")
        .expect(200);
    refunds.test.advance(Duration.ofMillis(1_500));
    refunds.client.get("/v1/agents").expect(200);
    assertThat(refunds.read(token).expect(200).text("decision")).isEqualTo("allowed");

    Answer third = refunds.read(token);

    third.expectProblem(429, "quota_reached");
    assertThat(third.text("decision")).isEqualTo("denied");
    assertThat(third.text("quota.name")).isEqualTo("requests_per_second");
    assertThat(third.text("quota.limit")).isEqualTo("2");
    assertThat(third.text("quota.until")).isEqualTo("2026-02-16T10:00:02Z");
    assertThat(third.header("retry-after")).isEqualTo("1");
    refunds.client.get("/v1/agents").expectProblem(429, "quota_reached");
    refunds
        .client
        .with(Map.of("Authorization", "Bearer " + token))
        .post("/v1/enforce", Refunds.body(token, "read", "customer://id:12", "{}"))
        .expectProblem(429, "quota_reached");
    refunds.client.post("/v1/revocations", "{\"confirm\": \"" + id + "\"}").expect(200);
    client.get("/v1/tenants").expect(200);
    refunds.test.advance(Duration.ofSeconds(1));
    refunds.client.get("/v1/agents").expect(200);
  }
}
