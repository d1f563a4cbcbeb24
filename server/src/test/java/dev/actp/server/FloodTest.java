package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.service.RecordBounds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a caller sees of a flood of denials, of a full ledger and of a clock that jumped. */
class FloodTest {
  private static final String POLICY =
      """
      policy "orders" version "1"
      action pay(amount: decimal)
      capability pay on "order://**" { limit 100 of amount per day }
      capability read on "doc://**" { }
      """;

  private TestServer test;
  private String token;

  @BeforeEach
  void start() {
    test =
        TestServer.over(
            TestServer.temporary(),
            config -> config.withRecords(RecordBounds.USUAL.withRefusals(2)));
    Client client = test.client();
    client.post("/v1/policies", "text/x-actp", POLICY).expect(201);
    client.post("/v1/agents", "{\"name\": \"bot\"}").expect(201);
    token = client.post("/v1/tokens", "{\"agentId\": \"bot\"}").expect(201).text("token");
  }

  /** One that has a key with a role and no more. */
  private Client only(String role) {
    String key =
        test.client()
            .post("/v1/keys", "{\"label\": \"some\", \"roles\": [\"%s\"]}".formatted(role))
            .expect(201)
            .text("key");
    return test.client().with(Map.of("X-Api-Key", key));
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private Client.Answer pay(int amount) {
    return Refunds.enforce(
        test.client(), token, "pay", "order://1", "{\"amount\": " + amount + "}");
  }

  @Test
  void aDenialThatIsOnlyCountedSaysSo() {
    for (int i = 0; i < 2; i++) {
      assertThat(pay(101).expect(200).body()).contains("\"audit_id\"").doesNotContain("recorded");
    }
    Client.Answer counted = pay(101).expect(200);
    assertThat(counted.text("decision")).isEqualTo("denied");
    assertThat(counted.text("reasons.0.code")).isEqualTo("limit_reached");
    assertThat(counted.body()).contains("\"recorded\":false").doesNotContain("audit_id");
    assertThat(pay(1).expect(200).text("decision")).isEqualTo("allowed");
    test.restart();
    assertThat(test.client().get("/v1/audit?action=denials_counted").expect(200).body())
        .contains("limit_reached");
  }

  @Test
  void aFullLedgerDeniesAndItsAdministratorRevokes() {
    test.restart(config -> config.withRecords(RecordBounds.USUAL.withRoom(RecordBounds.ROOM_MIN)));
    Client client = test.client();
    Client.Answer last = read(client);
    for (int i = 0; i < 200 && last.status() == 200; i++) {
      last = read(client);
    }
    assertThat(last.expect(503).text("reasons.0.code")).isEqualTo("store_unavailable");
    assertThat(last.text("decision")).isEqualTo("denied");
    assertThat(last.header("retry-after")).isEqualTo("1");
    assertThat(client.get("/health/ready").expect(200).text("room")).isEqualTo("used up");
    client.post("/v1/tokens", "{\"agentId\": \"bot\"}").expectProblem(503, "store_unavailable");
    Client.Answer agent = agent(client, 0).expect(201);
    for (int i = 1; i < 200 && agent.status() == 201; i++) {
      agent = agent(client, i);
    }
    agent.expectProblem(503, "store_unavailable");
    client.post("/v1/agents/bot/revoke", "{}").expect(200);
    client.get("/v1/audit?limit=1").expect(200);
    test.restart();
    assertThat(read(test.client()).expect(200).text("reasons.0.code")).isEqualTo("token_revoked");
  }

  /** A request that takes some room. */
  private Client.Answer read(Client client) {
    return Refunds.enforce(
        client, token, "read", "doc://1", "{\"text\": \"%s\"}".formatted("x".repeat(20_000)));
  }

  private static Client.Answer agent(Client client, int number) {
    return client.post(
        "/v1/agents",
        "{\"name\": \"b%d\", \"description\": \"%s\"}".formatted(number, "x".repeat(500)));
  }

  @Test
  void anAdministratorConfirmsAClockThatJumpedAndRevokesBefore() {
    Client client = test.client();
    List<Client> others = List.of(only("issuer"), only("enforcer"), only("auditor"));
    test.set(Duration.ofMinutes(3));
    assertThat(pay(1).expect(503).text("reasons.0.code")).isEqualTo("clock_jumped");
    assertThat(client.get("/health/ready").expect(200).text("clock")).isEqualTo("jumped");
    assertThat(pay(1).expect(503).text("reasons.0.code")).isEqualTo("clock_jumped");
    client.post("/v1/agents/bot/revoke", "{}").expect(200);
    client.post("/v1/tokens", "{\"agentId\": \"bot\"}").expectProblem(503, "store_unavailable");
    for (Client other : others) {
      other.post("/v1/clock/confirm", "").expectProblem(403, "forbidden");
    }
    client
        .with(Map.of("Authorization", "Bearer " + token))
        .post("/v1/clock/confirm", "")
        .expectProblem(403, "forbidden");
    assertThat(client.get("/health/ready").expect(200).text("clock")).isEqualTo("jumped");
    assertThat(client.post("/v1/clock/confirm", "").expect(200).body())
        .contains("\"confirmed\":true", "\"receipt\"");
    assertThat(client.get("/health/ready").expect(200).body()).doesNotContain("jumped");
    assertThat(pay(1).expect(200).text("reasons.0.code")).isEqualTo("token_revoked");
  }
}
