package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.verify.Demands;
import dev.actp.runtime.ledger.verify.LedgerVerifier;
import dev.actp.runtime.ledger.verify.Verdict;
import dev.actp.runtime.store.SqliteLedger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that serves, without warning, and looks at what it left. */
class CrashTest {
  private static final int ROUNDS = Integer.getInteger("crash.rounds", 3);

  private final List<Receipt> received = new ArrayList<>();
  private int used;

  /**
   * Every answer that somebody received is in the ledger, and a limit that was used up stays used
   * up.
   */
  @Test
  void whatWasAnsweredIsThereAfterAKill(@TempDir Path folder) throws Exception {
    long seed = 20_260_216;
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      serveAndKill(folder, 200 + random.nextInt(2_000));
      verify(folder);
      assertThat(used).as("round %d", round).isEqualTo(Office.LIMIT);
    }
  }

  private void serveAndKill(Path folder, int answers) throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            CrashingServer.class.getName(),
            folder.toString());
    command.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = command.start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < answers; i++) {
        take(lines.readLine());
      }
      process
          .toHandle()
          .destroyForcibly(); // not by the process, which would close what is still to be read
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    }
    process.waitFor();
  }

  /** The last line may have been cut off. */
  private void take(String line) {
    assertThat(line).as("the process ended by itself").isNotNull();
    String[] words = line.split(" ", -1);
    if (words.length == 3 && !words[2].isEmpty() && words[1].length() == 64) {
      received.add(new Receipt(Long.parseLong(words[0]), words[1]));
      used += words[2].equals("used") ? 1 : 0;
    }
  }

  private void verify(Path folder) throws IOException {
    try (SqliteLedger ledger = SqliteLedger.open(folder);
        Leaves leaves = ledger.lines("acme")) {
      received.add(ledger.head("acme").orElseThrow());
      assertThat(LedgerVerifier.verify(leaves, new Demands(received, List.of(), List.of())))
          .isInstanceOf(Verdict.Intact.class);
    }
  }
}
