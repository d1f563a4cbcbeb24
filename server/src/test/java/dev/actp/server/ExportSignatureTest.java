package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.export.ExportFormat;
import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.ExportDigest;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.ledger.VerifierKey;
import dev.actp.runtime.ledger.verify.ExportVerifier;
import dev.actp.server.Client.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole exports over HTTP, and what the ledger's key signs of them. */
class ExportSignatureTest {
  private final Refunds refunds = new Refunds();
  private final Client client = refunds.client;

  @AfterEach
  void close() {
    refunds.close();
  }

  private void decide() {
    String token = refunds.token().text("token");
    refunds.refund(token, "40").expect(200);
    refunds.refund(token, "501").expect(200);
  }

  private VerifierKey key() {
    return VerifierKey.parse(client.get("/v1/ledger/key").expect(200).text("keys.0.key"))
        .orElseThrow();
  }

  private SignedNote note(Answer export) {
    return SignedNote.parse(client.get(export.header("x-signature")).expect(200).body())
        .orElseThrow();
  }

  private static ExportDigest said(SignedNote note) {
    return ExportDigest.parse(note.text()).orElseThrow();
  }

  private Optional<String> defect(String file, SignedNote note) throws IOException {
    byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
    return ExportVerifier.defect(new ByteArrayInputStream(bytes), said(note), note, List.of(key()));
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void everyFormatIsSignedAsItWasSent(ExportFormat format) throws IOException {
    decide();
    Answer all = client.get("/v1/audit/export?format=" + format.id()).expect(200);
    SignedNote note = note(all);
    ExportDigest said = said(note);
    assertThat(defect(all.body(), note)).isEmpty();
    assertThat(defect(all.body() + "\n", note)).isPresent();
    assertThat(said.format()).isEqualTo(format.id());
    assertThat(said.records()).isEqualTo(said.before()).isGreaterThan(4);
    assertThat(said.selection()).isEmpty();
    assertThat(Checkpoint.parse(note.text())).isEmpty();
    Answer none = client.get("/v1/audit/export?q=nowhere&format=" + format.id()).expect(200);
    assertThat(none.body()).isEqualTo(format.head());
    assertThat(defect(none.body(), note(none))).isEmpty();
    assertThat(said(note(none)).records()).isZero();
  }

  @Test
  void whatWasAskedForIsSignedToo() {
    decide();
    Answer some =
        client.get("/v1/audit/export?to=0s&q=caf%C3%A9+a&decision=denied&from=1h").expect(200);
    assertThat(said(note(some)).selection())
        .isEqualTo(
            "decision=denied&from=2026-02-16T09%3A00%3A00Z&q=caf%C3%A9+a"
                + "&to=2026-02-16T10%3A00%3A00Z");
  }

  @Test
  void whatIsErasedLaterChangesNoSignature() throws IOException {
    decide();
    Answer before = client.get("/v1/audit/export").expect(200);
    String asked =
        client
            .post("/v1/erasures", "{\"agent\": \"" + refunds.agent.text("id") + "\"}")
            .expect(202)
            .header("location");
    long end = System.nanoTime() + 20_000_000_000L;
    while (!client.get(asked).expect(200).text("state").equals("done")) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
    Answer after = client.get("/v1/audit/export").expect(200);
    assertThat(defect(before.body(), note(before))).isEmpty();
    assertThat(defect(after.body(), note(after))).isEmpty();
    assertThat(defect(after.body(), note(before))).isPresent();
  }

  @Test
  void theNewestHundredAreKeptUntilTheServerStops() {
    Answer first = client.get("/v1/audit/export").expect(200);
    Answer second = client.get("/v1/audit/export").expect(200);
    for (int i = 2; i < 100; i++) {
      client.get("/v1/audit/export?q=nowhere").expect(200);
    }
    client.get(first.header("x-signature")).expect(200);
    client.get("/v1/audit/export?q=nowhere").expect(200);
    client.get(first.header("x-signature")).expectProblem(404, "not_found");
    client.get(second.header("x-signature")).expect(200);
    refunds.test.restart();
    Client again = refunds.test.client();
    again.get(second.header("x-signature")).expectProblem(404, "not_found");
  }

  @Test
  void signaturesAreForAuditors() {
    String export = client.get("/v1/audit/export").expect(200).header("x-signature");
    String issuer =
        client
            .post("/v1/keys", "{\"label\": \"a\", \"roles\": [\"issuer\"]}")
            .expect(201)
            .text("key");
    Client.of(refunds.test.server(), issuer).get(export).expectProblem(403, "forbidden");
    for (String id : List.of("aud_0", "aud_00", "aud_", "tok_1", "aud_9999999999999999999")) {
      client.get("/v1/audit/export/" + id + "/signature").expectProblem(404, "not_found");
    }
  }
}
