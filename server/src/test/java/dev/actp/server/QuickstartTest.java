package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The published quickstarts, each request as it is printed; ids are those of earlier answers, as a
 * reader would put them in.
 */
class QuickstartTest {
  private TestServer test;
  private Client byHeader;
  private Client byBearer;

  @BeforeEach
  void start() {
    test = TestServer.start();
    byHeader = test.client();
    byBearer = byHeader.with(Map.of("Authorization", "Bearer " + TestServer.KEY));
  }

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void theFiveMinuteQuickstart() {
    Answer agent =
        byBearer
            .post(
                "/v1/agents",
                """
                {
                "name": "Customer Support Bot",
                "description": "Handles customer inquiries"
                }\
                """)
            .expect(201);
    Answer policy =
        byBearer
            .post(
                "/v1/policies",
                """
                {
                "name": "Read-Only CRM",
                "actions": ["read", "list"],
                "resources": ["api://crm/*"]
                }\
                """)
            .expect(201);
    Answer token =
        byBearer
            .post(
                "/v1/tokens",
                """
                {
                "agentId": "agent-123",
                "policyId": "policy-456",
                "expiresIn": 3600
                }\
                """
                    .replace("agent-123", agent.text("id"))
                    .replace("policy-456", policy.text("id")))
            .expect(201);

    assertThat(token.text("token")).startsWith("eyJ").contains(".");
    assertThat(token.text("expires_at")).isEqualTo("2026-02-16T11:00:00Z");
    assertThat(policy.text("source")).contains("policy \"Read-Only CRM\"");
    assertThat(crm(token.text("token"), "read").text("allowed")).isEqualTo("true");
    assertThat(crm(token.text("token"), "delete").text("allowed")).isEqualTo("false");

    Answer audit = byBearer.get("/v1/audit").expect(200);
    assertThat(audit.text("records.0.action")).isEqualTo("delete");
    assertThat(audit.text("records.0.decision")).isEqualTo("denied");
    assertThat(audit.text("records.1.decision")).isEqualTo("allowed");
    assertThat(audit.text("records.1.agent")).isEqualTo(agent.text("id"));
  }

  private Answer crm(String token, String action) {
    return byHeader
        .post(
            "/v1/enforce",
            """
            {
            "token": "{capability-token}",
            "action": "read",
            "resource": "api://crm/customers/123"
            }\
            """
                .replace("{capability-token}", token)
                .replace("\"read\"", "\"" + action + "\""))
        .expect(200);
  }

  @Test
  void theFourSteps() {
    Answer agent = createAgent();
    Answer policy = createPolicy();
    String order =
        """
        {
        "agent_id": "agent_12345",
        "policy_ids": ["policy_support_01"],
        "expires_at": "2025-12-31T23:59:59Z",
        "metadata": {
        "issued_by": "ops@example.com",
        "purpose": "Q4 customer support operations"
        }
        }\
        """
            .replace("agent_12345", agent.text("id"))
            .replace("policy_support_01", policy.text("id"));

    Answer past = byHeader.post("/api/tokens", order).expectProblem(422, "invalid_expiry");
    assertThat(past.text("errors.0.detail")).contains("2025-12-31T23:59:59Z", "is past");

    Answer token = byHeader.post("/api/tokens", order.replace("2025", "2026")).expect(201);
    assertThat(token.text("token")).startsWith("act_").hasSizeLessThan(512);
    assertThat(token.text("agent_id")).isEqualTo(agent.text("id"));
    assertThat(token.text("expires_at")).isEqualTo("2026-12-31T23:59:59Z");
    assertThat(token.text("capabilities.0")).isEqualTo("read:customer_profile");
    assertThat(token.text("capabilities.3")).isEqualTo("update:ticket_status");
    checks(token.text("token"));
  }

  private Answer createAgent() {
    return byHeader
        .post(
            "/api/agents",
            """
            {
            "name": "Customer Support Agent",
            "description": "Handles tier-1 customer inquiries",
            "metadata": {
            "team": "customer-success",
            "environment": "production"
            }
            }\
            """)
        .expect(201);
  }

  private Answer createPolicy() {
    return byHeader
        .post(
            "/api/policies",
            """
            {
            "name": "Customer Support Policy",
            "capabilities": [
            "read:customer_profile",
            "read:order_history",
            "create:support_ticket",
            "update:ticket_status"
            ],
            "constraints": {
            "max_actions_per_day": 1000,
            "allowed_hours": "09:00-17:00 UTC",
            "rate_limit": "100 per minute"
            }
            }\
            """)
        .expect(201);
  }

  private void checks(String token) {
    String check =
        """
        {
        "token": "act_1a2b3c4d5e6f...",
        "action": "read:customer_profile",
        "resource": "customer_54321",
        "context": {
        "ip": "10.0.1.50",
        "reason": "User inquiry about order status"
        }
        }\
        """
            .replace("act_1a2b3c4d5e6f...", token);
    for (Client caller : new Client[] {byHeader, byHeader.with(Map.of())}) {
      Answer approved = caller.post("/api/enforcement/check", check).expect(200);
      Answer denied =
          caller
              .post(
                  "/api/enforcement/check",
                  check.replace("read:customer_profile", "delete:customer_account"))
              .expect(200);

      assertThat(approved.text("allowed")).isEqualTo("true");
      assertThat(approved.text("action")).isEqualTo("read:customer_profile");
      assertThat(approved.text("reason")).isEqualTo("Token valid, capability granted");
      assertThat(approved.text("audit_id")).isNotEmpty();
      assertThat(denied.text("allowed")).isEqualTo("false");
      assertThat(denied.text("action")).isEqualTo("delete:customer_account");
      assertThat(denied.text("reason")).isEqualTo("Capability not granted in token");
      assertThat(denied.text("audit_id")).isNotEqualTo(approved.text("audit_id"));
    }
    Answer audit = byHeader.get("/api/audit?decision=allowed").expect(200);
    assertThat(audit.body()).contains("User inquiry about order status", "10.0.1.50");
  }

  @Test
  void theAssistant() {
    assistant();
  }

  private void assistant() {
    Answer agent =
        byHeader
            .post(
                "/v1/agents",
                """
                {
                "name": "OpenAI Customer Support Assistant",
                "description": "Handles customer inquiries",
                "metadata": {
                "openai_assistant_id": "asst_abc123"
                }
                }\
                """)
            .expect(201);
    byHeader
        .post(
            "/v1/policies",
            """
            {
            "name": "Customer Support Read Policy",
            "actions": ["read", "list"],
            "resources": ["api://crm/customers/*"],
            "effect": "allow",
            "constraints": {
            "maxRows": 100,
            "allowedDomains": ["yourcompany.com"]
            }
            }\
            """)
        .expect(201);
    Answer token =
        byHeader
            .post(
                "/v1/tokens",
                """
                {
                "agentId": "agent_123",
                "expiresIn": 3600
                }\
                """
                    .replace("agent_123", agent.text("id")))
            .expect(201);

    assertThat(token.text("warnings.0")).contains("Customer Support Read Policy");
    Answer read = validate(token.text("token"), "read", "api://crm/customers/42").expect(200);
    assertThat(read.text("decision")).as(read.body()).isEqualTo("allowed");
    assertThat(read.text("obligations.0.type")).isEqualTo("reveal_at_most_rows");
    assertThat(read.text("obligations.0.rows")).isEqualTo("100");
    assertThat(validate(token.text("token"), "delete", "api://crm/customers/42").text("decision"))
        .isEqualTo("denied");
  }

  @Test
  void theAssistantOnAnEmptyFolder() {
    test.close();
    test =
        TestServer.over(
            TestServer.temporary(), config -> config.withPolicies(TestServer.temporary()));
    byHeader = test.client();

    assistant();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[\"read\", \"create\"]|[\"api://crm/customers/*\", \"api://tickets/*\"]|{\"maxRows\": 50}",
        "[\"read\", \"query\"]|[\"api://analytics/*\"]|{\"maxRows\": 1000, \"readOnly\": true}",
        "[\"send_email\"]|[\"api://email/*\"]|{\"allowedDomains\": [\"@yourcompany.com\"]}"
      })
  void theAssistantsUseCases(String actions, String resources, String constraints) {
    String body =
        "{\"name\": \"use case\", \"actions\": %s, \"resources\": %s, \"constraints\": %s}"
            .formatted(actions, resources, constraints);

    assertThat(byHeader.post("/v1/policies", body).expect(201).text("source"))
        .contains("policy \"use case\"");
  }

  private Answer validate(String token, String action, String resource) {
    return byHeader.post(
        "/v1/enforce",
        """
        {"requestId": "%s", "capabilityToken": "%s", "action": "%s", "resourceId": "%s",
        "tenantId": "default-tenant", "context": {}}\
        """
            .formatted(java.util.UUID.randomUUID(), token, action, resource));
  }
}
