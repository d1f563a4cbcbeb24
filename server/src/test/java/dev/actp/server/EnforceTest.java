package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnforceTest {
  private static final String POLICY =
      """
      policy "refunds" version "1.0"
      session customer_id: string
      action read(ip: string optional)
      capability read on "customer://id:{session.customer_id}" { limit 1000 per hour }
      capability refund on "order://{session.customer_id}/*" {
        require amount > 0
        require amount <= 500 else "refunds stop at 500"
        limit 2000 of amount per day
        approval by "finance" when amount > 100
      }
      """;

  private TestServer test;
  private Client client;
  private String token;

  @BeforeAll
  void set() {
    test = TestServer.start();
    client = test.client();
    client.post("/v1/policies", "text/x-actp", POLICY).expect(201);
    client.post("/v1/agents", "{\"name\": \"bot\"}").expect(201);
    token =
        client
            .post(
                "/v1/tokens",
                "{\"agentId\": \"bot\", \"session\": {\"customer_id\": \"12\"}, \"expiresIn\":"
                    + " \"8h\"}")
            .expect(201)
            .text("token");
  }

  @AfterAll
  void close() {
    test.close();
  }

  @Test
  void whatTheTokenGrantsIsAllowedWithAReceipt() {
    Client.Answer answer = enforce("read", "customer://id:12", "{}").expect(200);

    assertThat(answer.text("decision")).isEqualTo("allowed");
    assertThat(answer.text("allowed")).isEqualTo("true");
    assertThat(answer.text("capability")).isEqualTo("read");
    assertThat(answer.text("reason")).isEqualTo("Token valid, capability granted");
    assertThat(answer.text("receipt.leaf_hash")).matches("[0-9a-f]{64}");
    assertThat(answer.text("audit_id")).startsWith("aud_").isEqualTo(answer.text("auditId"));
  }

  @Test
  void theRestIsDenied() {
    Client.Answer other = enforce("read", "customer://id:13", "{}").expect(200);
    Client.Answer unknown = enforce("delete", "customer://id:12", "{}").expect(200);
    Client.Answer much = enforce("refund", "order://12/1", "{\"amount\": 500.01}").expect(200);

    assertThat(other.text("decision")).isEqualTo("denied");
    assertThat(unknown.text("reason")).isEqualTo("Capability not granted in token");
    assertThat(much.text("reason")).isEqualTo("refunds stop at 500");
  }

  private Client.Answer enforce(String action, String resource, String context) {
    return client.post(
        "/v1/enforce",
        "{\"token\": \"%s\", \"action\": \"%s\", \"resource\": \"%s\", \"context\": %s}"
            .formatted(token, action, resource, context));
  }
}
