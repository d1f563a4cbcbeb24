package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UsageTest {
  private final Shell shell = new Shell(Path.of(""));

  @Test
  void withoutACommandItSaysWhichThereAre() {
    Shell.Ran ran = shell.actp();
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("Usage: actp").contains("check", "test", "serve", "demo");
  }

  @Test
  void aMisspeltCommandOrOptionIsUnusable() {
    assertThat(shell.actp("chekc").err()).contains("Did you mean").contains("check");
    assertThat(shell.actp("chekc").exit()).isEqualTo(2);
    assertThat(shell.actp("test", "--fliter", "x", ".").exit()).isEqualTo(2);
  }

  @Test
  void helpIsAResult() {
    assertThat(shell.actp("help", "test").out()).contains("--filter");
    assertThat(shell.actp("test", "--help").exit()).isZero();
    assertThat(shell.actp("--help").out()).contains("Exit codes:");
  }

  @Test
  void theVersionIsTheBuilds() {
    assertThat(shell.actp("version").out())
        .matches("actp \\d+\\.\\d+\\.\\d+\\S* on Java \\d+.*\\n");
    assertThat(shell.actp("--version").out()).matches("actp \\d+\\.\\d+\\.\\d+\\S*\\n");
  }
}
