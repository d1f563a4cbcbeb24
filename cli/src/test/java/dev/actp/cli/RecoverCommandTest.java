package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoverCommandTest {
  private static final String ANCHOR = "file:anchor.jsonl";

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void shell() {
    shell = new Shell(folder).with(Map.of("ACTP_DATA", "kept", "ACTP_ANCHORS", ANCHOR));
  }

  private void serve() {
    Shell.Ran ran = shell.actp("serve", "--port", "0");
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private void copy(String from, String to) throws IOException {
    Path source = folder.resolve(from);
    try (Stream<Path> all = Files.walk(source)) {
      for (Path one : all.toList()) {
        Path target = folder.resolve(to).resolve(source.relativize(one).toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(target);
        } else {
          Files.copy(one, target);
        }
      }
    }
  }

  /** A server that was put back to where it was before a person joined. */
  private void rollBack() throws IOException {
    serve();
    copy("kept", "backup");
    assertThat(shell.actp("people", "add", "dana", "--group", "finance").exit()).isZero();
    serve();
    Files.move(folder.resolve("kept"), folder.resolve("lost"));
    Files.move(folder.resolve("backup"), folder.resolve("kept"));
  }

  @Test
  void nothingIsMissingWhereNothingIs() {
    serve();
    assertThat(shell.actp("recover"))
        .isEqualTo(new Shell.Ran(0, "nothing is missing that an anchor knows of\n", ""));
  }

  @Test
  void whatIsMissingIsSaidAndLeftAloneUntilItIsConfirmed() throws IOException {
    rollBack();

    Shell.Ran said = shell.actp("recover");
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.out()).contains("anchor.jsonl");
    assertThat(said.err()).isEqualTo("actp: say --confirm to go on without what is missing\n");
    assertThat(shell.actp("recover")).isEqualTo(said);

    Shell.Ran done = shell.actp("recover", "--confirm");
    assertThat(done.exit()).as(done.err()).isZero();
    assertThat(done.out())
        .endsWith("recovered: it is on record, and the anchor has a new checkpoint\n");
    assertThat(shell.actp("recover").exit()).isZero();
    assertThat(shell.actp("ledger", "export", "kept").out()).contains("recover_ledger");
    assertThat(shell.actp("ledger", "verify", "kept").exit()).isZero();
  }

  @Test
  void anotherServersFolderIsSaidToBeThat() {
    serve();
    Shell other = shell.with(Map.of("ACTP_DATA", "other", "ACTP_ANCHORS", ANCHOR));
    other.actp("serve", "--port", "0");

    Shell.Ran ran = other.actp("recover");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains("knows of a ledger that is not in this data folder at all")
        .doesNotContain("--confirm");
    assertThat(other.actp("recover", "--confirm")).isEqualTo(ran);
  }

  @Test
  void anotherAnchorMayBeNamed() throws IOException {
    rollBack();
    Shell without = shell.with(Map.of("ACTP_DATA", "kept"));
    assertThat(without.actp("recover").exit()).isZero();
    assertThat(without.actp("recover", "--anchor", ANCHOR).exit()).isEqualTo(1);
  }

  @Test
  void whatCannotBeRecoveredIsUnusable() {
    for (String line :
        List.of(
            "recover --data nowhere",
            "recover --anchor nonsense",
            "recover --confirm=maybe",
            "ledger rotate-key --data nowhere")) {
      Shell.Ran ran = shell.actp(line.split(" "));
      assertThat(ran.exit()).as(line).isEqualTo(2);
      assertThat(ran.err()).isNotEmpty().doesNotContain("\tat ", "bug in actp");
    }
  }

  @Test
  void aLedgerGoesOnUnderAnotherKey() throws IOException {
    serve();

    Shell.Ran ran = shell.actp("ledger", "rotate-key");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err())
        .isEqualTo("verifies what is signed from now on; keep the one before for the rest\n");
    serve();
    String export = shell.actp("ledger", "export", "kept").out();
    assertThat(export).contains("rotate_ledger_key", ran.out().strip());
    shell.file("all.jsonl", export).file("new.key", ran.out());
    assertThat(shell.actp("ledger", "verify", "all.jsonl").exit()).isZero();
    Shell.Ran half = shell.actp("ledger", "verify", "all.jsonl", "--key", "new.key");
    assertThat(half.exit()).isEqualTo(1);
    assertThat(half.out()).contains("is not signed by a key that was given");
  }
}
