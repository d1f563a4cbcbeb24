package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.export.ExportFormat;
import dev.actp.runtime.service.RecordBounds;
import dev.actp.server.Client.Answer;
import dev.actp.server.export.ExportTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The audit trail over HTTP: filters, counts, formats, whole exports, and who is sent them. */
class AuditExportTest {
  @Test
  void everyFilterIsThereAndTwoTogetherToo() {
    try (Refunds refunds = new Refunds()) {
      Client client = refunds.client;
      String token = refunds.token().text("token");
      refunds.read(token).expect(200);
      refunds.refund(token, "40").expect(200);
      refunds.refund(token, "501").expect(200);
      assertThat(found(client, "capability=process_refund")).isEqualTo(2);
      assertThat(found(client, "capability=process_refund&decision=denied")).isEqualTo(1);
      assertThat(found(client, "resource=order://12/1")).isEqualTo(2);
      assertThat(found(client, "resource=order://12")).isZero();
      assertThat(found(client, "policy=" + refunds.policy.text("id") + "&action=read"))
          .isEqualTo(1);
      assertThat(found(client, "q=REFUNDS+500")).isEqualTo(1);
      assertThat(found(client, "kind=act&action=issue_token")).isEqualTo(1);
      client.get("/v1/audit?q=%21%21").expectProblem(400, "invalid_query");
      client.get("/v1/audit?q=" + "a+".repeat(33)).expectProblem(400, "invalid_query");
      client.get("/v1/audit?format=xml").expectProblem(400, "invalid_query");
      client.get("/v1/audit?kind=other").expectProblem(400, "invalid_query");
    }
  }

  private static int found(Client client, String query) {
    String body = client.and("Accept", "application/x-ndjson").get("/v1/audit?" + query).body();
    return (int) body.lines().count();
  }

  @Test
  void decisionsAreCountedOverTime() {
    try (Refunds refunds = new Refunds()) {
      String token = refunds.token().text("token");
      refunds.read(token).expect(200);
      refunds.refund(token, "40").expect(200);
      refunds.refund(token, "501").expect(200);
      Client client = refunds.client;
      Answer byOutcome = client.get("/v1/audit/counts?to=2026-02-16T11:00:00Z").expect(200);
      assertThat(byOutcome.text("buckets.0.start")).isEqualTo("2026-02-16T10:00:00Z");
      assertThat(byOutcome.text("buckets.0.counts.allowed")).isEqualTo("2");
      assertThat(byOutcome.text("buckets.0.counts.denied")).isEqualTo("1");
      assertThat(byOutcome.text("behind")).isEqualTo("0");
      Answer byAction =
          client
              .get("/v1/audit/counts?by=day&group=action&decision=allowed&to=2026-02-17T00:00:00Z")
              .expect(200);
      assertThat(byAction.text("buckets.0.start")).isEqualTo("2026-02-16T00:00:00Z");
      assertThat(byAction.text("buckets.0.counts.read")).isEqualTo("1");
      assertThat(byAction.text("buckets.0.counts.process_refund")).isEqualTo("1");
      client.get("/v1/audit/counts?by=week").expectProblem(400, "invalid_query");
      client.get("/v1/audit/counts?group=token").expectProblem(400, "invalid_query");
      client.get("/v1/audit/counts?from=1001h&by=hour").expectProblem(400, "invalid_query");
      client.get("/v1/audit/counts?from=999h&by=hour").expect(200);
    }
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void allRecordsComeAsOneDocumentOldestFirst(ExportFormat format) {
    try (Refunds refunds = new Refunds()) {
      String token = refunds.token().text("token");
      for (int i = 0; i < 300; i++) {
        refunds.read(token).expect(200);
      }
      Answer whole = refunds.client.get("/v1/audit/export?format=" + format.id()).expect(200);
      assertThat(whole.header("content-type")).isEqualTo(format.mediaType());
      List<String> lines = whole.body().lines().toList();
      int head = format.head().isEmpty() ? 0 : 1;
      List<String> records = lines.subList(head, lines.size());
      assertThat(records.size()).isGreaterThan(300);
      for (int i = 0; i < records.size(); i++) {
        assertThat(records.get(i)).containsPattern("(aud_|\"index\":)" + i + "\\b");
      }
      Answer accepted =
          refunds
              .client
              .and("Accept", format.mediaType())
              .get("/v1/audit/export?action=export_records")
              .expect(200);
      assertThat(accepted.body().lines().count()).isEqualTo(1 + head);
    }
  }

  @Test
  void soManyExportsGoOnAtOnceAndWhoLeavesMakesRoom() throws IOException, InterruptedException {
    RecordBounds all = RecordBounds.USUAL.withRefusals(RecordBounds.REFUSALS_MAX);
    try (Refunds refunds = new Refunds(config -> config.withRecords(all))) {
      String token = refunds.token().text("token");
      for (int i = 0; i < 4_000; i++) {
        refunds.read(token);
      }
      List<Socket> slow = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        slow.add(exporting(refunds));
      }
      refunds.client.get("/v1/audit/export").expectProblem(503, "overloaded");
      refunds.read(token).expect(200);
      slow.get(0).close();
      eventually(() -> refunds.client.get("/v1/audit/export").status() == 200);
      for (Socket one : slow) {
        one.close();
      }
    }
  }

  /** Whoever reads the head of an export and then nothing: no more than a buffer of it gets far. */
  private static Socket exporting(Refunds refunds) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), URI.create(refunds.client.base()).getPort()));
    Raw raw = new Raw(socket);
    raw.send("GET /v1/audit/export HTTP/1.1\nHost: a\nX-Api-Key: " + TestServer.KEY + "\n\n");
    assertThat(raw.until("\r\n\r\n")).startsWith("HTTP/1.1 200");
    return socket;
  }

  private static void eventually(Supplier<Boolean> holds) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!holds.get()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @TempDir Path folder;

  @Test
  void aCollectorThatTakesNothingCostsNoDecisionAndIsSeen() throws IOException {
    Path out = folder.resolve("out.jsonl");
    ExportTarget dead = target("tcp://127.0.0.1:" + closedPort());
    Outside to = Outside.NOBODY.withCollectors(List.of(dead, target("file:" + out)), null);
    try (TestServer test =
        TestServer.over(folder.resolve("data"), config -> config.withOutside(to))) {
      Client client = test.client();
      client.post("/v1/agents", "{\"name\": \"bot\"}").expect(201);
      eventually(() -> client.get("/health/ready").text("exports").equals("failing"));
      assertThat(client.get("/health/ready").expect(200).text("status")).isEqualTo("ok");
      Answer status = client.get("/v1/exports").expect(200);
      assertThat(status.text("exports.0.failing")).isNotEmpty();
      assertThat(status.text("exports.0.behind")).isNotEqualTo("0");
      eventually(() -> client.get("/v1/exports").text("exports.1.behind").equals("0"));
      assertThat(Files.readString(out)).contains("\"put_agent\"").startsWith("{\"audit_id\"");
    }
  }

  @Test
  void aCollectorThatNeverClosesIsGivenUpAndSeen() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ExportTarget target = target("syslog+tcp://127.0.0.1:" + silent.getLocalPort());
      Outside to = Outside.NOBODY.withCollectors(List.of(target), null);
      try (TestServer test =
              TestServer.over(folder.resolve("data"), config -> config.withOutside(to));
          Socket taken = silent.accept()) {
        Client client = test.client();
        assertThat(client.get("/health/ready").body()).doesNotContain("failing");
        test.advance(Duration.ofSeconds(60));
        eventually(() -> client.get("/health/ready").text("exports").equals("failing"));
        assertThat(client.get("/v1/exports").text("exports.0.failing"))
            .isEqualTo("a batch was not taken within 60 s and is sent again");
        assertThat(taken.isConnected()).isTrue();
      }
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return open.getLocalPort();
    }
  }

  private static ExportTarget target(String text) {
    return switch (ExportTarget.read(text, Path.of(""))) {
      case ExportTarget.Good(ExportTarget target) -> target;
      case ExportTarget.Wrong(String why) -> throw new AssertionError(why);
    };
  }
}
