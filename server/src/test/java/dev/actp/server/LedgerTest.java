package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.ledger.VerifierKey;
import dev.actp.server.Client.Answer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ledger as auditors get at it over HTTP. */
class LedgerTest {
  private final TestServer server = TestServer.start();
  private final Client client = server.client();

  @AfterEach
  void close() {
    server.close();
  }

  private void record(int count) {
    for (int i = 0; i < count; i++) {
      client.post("/v1/agents", "{\"name\": \"" + UUID.randomUUID() + "\"}").expect(201);
    }
  }

  private static byte[] node(String left, String right) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update((byte) 1);
    digest.update(HexFormat.of().parseHex(left));
    return digest.digest(HexFormat.of().parseHex(right));
  }

  @Test
  void aCheckpointIsSignedByThePublishedKey() {
    record(3);
    Answer made = client.post("/v1/ledger/checkpoint", "").expect(200);
    SignedNote note = SignedNote.parse(made.text("checkpoint")).orElseThrow();
    VerifierKey key =
        VerifierKey.parse(client.get("/v1/ledger/key").expect(200).text("keys.0.key"))
            .orElseThrow();
    Checkpoint checkpoint = Checkpoint.parse(note.text()).orElseThrow();

    assertThat(key.signed(note)).isTrue();
    assertThat(key.name()).isEqualTo(checkpoint.origin()).isEqualTo(made.text("origin"));
    assertThat(made.text("root_hash")).isEqualTo(HexFormat.of().formatHex(checkpoint.root()));
    assertThat(checkpoint.size()).isGreaterThanOrEqualTo(4);
    Answer plain = client.and("Accept", "text/plain").get("/v1/ledger/checkpoint").expect(200);
    assertThat(plain.body()).isEqualTo(note.toString());
    assertThat(client.get("/.well-known/jwks.json").body()).doesNotContain("ledger");
    assertThat(client.post("/v1/ledger/checkpoint", "").text("checkpoint"))
        .as("nothing changed: nothing is signed anew")
        .isEqualTo(note.toString());
  }

  @Test
  void aCheckpointOutlivesARestartAndIsMadeWhenAServerStops() {
    record(1);
    server.restart();
    Client again = server.client();
    Answer after = again.get("/v1/ledger/checkpoint").expect(200);
    assertThat(Long.parseLong(after.text("size"))).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aReceiptIsProvedToBeInTheTreeAndTheTreeToGoOn() throws Exception {
    record(1);
    String first = client.get("/v1/audit?limit=1000").expect(200).text("records.1.leaf_hash");
    Answer two = client.get("/v1/ledger/proof/inclusion?index=0&size=2").expect(200);
    assertThat(two.text("leaf_hash")).isEqualTo(first);
    assertThat(two.text("root_hash"))
        .isEqualTo(HexFormat.of().formatHex(node(first, two.text("path.0"))));
    Answer found = client.get("/v1/ledger/proof/inclusion?size=2&leaf_hash=" + first).expect(200);
    assertThat(found.body()).isEqualTo(two.body());

    record(2);
    client.post("/v1/ledger/checkpoint", "").expect(200);
    Answer four = client.get("/v1/ledger/proof/consistency?from=2&to=4").expect(200);
    assertThat(four.text("from_root_hash")).isEqualTo(two.text("root_hash"));
    assertThat(four.text("to_root_hash"))
        .isEqualTo(HexFormat.of().formatHex(node(two.text("root_hash"), four.text("path.0"))));
    Answer whole = client.get("/v1/ledger/proof/consistency?from=2").expect(200);
    assertThat(whole.text("to_root_hash"))
        .isEqualTo(client.get("/v1/ledger/checkpoint").text("root_hash"));
  }

  @ParameterizedTest
  @CsvSource({
    "inclusion, 400, `index` is a number from 0 to 1",
    "inclusion?index=2&size=2, 400, `index` is a number from 0 to 1",
    "inclusion?index=-1, 400, `index` is a number from 0 to 1",
    "inclusion?index=00, 400, `index` is a number from 0 to 1",
    "inclusion?index=0&size=3, 400, `size` is a number from 1 to 2",
    "inclusion?index=0&size=0, 400, `size` is a number from 1 to 2",
    "inclusion?index=99999999999999999999, 400, `index` is a number from 0 to 1",
    "inclusion?leaf_hash=ab, 400, `leaf_hash` is 64 hex digits",
    "consistency, 400, `from` is a number from 1 to 2",
    "consistency?from=0&to=2, 400, `from` is a number from 1 to 2",
    "consistency?from=2&to=1, 400, `from` is a number from 1 to 1",
    "consistency?from=1&to=3, 400, `to` is a number from 1 to 2",
    "consistency?from=1&size=2, 400, `size` is not a parameter here"
  })
  void whatIsOutsideOfTheTreeIsSaidSo(String path, int status, String detail) {
    record(1);
    client.post("/v1/ledger/checkpoint", "").expect(200);
    Answer answer = client.get("/v1/ledger/proof/" + path);
    answer.expectProblem(status, "invalid_query");
    assertThat(answer.text("detail")).startsWith(detail);
  }

  @Test
  void aHashThatIsNotThereIsNotFound() {
    String other = "0".repeat(64);
    client.get("/v1/ledger/proof/inclusion?leaf_hash=" + other).expectProblem(404, "not_found");
    client
        .get("/v1/ledger/proof/inclusion?index=0&leaf_hash=" + other)
        .expectProblem(404, "not_found");
  }

  @Test
  void itIsForAuditors() {
    Answer made =
        client.post("/v1/keys", "{\"label\": \"x\", \"roles\": [\"enforcer\"]}").expect(201);
    Client enforcer = client.with(Map.of("X-Api-Key", made.text("key")));
    for (String path : new String[] {"checkpoint", "key", "proof/inclusion", "proof/consistency"}) {
      enforcer.get("/v1/ledger/" + path).expectProblem(403, "forbidden");
    }
  }
}
