package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.service.RecordBounds;
import java.time.Duration;
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
  void anAdministratorConfirmsAClockThatJumpedAndRevokesBefore() {
    Client client = test.client();
    test.set(Duration.ofMinutes(3));
    assertThat(pay(1).expect(503).text("reasons.0.code")).isEqualTo("clock_jumped");
    assertThat(client.get("/health/ready").expect(200).text("clock")).isEqualTo("jumped");
    assertThat(pay(1).expect(503).text("reasons.0.code")).isEqualTo("clock_jumped");
    client.post("/v1/agents/bot/revoke", "{}").expect(200);
    assertThat(client.post("/v1/clock/confirm", "").expect(200).body())
        .contains("\"confirmed\":true", "\"receipt\"");
    assertThat(client.get("/health/ready").expect(200).body()).doesNotContain("jumped");
    assertThat(pay(1).expect(200).text("reasons.0.code")).isEqualTo("token_revoked");
  }
}
