package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.Client.Answer;
import dev.actp.server.policy.RefusedVersions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The versions of a policy: what each changes, what was refused, and the way back. */
class PolicyHistoryTest {
  private static final String FIRST =
      """
      policy "shop" version "1"
      capability read on "order/*" {}
      capability refund on "order/*" { require amount <= 100 }
      """;
  private static final String WIDER =
      """
      policy "shop" version "2"
      capability refund on "order/*" { require amount <= 500 }
      capability write on "order/*" {}
      """;

  private TestServer test;
  private Client client;

  @BeforeEach
  void start() {
    test = TestServer.start();
    client = test.client();
    client.post("/v1/policies", "{\"id\": \"p1\", \"source\": " + quoted(FIRST) + "}").expect(201);
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private static String quoted(String source) {
    return "\"" + source.replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private Answer put(String source) {
    return client.put("/v1/policies/p1", "{\"source\": " + quoted(source) + "}");
  }

  private Answer rollback(String body) {
    return client.post("/v1/policies/p1/rollback", body);
  }

  private Answer history() {
    return client.get("/v1/policies/p1/history").expect(200);
  }

  @Test
  void anActivatedVersionSaysWhatItChanges() {
    Answer answer = put(WIDER).expect(200);

    assertThat(answer.text("number")).isEqualTo("2");
    assertThat(answer.text("changes.capabilities.added.0")).isEqualTo("write");
    assertThat(answer.text("changes.capabilities.removed.0")).isEqualTo("read");
    assertThat(answer.text("changes.capabilities.widened.0")).isEqualTo("refund");
    assertThat(answer.text("changes.capabilities.narrowed.0")).isEmpty();
    assertThat(answer.body()).contains("require amount <= 500", "\"witnesses\":[{");
  }

  @Test
  void theHistoryTellsVersionsWithWhoAndWhatAndWhichIsInForce() {
    put(WIDER).expect(200);
    test.restart();
    client = test.client();

    Answer history = history();

    assertThat(history.text("name")).isEqualTo("shop");
    assertThat(history.text("versions.0.number")).isEqualTo("2");
    assertThat(history.text("versions.0.in_force")).isEqualTo("true");
    assertThat(history.text("versions.0.by.kind")).isEqualTo("key");
    assertThat(history.text("versions.0.by.id")).isNotEmpty();
    assertThat(history.text("versions.0.activated_at")).isEqualTo("2026-02-16T10:00:00Z");
    assertThat(history.text("versions.0.changes.capabilities.added.0")).isEqualTo("write");
    assertThat(history.text("versions.1.in_force")).isEqualTo("false");
    assertThat(history.text("versions.1.changes.capabilities.added.1")).isEqualTo("refund");
    assertThat(history.text("next")).isEmpty();
    assertThat(client.get("/v1/policies/shop/history/1").expect(200).text("source"))
        .isEqualTo(FIRST);
    client.get("/v1/policies/shop/history/3").expectProblem(404, "not_found");
    client.get("/v1/policies/none/history").expectProblem(404, "not_found");
  }

  @Test
  void theHistoryComesInParts() {
    put(WIDER).expect(200);

    Answer newest = client.get("/v1/policies/p1/history?limit=1").expect(200);
    String next = newest.text("next");
    Answer oldest = client.get("/v1/policies/p1/history?limit=1&cursor=" + next).expect(200);

    assertThat(newest.text("versions.0.number")).isEqualTo("2");
    assertThat(oldest.text("versions.0.number")).isEqualTo("1");
    assertThat(oldest.text("next")).isEmpty();
    client.get("/v1/policies/p1/history?cursor=2").expectProblem(400, "invalid_query");
    client.get("/v1/policies/p1/history?limit=0").expectProblem(400, "invalid_query");
  }

  @Test
  void aRollbackIsANewVersionWithTheOldText() {
    String first = client.get("/v1/policies/p1").expect(200).text("digest");
    put(WIDER).expect(200);

    Answer back = rollback("{}").expect(200);

    assertThat(back.text("number")).isEqualTo("3");
    assertThat(back.text("restored")).isEqualTo("1");
    assertThat(back.text("digest")).isEqualTo(first);
    assertThat(back.text("changes.capabilities.narrowed.0")).isEqualTo("refund");
    assertThat(client.get("/v1/policies/p1").expect(200).text("source")).isEqualTo(FIRST);
    assertThat(history().text("versions.0.restored")).isEqualTo("1");
    assertThat(client.get("/v1/audit?action=activate_policy&limit=1").expect(200).body())
        .contains("\"restored\":1");
  }

  @Test
  void aRollbackGoesToAnyVersionButNotNowhere() {
    put(WIDER).expect(200);
    put(FIRST.replace("100", "50")).expect(200);

    rollback("{\"to\": 1}").expect(200);

    rollback("{}").expectProblem(422, "unknown_reference");
    rollback("{\"to\": 1}").expectProblem(409, "conflict");
    rollback("{\"to\": 9}").expectProblem(422, "unknown_reference");
    rollback("{\"to\": 0}").expectProblem(422, "unknown_reference");
    rollback("{\"to\": -1}").expectProblem(422, "unknown_reference");
    rollback("{\"to\": 99999999999}").expectProblem(422, "unknown_reference");
    rollback("{\"to\": \"1\"}").expectProblem(422, "invalid_request");
    rollback("{\"at\": 1}").expectProblem(422, "invalid_request");
    client.post("/v1/policies/none/rollback", "{}").expectProblem(404, "not_found");
    assertThat(rollback("{\"to\": 2}").expect(200).text("number")).isEqualTo("5");
  }

  @Test
  void whatWasRefusedIsKeptBesideThePolicyTheNewestFirst() {
    for (int i = 0; i < RefusedVersions.OF_ONE_MOST; i++) {
      put("policy \"shop\" version \"x\"\ncapabilty " + i + "\n")
          .expectProblem(422, "invalid_policy");
    }
    put(FIRST.replace("shop", "other")).expectProblem(409, "conflict");

    Answer history = history();

    int last = RefusedVersions.OF_ONE_MOST - 1;
    assertThat(history.text("versions.0.number")).isEqualTo("1");
    assertThat(history.text("refused.0.message")).contains("keeps its name");
    assertThat(history.text("refused.0.by")).startsWith("key ");
    assertThat(history.text("refused.1.diagnostics")).contains("error[ACTP", "capabilty 19");
    assertThat(history.text("refused." + last + ".diagnostics")).contains("capabilty 1\n");
    assertThat(history.text("refused." + (last + 1) + ".at")).isEmpty();
  }

  @Test
  void onlyAdministratorsGoBack() {
    String auditor =
        client
            .post("/v1/keys", "{\"label\": \"a\", \"roles\": [\"auditor\"]}")
            .expect(201)
            .text("key");

    Client other = Client.of(test.server(), auditor);
    other.post("/v1/policies/p1/rollback", "{}").expectProblem(403, "forbidden");
    other.get("/v1/policies/p1/history").expect(200);
  }
}
