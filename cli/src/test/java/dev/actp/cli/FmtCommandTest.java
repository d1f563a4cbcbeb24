package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FmtCommandTest {
  private static final String UNTIDY =
      """
      policy "a" version "1" // kept
      action   read()
      capability read on "**" {limit 5 per day}\
      """;

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void shell() {
    shell = new Shell(folder);
  }

  @Test
  void aFileIsRewrittenOnce() {
    shell.file("p/a.actp", UNTIDY);
    assertThat(shell.actp("fmt", "p"))
        .isEqualTo(new Shell.Ran(0, "formatted: p/a.actp\n1 file: 1 formatted\n", ""));
    assertThat(shell.read("p/a.actp")).contains("// kept").contains("\naction read()\n");
    assertThat(shell.actp("fmt", "p")).isEqualTo(new Shell.Ran(0, "1 file: all formatted\n", ""));
  }

  @Test
  void checkingChangesNothing() {
    shell.file("a.actp", UNTIDY);
    assertThat(shell.actp("fmt", "--check", "a.actp"))
        .isEqualTo(new Shell.Ran(1, "not formatted: a.actp\n1 file: 1 not formatted\n", ""));
    assertThat(shell.read("a.actp")).isEqualTo(UNTIDY);
  }

  @Test
  void aFileThatIsNotReadableAsAPolicyIsLeftAlone() throws IOException {
    shell.file("a.actp", UNTIDY).file("b.actp", "policy oops");
    Files.write(folder.resolve("c.actp"), new byte[] {(byte) 0xFF});
    Shell.Ran ran = shell.actp("fmt", ".");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEqualTo("formatted: a.actp\n3 files: 2 errors\n");
    assertThat(ran.err()).contains("--> b.actp:").contains("error[ACTP0001]");
    assertThat(shell.read("b.actp")).isEqualTo("policy oops");
  }

  @Test
  void aFileThatWouldBeTooLargeToReadIsLeftAlone() {
    String crowded =
        UNTIDY + "capability read as b on \"**\"{require 1<2" + " and 1<2".repeat(25_000);
    shell.file("a.actp", crowded + "}");
    Shell.Ran ran = shell.actp("fmt", "a.actp");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("the file is over 256 KiB");
    assertThat(shell.read("a.actp")).isEqualTo(crowded + "}");
  }

  @Test
  void aLinkStaysALink() throws IOException {
    shell.file("real.actp", UNTIDY);
    Path link = Files.createSymbolicLink(folder.resolve("link.actp"), Path.of("real.actp"));
    assertThat(shell.actp("fmt", "link.actp").exit()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(shell.read("real.actp")).doesNotContain("action   read");
  }
}
