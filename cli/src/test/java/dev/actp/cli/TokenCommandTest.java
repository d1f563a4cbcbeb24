package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes well is in docs/offline-delegation.md, which is run. */
class TokenCommandTest {
  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void aKey() {
    shell = new Shell(folder);
    assertThat(shell.actp("token", "keygen", "mine.jwk").exit()).isZero();
  }

  @Test
  void aKeyIsItsOwnersAloneAndNeverWrittenOver() throws IOException {
    Path file = folder.resolve("mine.jwk");
    String before = Files.readString(file);

    Shell.Ran again = shell.actp("token", "keygen", "mine.jwk");

    assertThat(again.exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(again.err()).contains("is there already");
    assertThat(Files.readString(file)).isEqualTo(before).contains("\"d\"");
    assertThat(shell.actp("token", "keygen", "other.jwk").out())
        .contains("\"crv\":\"Ed25519\"")
        .doesNotContain("\"d\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatIsNoTokenOrNoKeyIsUnusable() throws IOException {
    Files.writeString(folder.resolve("open.jwk"), Files.readString(folder.resolve("mine.jwk")));
    Files.setPosixFilePermissions(
        folder.resolve("open.jwk"), PosixFilePermissions.fromString("rw-r--r--"));

    unusable("no signed token", "token", "inspect", "act_x");
    unusable("no signed token", "token", "inspect", "a.b.c");
    unusable(
        "no file", "token", "prove", "t", "--key", "none", "--url", "http://x/", "--action", "a");
    unusable(
        "owner alone",
        "token",
        "prove",
        "t",
        "--key",
        "open.jwk",
        "--url",
        "http://x/",
        "--action",
        "a");
    unusable(
        "no signed token",
        "token",
        "delegate",
        "t",
        "--key",
        "mine.jwk",
        "--agent",
        "a",
        "--to",
        "{}");
  }

  private void unusable(String why, String... words) {
    Shell.Ran ran = shell.actp(words);
    assertThat(ran.exit()).as(String.join(" ", words)).isEqualTo(ExitCode.UNUSABLE);
    assertThat(ran.err()).contains(why);
  }
}
