package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.export.ExportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerCommandTest {
  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void shell() {
    shell = new Shell(folder);
  }

  @Test
  void whatAServerRecordedIsIntact() {
    shell.actp("serve", "--port", "0", "--data", "kept");
    Shell.Ran ran = shell.actp("ledger", "verify", "kept");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .matches(
            "intact  tenant_\\w+  \\d+ records?, the last one \\d+:[0-9a-f]{64}\n"
                + "        \\d+ checkpoints?, the last one of \\d+ records?;"
                + " no key was given: no signature was checked\n");
    String head = ran.out().lines().findFirst().orElseThrow().replaceAll(".* ", "");
    assertThat(shell.actp("ledger", "verify", "kept", "--receipt", head).exit()).isZero();
  }

  /** What queries and counts read: each of them would tell of another agent than the record. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "actp.db, UPDATE record SET action = 'x' WHERE id = (SELECT max(id) FROM record), column",
        "audit-index.db, \"INSERT INTO tally VALUES (1, 1, 5, 'deny', '', '', 3)\", index",
      })
  void whatRecordsAreFoundByIsVerifiedToo(String file, String change, String named)
      throws SQLException {
    shell.actp("serve", "--port", "0", "--data", "kept");
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("kept").resolve(file));
        Statement statement = connection.createStatement()) {
      statement.execute(change);
    }
    Shell.Ran ran = shell.actp("ledger", "verify", "kept");
    assertThat(ran.out()).startsWith("broken  at record ").contains(named);
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void aReceiptThatIsNotThereBreaksIt() {
    shell.actp("serve", "--port", "0", "--data", "kept");
    String lost = "999:" + "0".repeat(64);
    Shell.Ran ran = shell.actp("ledger", "verify", "kept", "--receipt", lost);
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).startsWith("broken  at record ").contains("record 999 was there");
  }

  @Test
  void aViewOfTheRecordsIsNoLedger() {
    shell.actp("serve", "--port", "0", "--data", "kept");
    for (ExportFormat format : ExportFormat.values()) {
      String id = format.id();
      shell.actp("ledger", "export", "kept", "--format", id, "--output", id);
      Shell.Ran ran = shell.actp("ledger", "verify", id);
      assertThat(ran.exit()).as(id).isEqualTo(format == ExportFormat.LEDGER ? 0 : 2);
    }
  }

  @Test
  void anExportWithValuesIsItsOwnersAlone() throws IOException {
    shell.actp("serve", "--port", "0", "--data", "kept");
    Files.createFile(folder.resolve("usual"));
    shell.actp("ledger", "export", "kept", "--values", "--output", "own");
    shell.actp("ledger", "export", "kept", "--output", "open");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("own"))))
        .isEqualTo("rw-------");
    assertThat(Files.getPosixFilePermissions(folder.resolve("open")))
        .isEqualTo(Files.getPosixFilePermissions(folder.resolve("usual")));
    assertThat(shell.actp("ledger", "verify", "own").exit()).isZero();
  }

  @Test
  void whatCannotBeVerifiedIsUnusable() {
    assertThat(shell.actp("ledger", "verify", "missing").exit()).isEqualTo(2);
    shell.file("empty/x", "");
    assertThat(shell.actp("ledger", "verify", "empty").err())
        .startsWith("actp: the data folder `empty` cannot be used: there is no database in ");
    shell.file("export.jsonl", "");
    assertThat(shell.actp("ledger", "verify", "export.jsonl", "--receipt", "12").err())
        .isEqualTo("actp: `12` is no receipt: write it as INDEX:HASH\n");
    assertThat(shell.actp("ledger").exit()).isEqualTo(2);
  }

  @Test
  void whatIsExportedVerifiesAndOtherFormatsAreViews() throws IOException {
    shell.actp("serve", "--port", "0", "--data", "kept");
    Shell.Ran whole = shell.actp("ledger", "export", "kept", "--output", "all.jsonl");
    assertThat(whole.exit()).as(whole.err()).isZero();
    String intact = shell.actp("ledger", "verify", "kept").out();
    assertThat(shell.actp("ledger", "verify", "all.jsonl").out()).isEqualTo(intact);
    Shell.Ran csv = shell.actp("ledger", "export", "kept", "--format", "csv");
    assertThat(csv.out()).startsWith("audit_id,at,kind,").contains("\"aud_0\",");
    List<String> lines = Files.readAllLines(folder.resolve("all.jsonl"));
    long checkpoints = lines.stream().filter(line -> line.startsWith("{\"checkpoint\"")).count();
    assertThat(checkpoints).isPositive();
    for (ExportFormat format : ExportFormat.values()) {
      String out = shell.actp("ledger", "export", "kept", "--format", format.id()).out();
      long without = format == ExportFormat.LEDGER ? 0 : checkpoints;
      assertThat(out.lines().count())
          .isEqualTo(lines.size() - without + (format.head().isEmpty() ? 0 : 1));
    }
  }

  @Test
  void whatCannotBeExportedIsUnusable() {
    shell.actp("serve", "--port", "0", "--data", "kept");
    assertThat(shell.actp("ledger", "export", "missing").err())
        .startsWith("actp: the data folder `missing` cannot be used: there is no database in ");
    assertThat(shell.actp("ledger", "export", "kept", "--format", "xml").err())
        .startsWith("actp: there is no format `xml`: there are jsonl, ledger, csv,");
    assertThat(shell.actp("ledger", "export", "kept", "--tenant", "none").err())
        .startsWith("actp: name a tenant by --tenant: there are tenant_");
    shell.file("there.csv", "mine");
    assertThat(shell.actp("ledger", "export", "kept", "--output", "there.csv").err())
        .isEqualTo("actp: `there.csv` is there already\n");
    assertThat(shell.actp("ledger", "export", "kept", "--output", "there.csv/x").err())
        .isEqualTo(
            "actp: `" + folder.resolve("there.csv/x") + "` cannot be used: Not a directory\n");
  }
}
