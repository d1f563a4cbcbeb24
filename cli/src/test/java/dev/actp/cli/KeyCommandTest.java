package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCommandTest {
  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void aServerThatRanOnce() {
    shell = new Shell(folder).with(Map.of("ACTP_DATA", "kept"));
    shell.actp("serve", "--port", "0");
  }

  @Test
  void aLostKeyIsReplaced() {
    Shell.Ran made = shell.actp("key", "new", "second");
    String key = made.out().strip();
    String lost = id("bootstrap");
    shell.actp("key", "revoke", lost);

    assertThat(made.exit()).isZero();
    assertThat(key).startsWith("actk_");
    assertThat(shell.actp("key", "list").out())
        .contains(lost + "  revoked  ", "in force  admin,auditor,enforcer,issuer  second")
        .doesNotContain(key);
    shell.during(server -> makeAgent(server.address(), key)).actp("serve", "--port", "0");
    assertThat(shell.actp("ledger", "verify", "kept").out()).startsWith("intact");
  }

  private static void makeAgent(String address, String key) {
    try (HttpApi api = new HttpApi(address, key)) {
      assertThat(api.post("/v1/agents", Documents.of("name", "bot"))).isNotNull();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String id(String label) {
    return shell
        .actp("key", "list")
        .out()
        .lines()
        .filter(line -> line.endsWith("  " + label))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aKeyHasTheRolesAndTheTimeThatItIsGiven() {
    shell.actp(
        "key", "new", "asking", "--role", "enforcer", "--role", "auditor", "--expires", "1d");

    assertThat(shell.actp("key", "list").out())
        .containsPattern("until \\S+  auditor,enforcer  asking");
  }

  @Test
  void keysThatSignTokensAreChangedWithoutAServer() {
    String first = shell.actp("key", "signing").out().split(" ", 2)[0];

    assertThat(shell.actp("key", "rotate").out()).startsWith("signs now  ");
    assertThat(shell.actp("key", "signing").out())
        .contains(first + "  verify-only since ")
        .contains("  active since ");
    assertThat(shell.actp("key", "compromise", first).out()).startsWith("compromised  " + first);
    assertThat(shell.actp("key", "signing").out()).contains(first + "  compromised since ");
    assertThat(shell.actp("ledger", "verify", "kept").out()).startsWith("intact");
    assertThat(shell.actp("serve", "--port", "0", "--token-key-rotation", "90d").exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key new x --role approver",
        "key new x --role king",
        "key new x --expires 0s",
        "key new x --expires soon",
        "key revoke nothing",
        "key compromise nothing",
        "serve --token-key-rotation 12h",
        "key list --data missing",
        "key"
      })
  void whatCannotBeDoneIsUnusable(String line) {
    Shell.Ran ran = shell.actp(line.split(" "));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isNotEmpty().doesNotContain("\tat ");
    assertThat(folder.resolve("missing")).doesNotExist();
  }

  @Test
  void aRunningServersFolderIsLeftAlone() {
    Shell.Ran[] ran = new Shell.Ran[1];
    shell.during(server -> ran[0] = shell.actp("key", "new", "x")).actp("serve", "--port", "0");

    assertThat(ran[0].exit()).isEqualTo(2);
    assertThat(ran[0].err()).contains("in use by another server", "--server");
  }
}
