package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.ledger.verify.Demands;
import dev.actp.runtime.ledger.verify.LedgerVerifier;
import dev.actp.runtime.ledger.verify.Verdict;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.SqliteLedger;
import dev.actp.runtime.store.SqliteStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills processes that serve, without warning, and looks at what they left. */
class CrashTest {
  private static final int ROUNDS = Integer.getInteger("crash.rounds", 200);
  private static final int LANES = 2;

  /** After so many rounds a lane takes a new folder, so that looking at it stays quick. */
  private static final int ROUNDS_A_FOLDER = 25;

  private static final long SEED = 20_260_216;

  @TempDir Path temp;

  /**
   * Every answer that somebody received is in the ledger, whose chain and tree are whole, and a
   * limit is never used beyond its end.
   */
  @Test
  void whatWasAnsweredIsThereAfterAKill() throws Exception {
    List<Callable<Integer>> lanes = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      Random random = new Random(SEED + lane);
      Path folder = temp.resolve("lane" + lane);
      lanes.add(() -> lane(folder, random));
    }
    int rounds = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(LANES)) {
      for (Future<Integer> lane : threads.invokeAll(lanes)) {
        rounds += lane.get();
      }
    }
    assertThat(rounds).isGreaterThanOrEqualTo(ROUNDS);
  }

  private static int lane(Path folders, Random random) throws IOException, InterruptedException {
    int round = 0;
    while (round * LANES < ROUNDS) {
      new Kills(folders.resolve("from" + round), random).run(Math.min(ROUNDS_A_FOLDER, ROUNDS));
      round += ROUNDS_A_FOLDER;
    }
    return round;
  }

  private static ProcessBuilder command(Path folder) {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "-cp",
            System.getProperty("java.class.path"),
            CrashingServer.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  /** Rounds over one folder. */
  private static final class Kills {
    private final Path folder;
    private final Random random;
    private final List<Receipt> received = new ArrayList<>();
    private int used;

    Kills(Path folder, Random random) {
      this.folder = folder;
      this.random = random;
    }

    void run(int rounds) throws IOException, InterruptedException {
      for (int round = 0; round < rounds; round++) {
        serveAndKill(1 + random.nextInt(400));
        verify();
        assertThat(used).as("seed %d, round %d", SEED, round).isLessThanOrEqualTo(Office.LIMIT);
      }
    }

    private void serveAndKill(int answers) throws IOException, InterruptedException {
      Process process = command(folder).start();
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

    private void verify() throws IOException {
      SignedNote head = head();
      try (SqliteLedger ledger = SqliteLedger.open(folder);
          Leaves lines = ledger.lines("acme")) {
        Demands demands = new Demands(received, List.of(head), List.of());
        Verdict verdict =
            LedgerVerifier.verify(lines, demands.and(ledger.head("acme").orElseThrow()));
        assertThat(verdict).as("seed %d", SEED).isInstanceOf(Verdict.Intact.class);
      }
    }

    /** The head of the tree as the store has it once it was opened again. */
    private SignedNote head() {
      try (SqliteStore store = SqliteStore.open(DataFolder.open(folder))) {
        long size = store.trees().size("acme");
        byte[] root = store.trees().read("acme", tree -> tree.root(size));
        return new SignedNote(
            new Checkpoint(Checkpoint.origin("acme"), size, root).text(), List.of());
      }
    }
  }
}
