package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** {@code actp ledger verify} and the verifier in Python, which say the same. */
record SecondVerifier(Path folder) {
  private static final Path TOOL = Path.of("../tools/ledger_verify.py").toAbsolutePath();

  private static final boolean PYTHON = python();

  private static boolean python() {
    try {
      Process found = new ProcessBuilder("python3", "--version").start();
      return found.waitFor(60, TimeUnit.SECONDS) && found.exitValue() == 0;
    } catch (IOException none) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What the first says. */
  Shell.Ran first(List<String> arguments) {
    List<String> words = new ArrayList<>(List.of("ledger", "verify"));
    words.addAll(arguments);
    return new Shell(folder).actp(words.toArray(String[]::new));
  }

  /** Demands that the second says the same, and tells what it says of what is unusable. */
  String same(List<String> arguments, Shell.Ran java) throws IOException, InterruptedException {
    Assumptions.assumeTrue(PYTHON, "python3 is missing: the second verifier is not run");
    List<String> command = new ArrayList<>(List.of("python3", TOOL.toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isEqualTo(java.exit());
    assertThat(out).isEqualTo(java.out());
    return err;
  }
}
