package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the report of an allowed use's outcome does, and who may make it when. */
class OutcomeTest {
  private static final String POLICY =
      """
      policy "orders" version "1"
      action pay(amount: decimal)
      capability verify on "order://**" {}
      capability close on "order://**" {}
      capability ship on "order://**" { after verify on "order://**" }
      capability pay on "order://**" { limit 100 of amount per day }
      capability reserve on "order://**" { limit 1 open released by close }
      capability call on "order://**" { limit 1 per day }
      """;

  private TestServer test;
  private Client client;
  private String token;

  @BeforeEach
  void start() {
    test = TestServer.start();
    client = test.client();
    client.post("/v1/policies", "text/x-actp", POLICY).expect(201);
    client.post("/v1/agents", "{\"name\": \"bot\"}").expect(201);
    token = client.post("/v1/tokens", "{\"agentId\": \"bot\"}").expect(201).text("token");
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private Answer use(String action) {
    String context = action.equals("pay") ? "{\"amount\": 100}" : "{}";
    return Refunds.enforce(client, token, action, "order://1", context).expect(200);
  }

  private String allowed(String action) {
    Answer answer = use(action);
    assertThat(answer.text("decision")).as(answer.body()).isEqualTo("allowed");
    return answer.text("audit_id");
  }

  private Answer report(Client caller, String auditId, String outcome) {
    return caller.post(
        "/v1/outcomes", "{\"audit_id\": \"%s\", \"outcome\": \"%s\"}".formatted(auditId, outcome));
  }

  @ParameterizedTest
  @CsvSource({"succeeded,allowed", "failed,denied", "cancelled,denied"})
  void onlyASucceededUseIsHistory(String outcome, String then) {
    String verified = allowed("verify");
    assertThat(use("ship").text("reasons.0.code")).isEqualTo("history");

    Answer done = report(client, verified, outcome).expect(200);

    assertThat(done.text("outcome")).isEqualTo(outcome);
    assertThat(done.text("receipt.leaf_hash")).hasSize(64);
    test.restart();
    client = test.client();
    assertThat(use("ship").text("decision")).isEqualTo(then);
  }

  @ParameterizedTest
  @CsvSource({
    "pay,succeeded,denied",
    "pay,failed,allowed",
    "pay,cancelled,allowed",
    "reserve,succeeded,denied",
    "reserve,failed,allowed",
    "reserve,cancelled,allowed",
    "call,failed,denied",
    "call,cancelled,denied"
  })
  void whatDidNotSucceedGivesBudgetsAndOpenUnitsBackAndCountsNever(
      String action, String outcome, String then) {
    String used = allowed(action);
    assertThat(use(action).text("decision")).isEqualTo("denied");

    report(client, used, outcome).expect(200);

    assertThat(use(action).text("decision")).isEqualTo(then);
  }

  @Test
  void aSucceededReleaseGivesTheOpenUnitBack() {
    report(client, allowed("reserve"), "succeeded").expect(200);
    report(client, allowed("close"), "failed").expect(200);
    assertThat(use("reserve").text("decision")).isEqualTo("denied");

    report(client, allowed("close"), "succeeded").expect(200);

    assertThat(use("reserve").text("decision")).isEqualTo("allowed");
  }

  @Test
  void anOutcomeIsSaidOnceAlsoOverARestart() {
    String used = allowed("pay");
    report(client, used, "succeeded").expect(200);
    report(client, used, "failed").expectProblem(409, "conflict");
    test.restart();
    client = test.client();

    report(client, used, "failed").expectProblem(409, "conflict");
    assertThat(use("pay").text("decision")).isEqualTo("denied");
  }

  @Test
  void anOutcomeIsSaidWithinAQuarterOfAnHour() {
    String early = allowed("verify");
    String late = allowed("pay");
    test.advance(Duration.ofMinutes(15).minusMillis(1));
    report(client, early, "succeeded").expect(200);
    test.advance(Duration.ofMillis(1));

    assertThat(report(client, late, "failed").expectProblem(409, "conflict").text("detail"))
        .isEqualTo("a use is reported within 15 minutes");
    assertThat(use("pay").text("decision")).isEqualTo("denied");
  }

  @Test
  void onlyTheKeyThatGotTheAllowSaysHowItWent() {
    String used = allowed("pay");
    Client other = key("enforcer");
    Client holder = client.with(Map.of("Authorization", "Bearer " + token));
    String own =
        holder
            .post("/v1/enforce", Refunds.body(token, "call", "order://1", "{}"))
            .expect(200)
            .text("audit_id");

    report(other, used, "failed").expectProblem(403, "forbidden");
    report(holder, own, "failed").expectProblem(403, "forbidden");
    report(client, own, "failed").expectProblem(403, "forbidden");
    report(key("issuer"), used, "failed").expectProblem(403, "forbidden");
    report(client.with(Map.of()), used, "failed").expectProblem(401, "unauthenticated");
    assertThat(use("pay").text("decision")).isEqualTo("denied");
    assertThat(client.get("/v1/audit").body()).contains("\"act\":\"report_outcome\"");
  }

  @Test
  void whatWasNotAllowedHasNoOutcome() {
    String denied = use("unheard_of").text("audit_id");
    String dry =
        client
            .post("/v1/enforce?dryRun=true", Refunds.body(token, "verify", "order://1", "{}"))
            .text("audit_id");

    for (String id : new String[] {denied, dry, "aud_0", "aud_99999", "aud_999999999999999999"}) {
      report(client, id, "succeeded").expectProblem(404, "not_found");
    }
    assertThat(use("ship").text("decision")).isEqualTo("denied");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"audit_id\": \"aud_1\"}",
        "{\"outcome\": \"failed\"}",
        "{\"audit_id\": \"1\", \"outcome\": \"failed\"}",
        "{\"audit_id\": \"aud_01\", \"outcome\": \"failed\"}",
        "{\"audit_id\": \"aud_-1\", \"outcome\": \"failed\"}",
        "{\"audit_id\": \"aud_9999999999999999999\", \"outcome\": \"failed\"}",
        "{\"audit_id\": 1, \"outcome\": \"failed\"}",
        "{\"audit_id\": \"aud_1\", \"outcome\": \"FAILED\"}",
        "{\"audit_id\": \"aud_1\", \"outcome\": \"unknown\"}",
        "{\"audit_id\": \"aud_1\", \"auditId\": \"aud_2\", \"outcome\": \"failed\"}",
        "{\"audit_id\": \"aud_1\", \"outcome\": \"failed\", \"more\": 1}"
      })
  void aReportThatMakesNoSenseIsRefused(String body) {
    client.post("/v1/outcomes", body).expectProblem(422, "invalid_request");
  }

  private Client key(String role) {
    String body = "{\"label\": \"%s\", \"roles\": [\"%s\"]}".formatted(role, role);
    return client.with(Map.of("X-Api-Key", client.post("/v1/keys", body).expect(201).text("key")));
  }
}
