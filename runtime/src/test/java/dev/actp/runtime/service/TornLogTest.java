package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.verify.Demands;
import dev.actp.runtime.ledger.verify.LedgerVerifier;
import dev.actp.runtime.ledger.verify.Verdict;
import dev.actp.runtime.registry.AuditCounts;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.SqliteLedger;
import dev.actp.runtime.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The log in front of the database, torn as a crash or a disk tears it. The folder is copied while
 * the store is open: what a process leaves that is killed there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TornLogTest {
  private static final int RECORDS = 60;
  private static final long SEED = 20_260_216;
  private static final String LOG = "actp.db-wal";

  /** What the log has before each page. */
  private static final int FRAME_HEAD = 24;

  private static final int FRAME = FRAME_HEAD + 4_096;

  private final List<Receipt> answered = new ArrayList<>();
  private Path left = Path.of("");
  private byte[] log = {};

  @BeforeAll
  void kill(@TempDir Path shared) throws IOException {
    left = shared.resolve("left");
    Path running = shared.resolve("running");
    try (Office office = Office.over(SqliteStore.open(DataFolder.open(running))).open("acme")) {
      for (int i = 0; i < RECORDS; i++) {
        answered.add(read(office));
      }
      whenIndexed(office);
      copy(running, left);
    }
    log = Files.readAllBytes(left.resolve(LOG));
    assertThat(log.length).isGreaterThan(RECORDS * FRAME);
  }

  /** Until the index beside the database knows all: then it knows more than a torn log has. */
  private static void whenIndexed(Office office) {
    var question =
        new AuditCounts.Question(
            AuditCounts.Span.HOUR,
            AuditFilter.Field.OUTCOME,
            AuditFilter.ALL.between(Office.START, Office.START.plusSeconds(3_600)));
    long end = System.nanoTime() + 20_000_000_000L;
    while (office.service.queries().counts("acme", question).orElseThrow().behind() > 0) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  private static Receipt read(Office office) {
    return Objects.requireNonNull(
        office.enforce(Office.request("acme", "read", Map.of())).receipt());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  /** The folder with another log; how many of the records that were answered are in it. */
  private int found(Path here, byte[] torn) throws IOException {
    copy(left, here);
    Files.write(here.resolve(LOG), torn);
    long size;
    try (Office office = Office.over(SqliteStore.open(DataFolder.open(here)))) {
      boolean known = !office.service.queries().tenants().isEmpty();
      size = known ? office.service.trees().size("acme") : 0;
      if (!known) {
        office.open("acme");
      }
      goesOn(office, known ? size : office.service.trees().size("acme"));
    }
    List<Receipt> there = answered.stream().filter(one -> one.index() < size).toList();
    assertThat(verdict(here, there)).isInstanceOf(Verdict.Intact.class);
    if (there.size() < answered.size()) {
      assertThat(verdict(here, answered))
          .as("whoever has a receipt of what is gone can tell")
          .isInstanceOf(Verdict.Broken.class);
    }
    return there.size();
  }

  /** It goes on where it is, and the index knows of nothing that is gone. */
  private static void goesOn(Office office, long size) {
    Done done = office.perform("acme", new Act.PutAgent(Office.agent("another")));
    assertThat(((Done.Committed) done).receipt().index()).isEqualTo(size);
    AuditFilter acts = AuditFilter.ALL.with(AuditFilter.Field.KIND, "act");
    for (AuditFilter filter : List.of(acts, acts.with(AuditFilter.Field.ACTION, "put_agent"))) {
      assertThat(office.service.queries().audit("acme", filter, "", 10).items().getFirst().index())
          .isEqualTo(size);
    }
  }

  private static Verdict verdict(Path here, List<Receipt> receipts) throws IOException {
    try (SqliteLedger ledger = SqliteLedger.open(here);
        Leaves lines = ledger.lines("acme")) {
      Demands demands = new Demands(receipts, List.of(), List.of());
      return LedgerVerifier.verify(lines, demands.and(ledger.head("acme").orElseThrow()));
    }
  }

  @Test
  void aTailThatWasNeverCommittedCostsNothing(@TempDir Path folder) throws IOException {
    assertThat(found(folder.resolve("whole"), log)).isEqualTo(RECORDS);
    Random random = new Random(SEED);
    byte[] lastFrame = Arrays.copyOfRange(log, log.length - FRAME, log.length);
    for (int length : List.of(1, FRAME_HEAD, FRAME - 1, FRAME, 3 * FRAME + 17)) {
      byte[] garbage = new byte[length];
      random.nextBytes(garbage);
      assertThat(found(folder.resolve("garbage" + length), joined(log, garbage)))
          .as("seed %d, %d bytes behind", SEED, length)
          .isEqualTo(RECORDS);
    }
    assertThat(found(folder.resolve("again"), joined(log, lastFrame))).isEqualTo(RECORDS);
    assertThat(found(folder.resolve("zeros"), joined(log, new byte[2 * FRAME]))).isEqualTo(RECORDS);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /** What a disk lost is gone, from there on and as a whole: never a record in between. */
  @ParameterizedTest
  @ValueSource(ints = {1, FRAME_HEAD, 4_096, FRAME, FRAME + 1, 5 * FRAME, 20 * FRAME + 100})
  void aLogThatIsCutOffIsAShorterLedger(int missing, @TempDir Path folder) throws IOException {
    byte[] cut = Arrays.copyOf(log, log.length - missing);
    assertThat(found(folder.resolve("cut"), cut))
        .isLessThan(RECORDS)
        .isGreaterThanOrEqualTo(RECORDS - 1 - missing / FRAME);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4_000, FRAME - 1, FRAME, 7 * FRAME + 500, 30 * FRAME})
  void aByteThatChangedEndsTheLedgerThere(int fromEnd, @TempDir Path folder) throws IOException {
    byte[] changed = log.clone();
    changed[log.length - fromEnd] ^= 1;
    assertThat(found(folder.resolve("changed"), changed))
        .isLessThan(RECORDS)
        .isGreaterThanOrEqualTo(RECORDS - 1 - fromEnd / FRAME);
  }

  @Test
  void aLogThatIsGoneLeavesWhatWasMovedOutOfIt(@TempDir Path folder) throws IOException {
    assertThat(found(folder.resolve("none"), new byte[0])).isZero();
    byte[] headless = log.clone();
    headless[0] ^= 1;
    assertThat(found(folder.resolve("headless"), headless)).isZero();
    assertThat(found(folder.resolve("head"), Arrays.copyOf(log, 32))).isZero();
  }
}
