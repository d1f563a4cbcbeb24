package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.server.Client.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Erasing over HTTP, redaction, and what is kept for too long. */
class ErasureTest {
  private static final String POLICY =
      """
      policy "mail" version "1"
      session customer_id: string
      action send(to: string, body: string)
      capability send on "mail://{session.customer_id}/*" {
        require not sensitive(body)
        require length(body) < 30
      }
      audit retain 90d redact ["body"]
      """;

  private TestServer test;
  private Client client;

  @BeforeEach
  void start() {
    test = TestServer.start();
    client = test.client();
    client.post("/v1/policies", "text/x-actp", POLICY).expect(201);
    client.post("/v1/agents", "{\"id\": \"bot\", \"name\": \"bot\"}").expect(201);
  }

  @AfterEach
  void stop() {
    test.close();
  }

  /** The {@code audit_id} of a mail. */
  private String send(String customer, String body) {
    String token =
        client
            .post(
                "/v1/tokens",
                "{\"agentId\": \"bot\", \"ttl\": \"1h\", \"session\": {\"customer_id\": \"%s\"}}"
                    .formatted(customer))
            .expect(201)
            .text("token");
    String context = "{\"to\": \"x\", \"body\": \"%s\"}".formatted(body);
    return Refunds.enforce(client, token, "send", "mail://" + customer + "/1", context)
        .expect(200)
        .text("audit_id");
  }

  /** The line of a decision in the audit trail. */
  private String record(String auditId) {
    Answer found =
        client.and("Accept", "application/x-ndjson").get("/v1/audit?kind=decision").expect(200);
    return found
        .body()
        .lines()
        .filter(line -> line.contains("\"audit_id\":\"" + auditId + "\""))
        .findFirst()
        .orElseThrow();
  }

  /** Asks for an erasure and waits until it is done. */
  private Answer erased(String body) {
    Answer asked = client.post("/v1/erasures", body).expect(202);
    assertThat(asked.header("location")).isEqualTo("/v1/erasures/" + asked.text("id"));
    assertThat("aud_" + asked.text("receipt.index")).isEqualTo(asked.text("id"));
    return done(client, asked.text("id"));
  }

  private static Answer done(Client client, String id) {
    long end = System.nanoTime() + 20_000_000_000L;
    Answer state = client.get("/v1/erasures/" + id).expect(200);
    while (!state.text("state").equals("done")) {
      assertThat(System.nanoTime()).isLessThan(end);
      assertThat(state.text("state")).isEqualTo("running");
      state = client.get("/v1/erasures/" + id).expect(200);
    }
    return state;
  }

  @Test
  void whatAServerDidNotComeToIsDoneByTheNext() {
    String hers = send("c-1", "hello");
    String asked =
        client
            .post("/v1/erasures", "{\"attribute\": \"customer_id\", \"equals\": \"c-1\"}")
            .expect(202)
            .text("id");
    test.restart();
    client = test.client();
    assertThat(done(client, asked).text("records")).isEqualTo("2");
    assertThat(record(hers)).contains("\"erased\":[");
    assertThat(client.get("/v1/erasures").expect(200).text("erasures.0.id")).isEqualTo(asked);
    client.get("/v1/erasures/aud_0").expectProblem(404, "not_found");
    assertThat(client.get("/v1/audit?action=end_erasure").body()).doesNotContain("c-1");
  }

  @Test
  void whatBelongsToACustomerIsGone() {
    String hers = send("c-1", "hello");
    String his = send("c-2", "hello");
    Answer erased = erased("{\"attribute\": \"customer_id\", \"equals\": \"c-1\"}");
    // the decision and the record of the token
    assertThat(erased.text("records")).isEqualTo("2");
    assertThat(erased.text("live")).isEqualTo("1");
    assertThat(record(hers)).contains("\"erased\":[", "\"context\":{}");
    assertThat(record(his)).contains("\"attribute.to\":\"x\"").doesNotContain("erased");
    test.advance(Duration.ofHours(2));
    Answer again = erased("{\"attribute\": \"customer_id\", \"equals\": \"c-1\"}");
    assertThat(again.text("tokens")).isEqualTo("1");
  }

  @Test
  void redactedValuesAreNotThereAndTheirDecisionsAreMadeAgain() {
    send("c-1", "short");
    String denied = send("c-1", "a text that is longer than thirty characters");
    assertThat(client.get("/v1/audit").expect(200).body())
        .doesNotContain("short", "longer than thirty")
        .contains("\"attribute.body\":\"redacted\"");
    assertThat(record(denied)).contains("\"decision\":\"denied\"");
  }

  @Test
  void whatIsKeptForTooLongIsLetGo() {
    String id = send("c-1", "hello");
    test.advance(Duration.ofDays(89));
    assertThat(test.server().prune()).isTrue();
    assertThat(record(id)).contains("attribute.to");
    test.advance(Duration.ofDays(1));
    assertThat(test.server().prune()).isTrue();
    assertThat(record(id)).contains("\"erased\":[");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"attribute\": \"a\"}",
        "{\"equals\": \"a\"}",
        "{\"agent\": \"bot\", \"from\": 1, \"to\": 2}",
        "{\"from\": 2, \"to\": 1}",
        "{\"from\": 2}",
        "{\"agent\": \"bot\", \"else\": 1}"
      })
  void whoseDataItIsHasToBeSaid(String body) {
    client.post("/v1/erasures", body).expectProblem(422, "invalid_request");
  }

  /** Of the whole data folder, in the files of the database, of its log and of its index. */
  @Test
  void whatLimitsCountByIsNowhereReadableOnceItIsErasedAndStillDenies() {
    client
        .post(
            "/v1/policies",
            "text/x-actp",
            """
            policy "calls" version "1"
            session customer_id: string
            action call(number: string)
            action greet(number: string)
            capability call on "phone://**" {
              limit 2 per day each session.customer_id
              limit 3 per day each number
            }
            capability greet on "phone://**" { after call with number }
            """)
        .expect(201);
    assertThat(List.of(call("Ada-Lovelace", "555-0100"), call("Ada-Lovelace", "555-0100")))
        .containsOnly("allowed");
    assertThat(call("Ada-Lovelace", "555-0199")).isEqualTo("denied");
    test.restart();
    client = test.client();
    assertThat(folder().contains("Ada-Lovelace")).as("the token still lives").isTrue();
    test.advance(Duration.ofHours(2));
    erased("{\"attribute\": \"customer_id\", \"equals\": \"Ada-Lovelace\"}");
    erased("{\"attribute\": \"number\", \"equals\": \"555-0100\"}");
    StringBuilder left = new StringBuilder();
    test.restart(
        config -> config,
        () -> {
          try (DataFolder held = DataFolder.open(test.data())) {
            SqliteStore.compact(held);
          }
          left.append(folder());
        });
    assertThat(left.indexOf("phone://")).isPositive();
    assertThat(left.indexOf("Lovelace")).isNegative();
    assertThat(left.indexOf("555-0100")).isNegative();
    client = test.client();
    assertThat(call("Ada-Lovelace", "555-0199")).as("twice today").isEqualTo("denied");
    assertThat(call("Bob-Moran", "555-0100")).isEqualTo("allowed");
    assertThat(call("Bob-Moran", "555-0100")).as("thrice today").isEqualTo("denied");
  }

  /** How a call for a customer is decided. */
  private String call(String customer, String number) {
    String token =
        client
            .post(
                "/v1/tokens",
                ("{\"agentId\": \"bot\", \"policyId\": \"calls\", \"ttl\": \"1h\","
                        + " \"session\": {\"customer_id\": \"%s\"}}")
                    .formatted(customer))
            .expect(201)
            .text("token");
    String context = "{\"number\": \"%s\"}".formatted(number);
    return Refunds.enforce(client, token, "call", "phone://1", context)
        .expect(200)
        .text("decision");
  }

  /** Every file of the data folder, as text of one byte a character. */
  private String folder() {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(test.data())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString();
  }

  @Test
  void onlyAdministratorsErase() {
    String auditor =
        client
            .post("/v1/keys", "{\"label\": \"a\", \"roles\": [\"auditor\"]}")
            .expect(201)
            .text("key");
    Client theirs = Client.of(test.server(), auditor);
    theirs.post("/v1/erasures", "{\"agent\": \"bot\"}").expect(403);
    theirs.get("/v1/erasures").expect(403);
  }
}
