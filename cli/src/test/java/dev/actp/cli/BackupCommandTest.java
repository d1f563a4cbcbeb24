package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Value;
import dev.actp.server.ActpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
  private static final String KEY = "local-key-0123456789-0123456789-0123";
  private static final String ANCHOR = "file:anchor.jsonl";

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void policies() {
    shell =
        new Shell(folder)
            .with(Map.of("ACTP_DATA", "kept", "ACTP_BOOTSTRAP_KEY", KEY))
            .file("policies/good.actp", CheckCommandTest.GOOD);
  }

  private interface Visit {
    void of(ActpServer server) throws IOException, InterruptedException;
  }

  private void serve(String data, Visit visit) {
    Shell.Ran ran =
        shell
            .during(
                server -> {
                  try {
                    visit.of(server);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                })
            .actp("serve", "policies", "--port", "0", "--data", data);
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private void good(String line) {
    Shell.Ran ran = shell.actp(line.split(" "));
    assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
  }

  private static String token(HttpApi api) throws IOException {
    api.postUnlessThere("/v1/agents", Documents.of("id", "bot", "name", "bot"));
    Value.Struct asked =
        Documents.of("agentId", "bot", "policyId", "good", "session", Documents.of());
    return Documents.text(api.post("/api/tokens", asked), "token");
  }

  /** A decision, by its receipt. */
  private static String decide(HttpApi api, String token) throws IOException {
    Value.Struct answer =
        api.post(
            "/v1/enforce",
            Documents.of(
                "token",
                token,
                "action",
                "read_page",
                "resource",
                "https://a.example",
                "context",
                Documents.of("rows", 1)));
    assertThat(Documents.text(answer, "decision")).isEqualTo("allowed");
    if (answer.members().get("receipt") instanceof Value.Struct receipt) {
      return Documents.number(receipt, "index") + ":" + Documents.text(receipt, "leaf_hash");
    }
    throw new AssertionError("there is no receipt: " + answer);
  }

  @Test
  void whatWasAnsweredBeforeABackupIsInIt() {
    AtomicReference<String> before = new AtomicReference<>();
    AtomicReference<String> token = new AtomicReference<>();
    serve(
        "kept",
        server -> {
          try (HttpApi api = new HttpApi(server.address(), KEY)) {
            String issued = token(api);
            token.set(issued);
            AtomicBoolean over = new AtomicBoolean();
            CountDownLatch begun = new CountDownLatch(20);
            Thread deciding =
                Thread.startVirtualThread(() -> decideUntil(over, begun, server, issued));
            begun.await();
            before.set(decide(api, issued));
            good("backup kept --to one.zip");
            over.set(true);
            deciding.join();
          }
        });
    good("restore one.zip --data again");
    good("ledger verify again --receipt " + before.get());
    serve(
        "again",
        server -> {
          try (HttpApi api = new HttpApi(server.address(), KEY)) {
            assertThat(decide(api, Objects.requireNonNull(token.get()))).isNotEmpty();
          }
        });
  }

  private static void decideUntil(
      AtomicBoolean over, CountDownLatch begun, ActpServer server, String token) {
    try (HttpApi api = new HttpApi(server.address(), KEY)) {
      while (!over.get()) {
        decide(api, token);
        begun.countDown();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nobodyElseMayReadIt() throws IOException {
    serve("kept", server -> {});
    good("backup --to one.zip");
    good("restore one.zip --data again");
    assertThat(mode("one.zip")).isEqualTo("rw-------");
    assertThat(mode("again")).isEqualTo("rwx------");
    try (Stream<Path> all = Files.walk(folder.resolve("again"))) {
      for (Path one : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
            .as(one.toString())
            .isEqualTo(Files.isDirectory(one) ? "rwx------" : "rw-------");
      }
    }
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  @Test
  void nothingIsWrittenOver() throws IOException {
    serve("kept", server -> {});
    shell.file("there", "mine").file("full/mine", "mine");
    Files.createDirectory(folder.resolve("empty"));
    good("backup --to one.zip");

    assertThat(shell.actp("backup", "--to", "there").err())
        .isEqualTo("actp: `there` is there already: name a new file\n");
    assertThat(shell.actp("backup", "none", "--to", "two.zip").err())
        .isEqualTo("actp: no server was ever started on the data folder `none`\n");
    for (String place : List.of("full", "there", "kept")) {
      Shell.Ran ran = shell.actp("restore", "one.zip", "--data", place);
      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.err()).contains("is not empty: name a folder that is not there");
    }
    good("restore one.zip --data empty");
    assertThat(shell.read("there")).isEqualTo("mine");
    assertThat(names())
        .containsExactlyInAnyOrder("policies", "kept", "there", "full", "empty", "one.zip");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(one -> one.getFileName().toString()).toList();
    }
  }

  @Test
  void aBackupThatIsCutOffOrEditedIsRefused() throws IOException {
    serve("kept", server -> {});
    good("backup --to one.zip");
    good("restore one.zip --data good");
    byte[] whole = Files.readAllBytes(folder.resolve("one.zip"));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> before = names();
    for (int i = 0; i < 60; i++) {
      byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length));
      refused(broken, "cut to %d, seed %d".formatted(broken.length, seed));
    }
    for (int i = 0; i < 60; i++) {
      byte[] broken = whole.clone();
      int at = random.nextInt(whole.length / 2); // contents: the end has names and times as well
      broken[at + 64] ^= (byte) (1 << random.nextInt(8));
      refused(broken, "edited at %d, seed %d".formatted(at + 64, seed));
    }
    Files.delete(folder.resolve("broken.zip"));
    assertThat(names()).containsExactlyInAnyOrderElementsOf(before);
  }

  private void refused(byte[] broken, String how) throws IOException {
    Files.write(folder.resolve("broken.zip"), broken);
    Shell.Ran ran = shell.actp("restore", "broken.zip", "--data", "again");
    if (ran.exit() == 0) { // some bits of a compressed text mean the same either way
      assertThat(contents("again")).as(how).isEqualTo(contents("good"));
      Folders.delete(folder.resolve("again"));
      return;
    }
    assertThat(ran.exit()).as(how).isEqualTo(1);
    assertThat(ran.err()).as(how).startsWith("`broken.zip` is not used: ");
    assertThat(folder.resolve("again")).as(how).doesNotExist();
  }

  private Map<String, String> contents(String data) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    Path root = folder.resolve(data);
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        contents.put(root.relativize(file).toString(), HexFormat.of().formatHex(bytes));
      }
    }
    return contents;
  }

  /** Digests are no proof against whoever can write them: the ledger has to verify too. */
  @Test
  void aLedgerThatDoesNotVerifyIsNotPutInPlace() throws IOException, SQLException {
    serve("kept", server -> {});
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("kept/actp.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE record SET leaf = replace(leaf, 'create_tenant', 'create_tenanx')");
    }
    good("backup --to one.zip");
    Shell.Ran ran = shell.actp("restore", "one.zip", "--data", "again");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("a ledger in `one.zip` does not verify");
    assertThat(names()).containsExactlyInAnyOrder("policies", "kept", "one.zip");
  }

  @Test
  void noNameLeadsOutOfTheFolder() throws IOException {
    for (String name : List.of("../evil", "/tmp/evil", "a/../../evil", ".hidden", "a\\..\\evil")) {
      byte[] content = "x".getBytes(StandardCharsets.UTF_8);
      try (OutputStream out = Files.newOutputStream(folder.resolve("evil.zip"));
          ZipOutputStream zip = new ZipOutputStream(out)) {
        for (String one : List.of("actp.db", name, "SHA256SUMS")) {
          zip.putNextEntry(new ZipEntry(one));
          zip.write(content);
        }
      }
      Shell.Ran ran = shell.actp("restore", "evil.zip", "--data", "again");
      assertThat(ran.exit()).as(name).isEqualTo(1);
      assertThat(names()).containsExactlyInAnyOrder("policies", "evil.zip");
    }
  }

  @Test
  void whatIsBehindItsAnchorStartsSealed() {
    shell =
        shell.with(Map.of("ACTP_BOOTSTRAP_KEY", KEY, "ACTP_DATA", "kept", "ACTP_ANCHORS", ANCHOR));
    serve("kept", server -> {});
    good("backup --to one.zip");
    assertThat(shell.actp("people", "add", "dana", "--group", "finance").exit()).isZero();
    serve("kept", server -> {});
    good("restore one.zip --data again");
    serve(
        "again",
        server -> assertThat(server.notes()).anyMatch(note -> note.contains("see `actp recover`")));
    good("recover --data again --confirm");
    serve("again", server -> assertThat(server.notes()).isEmpty());
  }
}
