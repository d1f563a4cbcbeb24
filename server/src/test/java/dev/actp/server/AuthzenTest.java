package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The AuthZEN Authorization API 1.0, sections 6, 7 and 10, and several decisions in one request.
 */
class AuthzenTest {
  private static final String EVALUATION = "/access/v1/evaluation";
  private static final String EVALUATIONS = "/access/v1/evaluations";

  private final Refunds refunds = new Refunds();
  private final String token = refunds.token().text("token");

  @AfterEach
  void stop() {
    refunds.close();
  }

  private static String subject(String properties) {
    return "\"subject\": {\"type\": \"agent\", \"id\": \"bot\", \"properties\": {%s}}"
        .formatted(properties);
  }

  private String withToken() {
    return subject("\"token\": \"" + token + "\"");
  }

  private static String refund(String order, String amount) {
    return """
    "action": {"name": "process_refund", "properties": {"amount": %s}},
    "resource": {"type": "order", "id": "%s"}\
    """
        .formatted(amount, order);
  }

  private Answer ask(String... entities) {
    return refunds.client.post(EVALUATION, "{" + String.join(", ", entities) + "}");
  }

  @Test
  void aTokenOfTheSubjectDecidesAndEffectsCount() {
    for (int i = 0; i < 3; i++) {
      Answer allowed = ask(withToken(), refund("12/" + i, "10")).expect(200);
      assertThat(allowed.text("decision")).isEqualTo("true");
      assertThat(allowed.text("context.audit_id")).startsWith("aud_");
      assertThat(allowed.text("context.receipt.leaf_hash")).hasSize(64);
    }
    Answer denied = ask(withToken(), refund("12/9", "10")).expect(200);
    assertThat(denied.text("decision")).isEqualTo("false");
    assertThat(denied.text("context.code")).isEqualTo("limit_reached");
    assertThat(denied.text("context.reason_user.en")).isEqualTo("Limit reached");
  }

  @Test
  void anApprovalIsNoYesAndSaysWhereItIs() {
    Answer waits = ask(withToken(), refund("12/1", "200")).expect(200);
    assertThat(waits.text("decision")).isEqualTo("false");
    assertThat(waits.text("context.outcome")).isEqualTo("needs_approval");
    assertThat(waits.text("context.approval.url")).startsWith("/v1/approvals/");
  }

  @Test
  void obligationsAreNeverLeftToACallerThatHasNoPlaceForThem() {
    String policy =
        """
        policy "crm" version "1"
        action look()
        capability look on "crm://**" { reveal only ["name"] }
        """;
    refunds.client.post("/v1/policies", "text/x-actp", policy).expect(201);
    String other =
        refunds
            .client
            .post("/v1/tokens", "{\"agentId\": \"bot\", \"policyId\": \"crm\"}")
            .expect(201)
            .text("token");
    Answer answer =
        ask(
            subject("\"token\": \"" + other + "\""),
            "\"action\": {\"name\": \"look\"}",
            "\"resource\": {\"type\": \"crm\", \"id\": \"1\"}");
    assertThat(answer.expect(200).text("decision")).isEqualTo("false");
    assertThat(answer.text("context.code")).isEqualTo("obligation_unsupported");
  }

  @Test
  void attributesComeFromContextAndProperties() {
    Answer answer =
        ask(
            withToken(),
            "\"action\": {\"name\": \"process_refund\"}",
            "\"resource\": {\"type\": \"order\", \"id\": \"order://12/1\","
                + " \"properties\": {\"amount\": 10}}",
            "\"context\": {\"amount\": 10.0, \"reason\": \"damaged\"}, \"unknown\": 1");
    assertThat(answer.expect(200).text("decision")).isEqualTo("true");
    assertThat(refunds.client.get("/v1/audit?action=process_refund").expect(200).body())
        .contains("order://12/1");
  }

  @Test
  void anAgentThatIsOnlyNamedGetsATokenOnceAndOnRecord() {
    String named = subject("\"customer_id\": \"12\"");
    for (int i = 0; i < 3; i++) {
      assertThat(ask(named, refund("12/" + i, "10")).expect(200).text("decision"))
          .isEqualTo("true");
    }
    assertThat(ask(named, refund("12/9", "10")).text("context.code")).isEqualTo("limit_reached");
    assertThat(ask(subject("\"customer_id\": \"13\""), refund("12/9", "10")).text("context.code"))
        .isEqualTo("capability_not_granted");
    assertThat(refunds.client.get("/v1/audit?action=issue_token").expect(200).body())
        .satisfies(body -> assertThat(body.split("\"audit_id\"", -1)).hasSize(1 + 3));
  }

  @Test
  void afterItsTokensWereRevokedANamedAgentIsDeniedUntilTheyWouldHaveEnded() {
    String named = subject("\"customer_id\": \"12\"");
    assertThat(ask(named, refund("12/1", "10")).text("decision")).isEqualTo("true");
    refunds.client.post("/v1/agents/bot/revoke", "{}").expect(200);
    assertThat(ask(named, refund("12/1", "10")).text("context.code")).isEqualTo("token_revoked");
    refunds.test.advance(Duration.ofHours(8));
    assertThat(ask(named, refund("12/1", "10")).text("decision")).isEqualTo("true");
    refunds.client.put("/v1/agents/bot", "{\"disabled\": true}").expect(200);
    Answer disabled = ask(named, refund("12/1", "10")).expect(200);
    assertThat(disabled.text("decision")).isEqualTo("false");
    assertThat(disabled.text("context.code")).isEqualTo("agent_suspended");
  }

  @Test
  void whatAnAgentIsGivenNowCountsAndWhatNoPolicyReadsMakesNoOtherToken() {
    String named = "\"customer_id\": \"12\"";
    for (int i = 0; i < 3; i++) {
      String varied = subject(named + ", \"agent\": \"" + i + "\"");
      if (i == 1) {
        varied = varied.replace("\"id\": \"bot\"", "\"id\": \"" + refunds.agent.text("id") + "\"");
      }
      assertThat(ask(varied, refund("12/" + i, "10")).expect(200).text("decision"))
          .isEqualTo("true");
    }
    assertThat(ask(subject(named + ", \"x\": 1"), refund("12/9", "10")).text("context.code"))
        .isEqualTo("limit_reached");
    refunds
        .client
        .post(
            "/v1/policies",
            "text/x-actp",
            "policy \"idle\" version \"1\"\naction rest()\ncapability rest on \"x://**\" {}")
        .expect(201);
    refunds.client.put("/v1/agents/bot", "{\"policies\": [\"idle\"]}").expect(200);
    assertThat(ask(subject(named), refund("12/9", "10")).text("context.code"))
        .isEqualTo("capability_not_granted");
  }

  @Test
  void whoMayNotIssueTokensNamesOne() {
    String enforcer =
        refunds
            .client
            .post("/v1/keys", "{\"name\": \"pep\", \"roles\": [\"enforcer\"]}")
            .expect(201)
            .text("key");
    Client client = refunds.client.with(Map.of("Authorization", "Bearer " + enforcer));
    String order = refund("12/1", "10");
    Answer refused = client.post(EVALUATION, "{" + subject("") + ", " + order + "}").expect(400);
    assertThat(refused.body()).contains("/subject/id", "needs a token", "`issuer`");
    assertThat(refused.header("content-type")).startsWith("text/plain");
    assertThat(
            client
                .post(EVALUATION, "{" + withToken() + ", " + order + "}")
                .expect(200)
                .text("decision"))
        .isEqualTo("true");
  }

  @Test
  void whatASubjectGetsNoTokenForIsSaidInTheRequestsOwnTerms() {
    String order = refund("12/1", "10");
    String unknown = subject("\"customer_id\": \"12\"").replace("\"bot\"", "\"nobody\"");
    assertThat(ask(unknown, order).expect(400).body())
        .contains("/subject/id there is no agent `nobody`");
    assertThat(ask(subject(""), order).expect(400).body())
        .contains("/subject/properties ", "customer_id")
        .doesNotContain("/session");
    String several = "{\"evaluations\": [{%s, %s}]}".formatted(subject(""), order);
    assertThat(refunds.client.post(EVALUATIONS, several).expect(200).body())
        .contains("\"status\":400", "/evaluations/0/subject/properties ");
    refunds.client.post("/v1/policies", "text/x-actp", "policy \"other\" version \"1\"\n");
    refunds.client.post("/v1/agents", "{\"id\": \"idle\", \"name\": \"idle\"}").expect(201);
    assertThat(ask(subject("").replace("\"bot\"", "\"idle\""), order).expect(400).body())
        .contains("/subject/id needs an agent that has `policies`");
  }

  @Test
  void aTokenAloneAsksAboutItself() {
    Client bearer = refunds.client.with(Map.of("Authorization", "Bearer " + token));
    String body = "{" + subject("") + ", " + refund("12/1", "10") + "}";
    assertThat(bearer.post(EVALUATION, body).expect(200).text("decision")).isEqualTo("true");
    refunds.client.post("/v1/agents", "{\"id\": \"other\", \"name\": \"other\"}").expect(201);
    assertThat(bearer.post(EVALUATION, body.replace("\"bot\"", "\"other\"")).expect(400).body())
        .contains("/subject/id is not the agent of the token");
  }

  @Test
  void whoShowsNothingOrSomethingWrongIsNotAuthenticated() {
    String body = "{" + subject("") + ", " + refund("12/1", "10") + "}";
    refunds.client.with(Map.of()).post(EVALUATION, body).expect(401);
    Client wrong = refunds.client.with(Map.of("Authorization", "Bearer actk_wrong"));
    wrong.post(EVALUATION, body).expect(401);
    wrong.post(EVALUATIONS, "{\"evaluations\": [" + body + "]}").expect(401);
    Answer invalid = ask(subject("\"token\": \"a.b.c\""), refund("12/1", "10")).expect(200);
    assertThat(invalid.text("decision")).isEqualTo("false");
    assertThat(invalid.text("context.code")).isEqualTo("token_invalid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | /subject is required",
        "[] | ",
        "{\"subject\": {\"type\": \"agent\"}} | /subject/id is required",
        "{\"subject\": \"bot\"} | /subject has to be an object",
        "{\"subject\": {\"type\": \"user\", \"id\": \"bot\"}} | /subject/type has to be `agent`",
        "{\"subject\": {\"type\": \"agent\", \"id\": \"\"}} | /subject/id is required",
        "{\"action\": {\"name\": 1}} | /action/name is required, as a string",
        "{\"resource\": {\"type\": \"order\", \"id\": \"file://1\"}} | /resource/id has another"
            + " scheme",
        "{\"context\": []} | /context has to be an object",
        "{\"context\": {\"a\": 1}, \"action\": {\"name\": \"x\", \"properties\": {\"a\": 2}}}"
            + " | /action/properties/a differs",
      })
  void whatIsMissingOrDoesNotFitIsABadRequest(String body, String message) {
    Answer refused = refunds.client.post(EVALUATION, body).expect(400);
    assertThat(refused.header("content-type")).startsWith("text/plain");
    assertThat(refused.body()).contains(message == null ? "JSON" : message);
  }

  @Test
  void requestsAreIdentifiedAsTheCallerSays() {
    Answer answer =
        refunds
            .client
            .and("X-Request-ID", "bfe9eb29-ab87-4ca3-be83-a1d5d8305716")
            .post(EVALUATION, "{" + withToken() + ", " + refund("12/1", "10") + "}")
            .expect(200);
    assertThat(answer.header("x-request-id")).isEqualTo("bfe9eb29-ab87-4ca3-be83-a1d5d8305716");
  }

  private Answer askAll(String semantic, String... amounts) {
    StringBuilder evaluations = new StringBuilder();
    for (String amount : amounts) {
      evaluations.append(evaluations.isEmpty() ? "" : ", ");
      evaluations.append("{\"context\": {\"amount\": ").append(amount).append("}}");
    }
    return refunds.client.post(
        EVALUATIONS,
        """
        {%s, "action": {"name": "process_refund"}, "resource": {"type": "order", "id": "12/1"},
         "options": {%s}, "evaluations": [%s]}
        """
            .formatted(
                withToken(),
                semantic.isEmpty() ? "" : "\"evaluations_semantic\": \"" + semantic + "\"",
                evaluations));
  }

  @ParameterizedTest
  @CsvSource({
    "'', true false true",
    "execute_all, true false true",
    "deny_on_first_deny, true false",
    "permit_on_first_permit, true"
  })
  void evaluationsFollowTheirSemantic(String semantic, String decisions) {
    String body = askAll(semantic, "10", "501", "20").expect(200).body();
    assertThat(body.replaceAll("\"decision\":(true|false)|.", "$1 ").strip().split("\\s+"))
        .containsExactly(decisions.split(" "));
    int decided = decisions.split(" ").length;
    assertThat(
            refunds.client.get("/v1/audit?action=process_refund").expect(200).body().split("aud_"))
        .as("what was not decided is not recorded")
        .hasSizeLessThanOrEqualTo(1 + 2 * decided);
  }

  @Test
  void defaultsHoldWhereAnEvaluationSaysNothingAndErrorsAreItsOwn() {
    Answer answer =
        refunds
            .client
            .post(
                EVALUATIONS,
                """
                {%s, "context": {"amount": 10}, "action": {"name": "process_refund"},
                 "evaluations": [
                   {"resource": {"type": "order", "id": "12/1"}},
                   {},
                   7,
                   {"resource": {"type": "customer", "id": "id:12"}, "action": {"name": "read"},
                    "context": {}}]}
                """
                    .formatted(withToken()))
            .expect(200);
    assertThat(answer.text("evaluations.0.decision")).isEqualTo("true");
    assertThat(answer.text("evaluations.1.context.error.status")).isEqualTo("400");
    assertThat(answer.text("evaluations.1.context.error.message"))
        .contains("/evaluations/1/resource is required");
    assertThat(answer.text("evaluations.2.context.error.message"))
        .contains("/evaluations/2 has to be an object");
    assertThat(answer.text("evaluations.3.decision")).isEqualTo("true");
  }

  @Test
  void withoutEvaluationsOneIsAnsweredAsOne() {
    for (String none : new String[] {"", ", \"evaluations\": []"}) {
      Answer answer =
          refunds
              .client
              .post(EVALUATIONS, "{" + withToken() + ", " + refund("12/1", "10") + none + "}")
              .expect(200);
      assertThat(answer.text("decision")).isEqualTo("true");
    }
  }

  @Test
  void aHundredEvaluationsAreDecidedAndNoMore() {
    String one = "{\"action\": {\"name\": \"read\"}, \"context\": {}}";
    String body =
        "{%s, \"resource\": {\"type\": \"customer\", \"id\": \"id:12\"}, \"evaluations\": [%s]}";
    String all = String.join(",", Collections.nCopies(100, one));
    assertThat(
            refunds
                .client
                .post(EVALUATIONS, body.formatted(withToken(), all))
                .expect(200)
                .body()
                .split("\"decision\":true", -1))
        .hasSize(101);
    assertThat(
            refunds
                .client
                .post(EVALUATIONS, body.formatted(withToken(), all + "," + one))
                .expect(400)
                .body())
        .contains("/evaluations has to be a list of at most 100");
    assertThat(askAll("first_wins", "1").expect(400).body())
        .contains("/options/evaluations_semantic is `execute_all`");
  }

  @Test
  void severalDecisionsOfTheOwnDialect() {
    Answer answer =
        refunds
            .client
            .post(
                "/v1/enforce/batch",
                """
                {"token": "%s", "requests": [
                  {"action": "process_refund", "resource": "order://12/1", "context": {"amount": 1}},
                  {"action": "process_refund", "resource": "order://12/1", "context": {"amount": 501}},
                  {"resource": "order://12/1"},
                  {"token": "a.b.c", "action": "read", "resource": "customer://id:12"}, 7]}
                """
                    .formatted(token))
            .expect(200);
    assertThat(answer.text("results.0.decision")).isEqualTo("allowed");
    assertThat(answer.text("results.1.reason")).isEqualTo("refunds stop at 500");
    assertThat(answer.text("results.2.allowed")).isEqualTo("false");
    assertThat(answer.text("results.2.errors.0.pointer")).isEqualTo("/action");
    assertThat(answer.text("results.3.reasons.0.code")).isEqualTo("token_invalid");
    assertThat(answer.text("results.4.errors.0.pointer")).isEqualTo("/requests/4");
    for (String wrong : new String[] {"{}", "{\"requests\": []}", "{\"requests\": 1}"}) {
      refunds.client.post("/v1/enforce/batch", wrong).expectProblem(422, "invalid_request");
    }
    refunds.client.get("/v1/enforce/batch").expectProblem(405, "method_not_allowed");
  }
}
