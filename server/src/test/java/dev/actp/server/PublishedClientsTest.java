package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The calls that the published JavaScript, Python and C# samples make, as their clients send them:
 * the integration examples with nothing but a token, the helper function with a key, and the
 * session, delegation and revocation calls. What the samples read of an answer is in it.
 */
class PublishedClientsTest {
  private static final String CHECK = "/api/enforcement/check";

  private TestServer test;
  private Client client;

  @BeforeEach
  void start() {
    test = TestServer.start();
    client = test.client();
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private Answer agent(String name) {
    return client.post("/v1/agents", "{\"name\": \"%s\"}".formatted(name)).expect(201);
  }

  /** The token of the four steps, which is handed out as a reference. */
  private String reference() {
    agent("support");
    client
        .post(
            "/api/policies",
            """
            {"name": "Customer Support Policy",
             "capabilities": ["read:customer_profile", "create:support_ticket"],
             "constraints": {"allowed_hours": "09:00-17:00 UTC", "rate_limit": "100 per minute"}}
            """)
        .expect(201);
    return client
        .post("/api/tokens", "{\"agent_id\": \"support\", \"expires_at\": \"8h\"}")
        .expect(201)
        .text("token");
  }

  private Client holding(String token) {
    return client.with(Map.of("Authorization", "Bearer " + token));
  }

  private static void allowed(Answer answer) {
    assertThat(answer.expect(200).text("allowed")).as(answer.body()).isEqualTo("true");
    assertThat(answer.text("decision")).isEqualTo("allowed");
    assertThat(answer.text("reason")).isEqualTo("Token valid, capability granted");
    assertThat(answer.text("audit_id")).isNotEmpty();
  }

  private static void denied(Answer answer) {
    assertThat(answer.expect(200).text("allowed")).as(answer.body()).isEqualTo("false");
    assertThat(answer.text("decision")).isEqualTo("denied");
    assertThat(answer.text("reason")).isNotEmpty();
    assertThat(answer.text("audit_id")).isNotEmpty();
  }

  /** Each sample's request: a token as the only credential, and never in the body. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Python, check_permission | {\"action\": \"read:customer_profile\", \"resource\":"
            + " \"customer_123\"}",
        "JavaScript, checkPermission | {\"action\": \"read:customer_profile\", \"resource\":"
            + " \"42\", \"context\": {\"ip\": \"::ffff:10.0.1.50\", \"user\": {\"id\": \"u1\","
            + " \"roles\": [\"staff\"]}}}",
        "C#, CheckPermissionAsync | {\"action\": \"create:support_ticket\", \"resource\":"
            + " \"ticket_system\", \"context\": {\"userId\": \"user_123\", \"reason\": \"Customer"
            + " inquiry\"}}",
      })
  void theIntegrationExamples(String which, String body) {
    Client holder = holding(reference());
    for (String path : new String[] {CHECK, "/v1/enforce"}) {
      allowed(holder.post(path, body));
      String other =
          body.replaceFirst("\"action\": \"[^\"]*\"", "\"action\": \"delete:customer_account\"");
      denied(holder.post(path, other));
    }
  }

  @Test
  void theIntegrationExamplesWithTheTokenInTheBodyAlone() {
    String body =
        "{\"token\": \"%s\", \"action\": \"read:customer_profile\", \"resource\": \"customer_123\"}"
            .formatted(reference());
    allowed(client.with(Map.of()).post(CHECK, body));
  }

  @Test
  void whoLosesTheirTokenHearsSo() {
    String token = reference();
    Answer shown = client.get("/v1/tokens").expect(200);
    client.post("/v1/tokens/" + shown.text("tokens.0.id") + "/revoke", "{}").expect(200);
    Answer answer =
        holding(token).post(CHECK, "{\"action\": \"read:customer_profile\", \"resource\": \"c\"}");
    denied(answer);
    assertThat(answer.text("reason")).isEqualTo("Token revoked");
  }

  /** The helper function, and a token that fits where assistants keep it: 512 characters. */
  @Test
  void theAssistantsFunction() {
    agent("assistant");
    client
        .post(
            "/v1/policies",
            """
            {"name": "Customer Support Read Policy", "actions": ["read", "list"],
             "resources": ["api://crm/customers/*"], "effect": "allow",
             "constraints": {"maxRows": 100, "allowedDomains": ["yourcompany.com"]}}
            """)
        .expect(201);
    String token =
        client
            .post(
                "/v1/tokens",
                "{\"agentId\": \"assistant\", \"expiresIn\": 3600, \"format\": \"reference\"}")
            .expect(201)
            .text("token");
    assertThat(token).hasSizeLessThanOrEqualTo(512);
    assertThat(validated(token, "read").text("decision")).isEqualTo("allowed");
    assertThat(validated(token, "delete").text("decision")).isEqualTo("denied");
  }

  private Answer validated(String token, String action) {
    return client
        .post(
            "/v1/enforce",
            """
            {"requestId": "%s", "capabilityToken": "%s", "action": "%s",
             "resourceId": "api://crm/customers/42", "tenantId": "default-tenant", "context": {}}
            """
                .formatted(UUID.randomUUID(), token, action))
        .expect(200);
  }

  private static final String STANDARD =
      """
      {"policy": {
        "name": "customer-support-standard",
        "version": "2.0",
        "capabilities": {
          "read_customer": {
            "resources": ["customer://id:{{session.customer_id}}"],
            "constraints": {"columns": ["name", "email", "phone", "order_history"], "maxRows": 50,
                            "rateLimit": "200/hour"}},
          "create_ticket": {
            "resources": ["ticket://agent:{{agent.id}}/*"],
            "constraints": {"maxOpen": 10, "requiredFields": ["subject", "description", "priority"]}},
          "send_email": {
            "resources": ["email://domain:@company.com"],
            "constraints": {"maxPerHour": 20, "maxRecipients": 5, "blockSensitiveData": true}}},
        "circuit_breaker": {"maxViolations": 3, "window": "5m", "suspendDuration": "30m"},
        "audit": {"logAll": true, "retainDays": 90}}}
      """;

  /** {@code create_agent_session}: names with their roots, and a duration. */
  private Answer session(String agent, String policy) {
    return client
        .post(
            "/v1/tokens",
            """
            {"agent": "%s", "policy": "%s",
             "context": {"session.customer_id": "12345", "agent.id": "%s", "shift": "day"},
             "ttl": "8h"}
            """
                .formatted(agent, policy, agent))
        .expect(201);
  }

  /** {@code act.validate}, as {@code execute_agent_action} calls it. */
  private Answer validate(String token, String action, String resource, String context) {
    return client.post(
        "/v1/enforce",
        "{\"token\": \"%s\", \"action\": \"%s\", \"resource\": \"%s\", \"context\": %s}"
            .formatted(token, action, resource, context));
  }

  @Test
  void aSessionIsOpenedAndItsActionsAreValidated() {
    String id = agent("support-bot-01").text("id");
    client.post("/v1/policies", STANDARD).expect(201);
    String token = session("support-bot-01", "customer-support-standard").text("token");

    Answer read =
        validate(token, "read_customer", "customer://id:12345", "{\"columns\": [\"name\"]}");
    allowed(read);
    assertThat(read.text("obligations.0.type")).isNotEmpty();
    denied(validate(token, "read_customer", "customer://id:99", "{\"columns\": [\"name\"]}"));
    allowed(
        validate(
            token,
            "create_ticket",
            "ticket://agent:" + id + "/1",
            "{\"subject\": \"s\", \"description\": \"d\", \"priority\": \"p\"}"));
    denied(validate(token, "process_refund", "order://customer:12345/1", "{\"amount\": 5}"));
  }

  @ParameterizedTest
  @CsvSource({
    "support-full, 'shift: morning, customer_id: 12345'",
    "support-readonly, 'shift: after_hours, customer_id: 12345'",
    "support-restricted, 'shift: morning, customer_id: vip_99, risk: high'",
  })
  void aTokenForEachContext(String policy, String context) {
    agent("support-bot");
    client.post("/v1/policies", STANDARD.replace("customer-support-standard", policy)).expect(201);
    String json = context.replaceAll("(\\w+): (\\w+)", "\"$1\": \"$2\"");
    Answer token =
        client
            .post(
                "/v1/tokens",
                "{\"agent\": \"support-bot\", \"policy\": \"%s\", \"context\": {%s}}"
                    .formatted(policy, json))
            .expect(201);
    assertThat(token.text("session.shift")).isNotEmpty();
    assertThat(token.text("capabilities.0")).isEqualTo("create_ticket");
  }

  /** The sample tokens of the scenarios: capabilities, what narrows each, a duration, a context. */
  @Test
  void aTokenSaysWhichCapabilitiesItHoldsAndHowFar() {
    agent("support-bot");
    client
        .post(
            "/v1/policies",
            """
            {"name": "support", "capabilities": [
              {"action": "read_customer", "resource": "customer://id:{{session.customer_id}}"},
              {"action": "process_refund", "resource": "order://customer:{{session.customer_id}}/*"}]}
            """)
        .expect(201);
    Answer token =
        client
            .post(
                "/v1/tokens",
                """
                {"agent": "support-bot", "capabilities": [
                   {"action": "read_customer", "resource": "customer://id:{{session.customer_id}}",
                    "constraints": {"excludeColumns": ["ssn", "payment_info"]}},
                   {"action": "process_refund", "resource": "order://customer:{{session.customer_id}}/*",
                    "constraints": {"maxAmount": 500, "maxPerDay": 5, "requireApproval": "amount > 100"}}],
                 "expires": "8h",
                 "context": {"shift": "day", "tier": "standard", "customer_id": "12345"}}
                """)
            .expect(201);
    String text = token.text("token");
    allowed(validate(text, "process_refund", "order://customer:12345/7", "{\"amount\": 40}"));
    denied(validate(text, "process_refund", "order://customer:12345/7", "{\"amount\": 501}"));
    Answer waits =
        validate(text, "process_refund", "order://customer:12345/7", "{\"amount\": 101}");
    assertThat(waits.expect(200).text("decision")).isEqualTo("needs_approval");
    assertThat(waits.text("allowed")).isEqualTo("false");
  }

  private String manager() {
    agent("manager");
    agent("worker");
    client
        .post(
            "/v1/policies",
            """
            {"name": "research", "capabilities": [
              {"action": "read_customer", "resource": "customer://region:US/*",
               "constraints": {"maxRows": 1000, "maxDelegationDepth": 2}},
              {"action": "send_email", "resource": "email://domain:@company.com"}]}
            """)
        .expect(201);
    return client
        .post("/v1/tokens", "{\"agent\": \"manager\", \"policy\": \"research\", \"ttl\": \"1h\"}")
        .expect(201)
        .text("token");
  }

  /** {@code act.delegate}: what the sample logs of parent and child is there. */
  @Test
  void aTokenIsDelegated() {
    String parent = manager();
    Answer child =
        client
            .post(
                "/v1/tokens/delegate",
                """
                {"parent_token": "%s", "child_agent": "worker", "capabilities": ["read_customer"],
                 "ttl": "10m"}
                """
                    .formatted(parent))
            .expect(201);
    assertThat(child.text("agent_id")).isNotEmpty();
    assertThat(child.text("expires")).isEqualTo("2026-02-16T10:10:00Z");
    allowed(validate(child.text("token"), "read_customer", "customer://region:US/1", "{}"));
    denied(validate(child.text("token"), "send_email", "email://domain:@company.com", "{}"));
  }

  /** {@code manager_cap.attenuate}: another resource, fewer rows, a shorter time. */
  @Test
  void aCapabilityIsAttenuated() {
    String parent = manager();
    String order =
        """
        {"parent_token": "%s", "child_agent": "worker", "expires": "10m", "capabilities": [
          {"action": "read_customer", "resource": "%s", "constraints": {"maxRows": 100}}]}
        """;
    Answer child =
        client
            .post("/v1/tokens/delegate", order.formatted(parent, "customer://region:US/state:CA/*"))
            .expect(201);
    String text = child.text("token");
    allowed(validate(text, "read_customer", "customer://region:US/state:CA/1", "{\"rows\": 100}"));
    denied(validate(text, "read_customer", "customer://region:US/state:CA/1", "{\"rows\": 101}"));
    denied(validate(text, "read_customer", "customer://region:US/state:NY/1", "{\"rows\": 10}"));
    client
        .post("/v1/tokens/delegate", order.formatted(parent, "customer://**"))
        .expectProblem(403, "delegation_refused");
  }

  /** {@code act.revoke_capability} and {@code act.revoke_all}. */
  @Test
  void aCapabilityIsRevokedAndThenEverything() {
    String token = manager();
    String id = client.get("/v1/tokens").expect(200).text("tokens.0.id");
    client.post("/v1/tokens/" + id + "/revoke", "{\"action\": \"send_email\"}").expect(200);
    denied(validate(token, "send_email", "email://domain:@company.com", "{}"));
    allowed(validate(token, "read_customer", "customer://region:US/1", "{}"));
    client.post("/v1/agents/manager/revoke", "{}").expect(200);
    denied(validate(token, "read_customer", "customer://region:US/1", "{}"));
  }
}
