package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.ledger.VerifierKey;
import dev.actp.runtime.ledger.verify.KnownCheckpoints;
import dev.actp.server.Client.Answer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints outside of the data folder, and a data folder that is behind them. */
class AnchorTest {
  @TempDir Path temp;

  private Config config(String... anchors) {
    return Config.of(temp.resolve("data"))
        .at("127.0.0.1", 0)
        .withBootstrapKey(TestServer.KEY)
        .withOutside(Outside.NOBODY.withAnchors(List.of(anchors)));
  }

  private static void run(Config config, int agents) {
    try (ActpServer server = TestServer.running(ActpServer.start(config))) {
      Client client = Client.of(server, TestServer.KEY);
      for (int i = 0; i < agents; i++) {
        client.post("/v1/agents", "{\"name\": \"" + UUID.randomUUID() + "\"}").expect(201);
      }
    }
  }

  private static List<SignedNote> notes(Path file) throws IOException {
    return KnownCheckpoints.ofFile(Files.readString(file)).orElseThrow();
  }

  private static long size(SignedNote note) {
    return Checkpoint.parse(note.text()).orElseThrow().size();
  }

  private void copyData(String from, String to) throws IOException {
    Files.createDirectories(temp.resolve(to));
    try (Stream<Path> files = Files.list(temp.resolve(from))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = temp.resolve(to).resolve(file.getFileName());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Test
  void aFileHasTheLastCheckpointOnceTheServerHasStopped() throws IOException {
    Path file = temp.resolve("anchors.jsonl");
    run(config("file:" + file), 2);
    List<SignedNote> before = notes(file);
    run(config("file:" + file), 3);
    List<SignedNote> after = notes(file);

    assertThat(after.subList(0, before.size())).hasToString(before.toString());
    assertThat(size(after.getLast())).isEqualTo(size(before.getLast()) + 3);
    try (ActpServer server = TestServer.running(ActpServer.start(config("file:" + file)))) {
      assertThat(Client.of(server, TestServer.KEY).get("/health/ready").expect(200).text("ledger"))
          .isEqualTo("anchored");
    }
  }

  @Test
  void aLineThatACrashTookPartOfIsNoneAndIsTakenAway() throws IOException {
    Path file = temp.resolve("anchors.jsonl");
    run(config("file:" + file), 1);
    String whole = Files.readString(file);
    Files.writeString(file, whole + whole.substring(0, 40));
    run(config("file:" + file), 1);

    assertThat(Files.readString(file)).startsWith(whole + "{\"checkpoint\":");
    notes(file);
  }

  @Test
  void aFolderThatWasRolledBackIsSealed() throws IOException {
    Path file = temp.resolve("anchors.jsonl");
    rollBack(config("file:" + file), () -> Files.readString(file));
  }

  @Test
  void aFolderThatIsBehindAGitRepositoryIsSealed() throws IOException {
    Path place = temp.resolve("anchors.git");
    try (Repository repository =
        new RepositoryBuilder().setBare().setGitDir(place.toFile()).build()) {
      repository.create(true);
      rollBack(
          config("git:" + place), () -> repository.resolve("refs/heads/actp-checkpoints").name());
    }
  }

  /** What an anchor has. */
  private interface Anchored {
    String now() throws IOException;
  }

  private void rollBack(Config config, Anchored anchored) throws IOException {
    run(config, 1);
    copyData("data", "backup");
    run(config, 2);
    String before = anchored.now();
    copyData("backup", "data");

    try (ActpServer server = TestServer.running(ActpServer.start(config))) {
      sealed(server);
      assertThat(server.notes().getFirst()).contains("rolled back", "actp recover");
    }
    assertThat(anchored.now()).as("nothing new is anchored").isEqualTo(before);
    try (LedgerDesk desk = desk(config.outside().anchors())) {
      assertThat(desk.recover()).isEqualTo(new LedgerDesk.Recovered());
    }
    assertThat(anchored.now()).isNotEqualTo(before);
    run(config, 1);
  }

  private static void sealed(ActpServer server) {
    Client client = Client.of(server, TestServer.KEY);
    client.post("/v1/agents", "{\"name\": \"bot\"}").expectProblem(503, "ledger_sealed");
    Answer health = client.get("/health/ready").expect(503);
    assertThat(health.text("status")).isEqualTo("sealed");
    assertThat(health.text("ledger")).isEqualTo("sealed");
    client.get("/v1/audit").expect(200);
  }

  @Test
  void aSealedServerDeniesWhatItWouldAllow() throws IOException {
    Path file = temp.resolve("anchors.jsonl");
    Config config = config("file:" + file);
    String token;
    try (ActpServer server = TestServer.running(ActpServer.start(config))) {
      Client client = Client.of(server, TestServer.KEY);
      client.post("/v1/policies", "text/x-actp", Refunds.POLICY).expect(201);
      client.post("/v1/agents", "{\"id\": \"bot\", \"name\": \"Bot\"}").expect(201);
      token =
          client
              .post("/v1/tokens", "{\"agentId\": \"bot\", \"session\": {\"customer_id\": \"12\"}}")
              .expect(201)
              .text("token");
      assertThat(refund(client, token).text("allowed")).isEqualTo("true");
    }
    copyData("data", "backup");
    run(config, 1);
    copyData("backup", "data");

    try (ActpServer server = TestServer.running(ActpServer.start(config))) {
      Answer denied = refund(Client.of(server, TestServer.KEY), token);
      assertThat(denied.text("allowed")).isEqualTo("false");
      assertThat(denied.text("reasons.0.code")).isEqualTo("ledger_sealed");
    }
  }

  private static Answer refund(Client client, String token) {
    return Refunds.enforce(client, token, "process_refund", "order://12/1", "{\"amount\": 10}");
  }

  @Test
  void aFolderThatWentOnAnotherWayIsSealedAndRecoveredOnRecord() throws IOException {
    Path file = temp.resolve("anchors.jsonl");
    Config config = config("file:" + file);
    run(config, 1);
    copyData("data", "backup");
    run(config, 2);
    copyData("backup", "data");
    run(config(), 5);

    try (ActpServer server = TestServer.running(ActpServer.start(config))) {
      sealed(server);
    }
    List<String> anchors = List.of("file:" + file);
    try (LedgerDesk desk = desk(anchors)) {
      String behind = desk.behind().orElseThrow();
      assertThat(behind).contains("that are not the");
      assertThat(desk.recover()).isEqualTo(new LedgerDesk.Recovered());
    }
    try (ActpServer server = TestServer.running(ActpServer.start(config))) {
      Client client = Client.of(server, TestServer.KEY);
      client.get("/health/ready").expect(200);
      Answer record = client.get("/v1/audit?action=recover_ledger").expect(200);
      assertThat(record.text("records.0.record.details.anchored")).startsWith("actp/ledger/");
      client.post("/v1/agents", "{\"name\": \"" + UUID.randomUUID() + "\"}").expect(201);
    }
  }

  private LedgerDesk desk(List<String> anchors) {
    return switch (LedgerDesk.open(temp.resolve("data"), anchors)) {
      case LedgerDesk.Opened(LedgerDesk desk) -> desk;
      case LedgerDesk.Refused refused -> throw new AssertionError(refused.why());
    };
  }

  @Test
  void anotherKeySignsAndTheOneBeforeStillVerifies() throws IOException {
    run(config(), 1);
    try (LedgerDesk desk = desk(List.of())) {
      assertThat(desk.rotate())
          .isInstanceOfSatisfying(
              LedgerDesk.Rotated.class, made -> assertThat(made.keys()).hasSize(1));
    }
    try (ActpServer server = TestServer.running(ActpServer.start(config()))) {
      Client client = Client.of(server, TestServer.KEY);
      Answer answer = client.get("/v1/ledger/key").expect(200);
      assertThat(answer.text("keys.0.state")).isEqualTo("active");
      assertThat(answer.text("keys.1.state")).isEqualTo("verify_only");
      assertThat(
              client.get("/v1/audit?action=rotate_ledger_key").text("records.0.record.details.key"))
          .isEqualTo(answer.text("keys.0.key"));
      VerifierKey key = VerifierKey.parse(answer.text("keys.0.key")).orElseThrow();
      VerifierKey old = VerifierKey.parse(answer.text("keys.1.key")).orElseThrow();
      String note = client.post("/v1/ledger/checkpoint", "").text("checkpoint");
      assertThat(key.signed(SignedNote.parse(note).orElseThrow())).isTrue();
      assertThat(old.signed(SignedNote.parse(note).orElseThrow())).isFalse();
    }
  }

  @Test
  void anAnchorOfAnotherLedgerStartsNothing() throws IOException {
    Path file = temp.resolve("anchors.jsonl");
    run(config("file:" + file), 1);
    Config fresh =
        Config.of(temp.resolve("fresh"))
            .at("127.0.0.1", 0)
            .withOutside(Outside.NOBODY.withAnchors(List.of("file:" + file)));
    assertThat(ActpServer.start(fresh)).asString().contains("is not in this data folder at all");
    Files.writeString(file, "nothing\n" + Files.readString(file));
    assertThat(ActpServer.start(config("file:" + file)))
        .asString()
        .contains("cannot be read: line 1 is no checkpoint");
  }

  @Test
  void syslogGetsTheCheckpointOverUdpAndTcp() throws IOException {
    try (DatagramSocket udp =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      udp.setSoTimeout(30_000);
      tcp.setSoTimeout(30_000);
      run(
          config(
              "syslog:udp://127.0.0.1:" + udp.getLocalPort(),
              "syslog:tcp://127.0.0.1:" + tcp.getLocalPort()),
          0);
      byte[] buffer = new byte[4096];
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      udp.receive(packet);
      String message = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
      assertThat(message).matches("<109>1 [0-9T:.-]+Z - actp - checkpoint - \\{\"checkpoint\":.*}");
      try (Socket socket = tcp.accept()) {
        socket.setSoTimeout(30_000);
        String counted = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String body = counted.substring(counted.indexOf(' ') + 1);
        assertThat(counted).startsWith(body.getBytes(StandardCharsets.UTF_8).length + " <109>1 ");
      }
    }
  }

  @Test
  void aWebhookGetsTheNoteAndItsFailureIsSeen() throws Exception {
    BlockingQueue<String> bodies = new ArrayBlockingQueue<>(16);
    int[] status = {500};
    var hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/secret",
        exchange -> {
          bodies.offer(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(status[0], -1);
          exchange.close();
        });
    hook.start();
    try (ActpServer server =
        TestServer.running(
            ActpServer.start(
                config("webhook:http://127.0.0.1:" + hook.getAddress().getPort() + "/secret")))) {
      Client client = Client.of(server, TestServer.KEY);
      String note = bodies.poll(30, TimeUnit.SECONDS);
      assertThat(SignedNote.parse(String.valueOf(note))).isPresent();
      String state;
      do {
        state = client.get("/health/ready").expect(200).text("ledger");
      } while (state.equals("anchored"));
      assertThat(state).isEqualTo("anchor_failing");
      status[0] = 204;
    } finally {
      hook.stop(0);
    }
    assertThat(bodies).as("stopping tries once more").isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "file:",
        "syslog:http://127.0.0.1",
        "syslog:udp://",
        "webhook:ftp://127.0.0.1/",
        "webhook:https://user@127.0.0.1/",
        "webhook:::",
        "git:",
        "git:ssh://127.0.0.1/anchors.git",
        "git:https://user@127.0.0.1/anchors.git",
        "git:https://127.0.0.1/anchors.git#..",
        "git:/nowhere/anchors.git"
      })
  void whatIsNoAnchorStartsNothing(String anchor) {
    assertThat(ActpServer.start(config(anchor)))
        .isInstanceOf(Start.Failed.class)
        .asString()
        .contains("`" + anchor + "` is no anchor");
  }

  @Test
  void anAnchorInTheDataFolderOrNowhereStartsNothing() {
    String inside = "file:" + temp.resolve("data/anchors.jsonl");
    String nowhere = "file:" + temp.resolve("missing/anchors.jsonl");
    assertThat(ActpServer.start(config(inside))).asString().contains("is no anchor");
    assertThat(ActpServer.start(config(nowhere))).asString().contains("is no anchor");
    String[] many = new String[9];
    Arrays.fill(many, "file:" + temp.resolve("x"));
    assertThat(ActpServer.start(config(many))).asString().contains("more than 8 anchors");
  }
}
