package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleCommandTest {
  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void aServerThatRanOnce() {
    shell = new Shell(folder).with(Map.of("ACTP_DATA", "kept"));
    shell.actp("serve", "--port", "0");
  }

  @Test
  void aPersonJoinsGroupsGetsOneKeyAndLeaves() {
    Shell.Ran joined = shell.actp("people", "add", "dana", "--group", "finance");
    Shell.Ran again = shell.actp("people", "add", "dana", "--group", "legal");

    assertThat(joined.exit()).isZero();
    assertThat(joined.out()).startsWith("actk_");
    assertThat(again.out()).isEmpty();
    assertThat(again.exit()).isZero();
    assertThat(shell.actp("people", "list").out()).isEqualTo("dana  finance,legal\n");
    assertThat(shell.actp("key", "list").out()).contains("in force  approver  dana");

    assertThat(shell.actp("people", "remove", "dana", "--group", "legal").exit()).isZero();
    assertThat(shell.actp("people", "list").out()).isEqualTo("dana  finance\n");
    assertThat(shell.actp("people", "remove", "dana").out()).isEqualTo("removed  dana\n");
    assertThat(shell.actp("people", "list").out()).isEmpty();
    assertThat(shell.actp("key", "list").out()).contains("revoked  approver  dana");
    assertThat(shell.actp("ledger", "verify", "kept").out()).startsWith("intact");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "people add dana",
        "people remove nobody",
        "people list --data missing",
        "monitor-report --data missing",
        "monitor-report --from soon",
        "monitor-report --policy none",
        "monitor-report --format xml"
      })
  void whatCannotBeDoneIsUnusable(String line) {
    Shell.Ran ran = shell.actp(line.split(" "));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isNotEmpty().doesNotContain("\tat ");
    assertThat(folder.resolve("missing")).doesNotExist();
  }
}
