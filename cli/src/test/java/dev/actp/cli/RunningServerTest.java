package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.ActpServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that ask a server while it runs, instead of the data folder of one that does not. */
class RunningServerTest {
  private static final String KEY = "local-key-0123456789-0123456789-0123";

  @TempDir Path folder;

  /** Visits a server that runs, with a shell beside it that knows a key in a file. */
  private void beside(Consumer<Beside> visit) {
    Shell shell =
        new Shell(folder)
            .with(Map.of("ACTP_DATA", "kept", "ACTP_BOOTSTRAP_KEY", KEY))
            .file("admin.key", KEY + "\n");
    Shell.Ran ran =
        shell
            .during(server -> visit.accept(new Beside(server, shell)))
            .actp("serve", "--port", "0");
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private record Beside(ActpServer server, Shell shell) {
    Shell.Ran actp(String line) {
      return shell.actp((line + " --key-file admin.key --server " + server.address()).split(" "));
    }

    String out(String line) {
      Shell.Ran ran = actp(line);
      assertThat(ran.exit()).as(ran.err()).isZero();
      return ran.out();
    }
  }

  @Test
  void peopleJoinAndLeaveWhileTheServerRuns() {
    beside(
        beside -> {
          assertThat(beside.out("people add dana --group finance")).startsWith("actk_");
          assertThat(beside.out("people add dana --group legal")).isEmpty();
          assertThat(beside.out("people list")).isEqualTo("dana  finance,legal\n");
          assertThat(beside.out("key list")).contains("in force  approver  dana");
          assertThat(beside.out("people remove dana --group legal")).isEqualTo("removed  dana\n");
          assertThat(beside.out("people list")).isEqualTo("dana  finance\n");
          assertThat(beside.out("people remove dana")).isEqualTo("removed  dana\n");
          assertThat(beside.out("people list")).isEmpty();
          assertThat(beside.out("key list")).contains("revoked  approver  dana");
        });
  }

  @Test
  void keysAreMadeAndEndedWhileTheServerRuns() {
    beside(
        beside -> {
          String key =
              beside.out("key new ask --role enforcer --role auditor --expires 1d").strip();
          String listed =
              beside
                  .out("key list")
                  .lines()
                  .filter(one -> one.endsWith("  ask"))
                  .findFirst()
                  .orElseThrow();
          assertThat(listed)
              .containsPattern("until \\S+  auditor,enforcer  ask")
              .doesNotContain(key);
          Shell shown = beside.shell().with(Map.of("ACTP_KEY", key));
          String[] report = {"monitor-report", "--server", beside.server().address()};
          assertThat(shown.actp(report).out()).startsWith("0 decisions monitored");
          Shell.Ran forbidden = shown.actp("key", "list", "--server", beside.server().address());
          assertThat(forbidden.exit()).isZero();
          assertThat(
                  shown
                      .actp(
                          "people",
                          "add",
                          "x",
                          "--group",
                          "g",
                          "--server",
                          beside.server().address())
                      .err())
              .contains("403", "the key needs the role `admin`");
          String id = listed.substring(0, listed.indexOf(' '));
          assertThat(beside.out("key revoke " + id)).isEqualTo("revoked  " + id + "\n");
          assertThat(shown.actp(report).err()).contains("401");
        });
  }

  @Test
  void keysThatSignTokensFollowOneAnotherWhileTheServerRuns() {
    beside(
        beside -> {
          String first = beside.out("key signing");
          String next = beside.out("key rotate");
          String id = next.substring(next.lastIndexOf(' ') + 1).strip();

          assertThat(next).startsWith("signs now  ");
          assertThat(first).contains("  active since ").doesNotContain(id);
          assertThat(beside.out("key signing")).contains(id + "  active since ", "verify-only");
          assertThat(beside.out("key compromise " + id)).isEqualTo("compromised  " + id + "\n");
          assertThat(beside.out("key signing")).contains(id + "  compromised since ");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "people list --server http://127.0.0.1:1",
        "people list --server http://127.0.0.1:1 --key-file none",
        "people list --server http://127.0.0.1:1 --key-file admin.key",
        "people list --server nowhere --key-file admin.key",
        "people list --server ftp://127.0.0.1 --key-file admin.key",
        "people list --server http://127.0.0.1:1/path --key-file admin.key",
        "people list --server http://127.0.0.1:1 --data kept --key-file admin.key",
        "monitor-report --server http://127.0.0.1:1 --key-file admin.key",
        "key list --key-file admin.key"
      })
  void whatCannotBeReachedIsUnusable(String line) {
    Shell shell = new Shell(folder).file("admin.key", KEY);

    Shell.Ran ran = shell.actp(line.split(" "));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("actp: ").doesNotContain("\tat ", KEY);
  }

  @Test
  void aKeyFileHasAtMost4Kib() {
    Shell shell = new Shell(folder).file("most", "a".repeat(4096)).file("more", "a".repeat(4097));
    String line = "key list --server http://127.0.0.1:1 --key-file ";

    assertThat(shell.actp((line + "most").split(" ")).err()).contains("cannot be reached");
    assertThat(shell.actp((line + "more").split(" ")).err()).contains("over 4 KiB");
  }

  @Test
  void aFolderInUseSaysHowToAskTheServer() {
    beside(
        beside -> {
          for (String line : new String[] {"people list", "key list", "monitor-report"}) {
            Shell.Ran ran = beside.shell().actp(line.split(" "));
            assertThat(ran.exit()).isEqualTo(2);
            assertThat(ran.err()).contains("in use by another server", "--server");
          }
        });
  }
}
