package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdministrationTest {
  private Refunds refunds;
  private Client client;

  @BeforeAll
  void start() {
    refunds = new Refunds();
    client = refunds.client;
  }

  @AfterAll
  void stop() {
    refunds.close();
  }

  @Test
  void namesAndIdsAreUniqueAndEitherFinds() {
    client.post("/v1/agents", "{\"id\": \"a-1\", \"name\": \"first\"}").expect(201);

    assertThat(client.get("/v1/agents/a-1").expect(200).text("name")).isEqualTo("first");
    assertThat(client.get("/v1/agents/first").expect(200).text("id")).isEqualTo("a-1");
    for (String taken :
        new String[] {
          "{\"name\": \"first\"}",
          "{\"name\": \"a-1\"}",
          "{\"id\": \"a-1\", \"name\": \"n\"}",
          "{\"id\": \"first\", \"name\": \"n\"}"
        }) {
      client.post("/v1/agents", taken).expectProblem(409, "conflict");
    }
    for (String bad :
        new String[] {
          "{}",
          "{\"name\": \"\"}",
          "{\"name\": \"a\\u202eb\"}",
          "{\"name\": \"n\", \"id\": \"../x\"}",
          "{\"name\": \"n\", \"more\": 1}",
          "{\"name\": \"n\", \"policies\": [\"none\"]}"
        }) {
      client.post("/v1/agents", bad).expectProblem(422, "invalid_request");
    }
  }

  @Test
  void anAgentsPoliciesAreItsTokens() {
    client
        .post(
            "/v1/policies",
            "text/x-actp",
            "policy \"second\" version \"1\"\ncapability x on \"**\" {}\n")
        .expect(201);
    client.post("/v1/agents", "{\"name\": \"plain\"}").expect(201);
    client.post("/v1/tokens", "{\"agentId\": \"plain\"}").expectProblem(422, "no_policy");

    client.put("/v1/agents/plain/policies", "{\"policies\": [\"second\"]}").expect(200);

    Answer token = client.post("/v1/tokens", "{\"agentId\": \"plain\"}").expect(201);
    assertThat(token.text("capabilities.0")).isEqualTo("x");
    assertThat(token.text("warnings.0")).isEmpty();
  }

  @Test
  void aPolicyThatDoesNotCompileComesBackWithItsDiagnostics() {
    Answer answer =
        client
            .post(
                "/v1/policies",
                "{\"source\": \"policy \\\"p\\\" version \\\"1\\\"\\ncapability read on x {}\\n\"}")
            .expectProblem(422, "invalid_policy");

    assertThat(answer.text("diagnostics")).contains("policy.actp:2:", "^");
    assertThat(
            client
                .post(
                    "/v1/policies",
                    "{\"name\": \"p\", \"actions\": [\"a\"], \"resources\": [\"**\"],"
                        + " \"constraints\": {\"maxRow\": 1}}")
                .expectProblem(422, "invalid_policy")
                .body())
        .contains("/constraints/maxRow", "maxRows");
  }

  @Test
  void aPolicyKeepsItsIdAndNameOverItsVersions() {
    String source = "policy \"versioned\" version \"1\"\ncapability a on \"**\" {}\n";
    Answer first = client.post("/v1/policies", "text/x-actp", source).expect(201);
    String path = "/v1/policies/" + first.text("id");

    client.post("/v1/policies", "text/x-actp", source).expectProblem(409, "conflict");
    Answer second =
        client
            .put(
                path,
                "{\"source\": \"policy \\\"versioned\\\" version \\\"2\\\"\\n"
                    + "capability b on \\\"**\\\" {}\\n"
                    + "\"}")
            .expect(200);
    client
        .put(
            path,
            "{\"source\": \"policy \\\"renamed\\\" version \\\"2\\\"\\n"
                + "capability b on \\\"**\\\" {}\\n"
                + "\"}")
        .expectProblem(409, "conflict");

    assertThat(second.text("number")).isEqualTo("2");
    assertThat(second.text("digest")).isNotEqualTo(first.text("digest"));
    assertThat(client.get(path).expect(200).text("version")).isEqualTo("2");
  }

  @Test
  void aKeyDoesWhatItsRolesSayUntilItIsRevoked() {
    Answer made =
        client.post("/v1/keys", "{\"label\": \"reader\", \"roles\": [\"auditor\"]}").expect(201);
    Client reader = client.with(Map.of("X-Api-Key", made.text("key")));

    reader.get("/v1/audit").expect(200);
    reader.post("/v1/agents", "{\"name\": \"x\"}").expectProblem(403, "forbidden");
    reader.post("/v1/tokens", "{\"agentId\": \"bot\"}").expectProblem(403, "forbidden");
    reader.post("/v1/enforce", Refunds.body("t", "a", "r", "{}")).expectProblem(403, "forbidden");
    assertThat(client.get("/v1/keys").body())
        .contains(made.text("id"))
        .doesNotContain(made.text("key"));
    client.post("/v1/keys/" + made.text("id") + "/revoke", "{}").expect(200);
    reader.get("/v1/audit").expectProblem(401, "unauthenticated");
  }

  @Test
  void theAuditTrailIsPagedFilteredAndExported() {
    String token = refunds.token().text("token");
    for (int i = 0; i < 3; i++) {
      refunds.read(token).expect(200);
    }
    Answer page = client.get("/v1/audit?action=read&limit=2").expect(200);
    Answer rest =
        client.get("/v1/audit?action=read&limit=2&cursor=" + page.text("next")).expect(200);

    assertThat(page.text("records.1.action")).isEqualTo("read");
    assertThat(rest.text("records.0.audit_id")).isNotEqualTo(page.text("records.1.audit_id"));
    assertThat(client.get("/v1/audit?action=nothing").text("records.0.at")).isEmpty();
    assertThat(client.get("/v1/audit?from=1h&limit=1").expect(200).text("records.0.at"))
        .isNotEmpty();
    assertThat(client.get("/v1/audit?to=1h").expect(200).text("records.0.at")).isEmpty();
    assertThat(client.get("/v1/audit?from=99999999w&limit=1").text("records.0.at")).isNotEmpty();
    String csv = client.and("Accept", "text/csv").get("/v1/audit?action=read").expect(200).body();
    assertThat(csv).startsWith("audit_id,at,kind,agent,action,").contains("\"read\"");
    Answer lines =
        client.and("Accept", "application/x-ndjson").get("/v1/audit?limit=3").expect(200);
    assertThat(lines.body().lines()).hasSize(3).allMatch(line -> line.startsWith("{\"audit_id\""));
  }

  /** A page that began anew in its place would be read as the next one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/agents",
        "/v1/keys",
        "/v1/approvals",
        "/v1/audit",
        "/v1/audit?format=csv",
        "/v1/people",
        "/v1/policies",
        "/v1/revocations",
        "/v1/tokens",
      })
  void aCursorThatIsNoneOfTheListIsRefused(String list) {
    client.post("/v1/agents", "{\"name\": \"second\"}"); // once for all lists
    String others =
        client
            .get(list.equals("/v1/agents") ? "/v1/audit?limit=1" : "/v1/agents?limit=1")
            .text("next");
    assertThat(others).isNotEmpty();
    for (String none : List.of("x", "1", "-1", "1:x", others, others.substring(1))) {
      client
          .get(list + (list.contains("?") ? "&" : "?") + "cursor=" + none)
          .expectProblem(400, "invalid_query");
    }
  }

  @Test
  void healthNeedsNoKeyAndTellsNothing() {
    assertThat(client.with(Map.of()).get("/health/live").expect(200).body())
        .isEqualTo("{\"status\":\"ok\"}");
    for (String path : new String[] {"/health", "/health/ready"}) {
      assertThat(client.with(Map.of()).get(path).expect(200).body())
          .isEqualTo("{\"status\":\"ok\",\"ledger\":\"unanchored\"}");
    }
  }
}
