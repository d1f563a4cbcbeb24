package dev.actp.bench;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.ledger.VerifierKey;
import dev.actp.runtime.ledger.verify.Demands;
import dev.actp.runtime.ledger.verify.JsonLines;
import dev.actp.runtime.ledger.verify.LedgerVerifier;
import dev.actp.runtime.ledger.verify.Verdict;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.IndexVerification;
import dev.actp.runtime.store.LedgerTrees;
import dev.actp.runtime.store.SqliteLedger;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.token.KeyState;
import dev.actp.runtime.token.Purpose;
import dev.actp.runtime.token.TokenKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * How many records a second one core verifies out of an export: records as {@link LedgerPages} has
 * them, a signed checkpoint after each 10,000, and their key; then out of the data folder, where
 * the columns beside the records are held to them, too.
 *
 * <pre>LedgerVerify FOLDER RECORDS</pre>
 */
public final class LedgerVerify {
  private static final int ROUNDS = 5;
  private static final int CHECKPOINT = 10_000;

  private final Path export;
  private final TokenKey key = TokenKey.generate(Purpose.LEDGER, KeyState.ACTIVE, Instant.EPOCH);
  private final VerifierKey verifier =
      new VerifierKey(Checkpoint.origin(Trail.TENANT), key.publicBytes().orElseThrow());

  private LedgerVerify(Path export) {
    this.export = export;
  }

  /** Takes a folder, and how many records it is to have where it has none. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String[] given = String.join(" ", args).split(" ", -1);
    Path folder = Path.of(given[0]);
    LedgerVerify bench = new LedgerVerify(folder.resolve("export.jsonl"));
    long records;
    try (SqliteStore store = SqliteStore.open(DataFolder.open(folder))) {
      records = LedgerPages.fill(store, folder, Long.parseLong(given[1]));
      bench.export(folder, store.trees());
    }
    Demands signed = new Demands(List.of(), List.of(), List.of(bench.verifier));
    bench.measure("an export", records, bench::lines, signed);
    try (SqliteLedger ledger = SqliteLedger.open(folder)) {
      bench.measure("a data folder", records, () -> ledger.lines(Trail.TENANT), Demands.NONE);
    }
    bench.measureIndex(folder, records);
  }

  /** The index once, which is the longest part. */
  @SuppressWarnings("SystemOut") // a program that prints
  private void measureIndex(Path folder, long records) {
    try (IndexVerification index = IndexVerification.open(folder);
        SqliteLedger ledger = SqliteLedger.open(folder)) {
      long began = System.nanoTime();
      index
          .defect(ledger, Trail.TENANT)
          .ifPresent(
              broken -> {
                throw new IllegalStateException("a wrong verdict: " + broken);
              });
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "verify the index: %d records in %.2f s, %.0f records/s%n",
          records, seconds, records / seconds);
    }
  }

  private Leaves lines() throws IOException {
    return new JsonLines(Files.newInputStream(export));
  }

  private void export(Path folder, LedgerTrees trees) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(export));
        SqliteLedger ledger = SqliteLedger.open(folder);
        Leaves lines = ledger.lines(Trail.TENANT)) {
      long size = 0;
      byte[] line = lines.next();
      while (line != null) {
        out.write(line);
        out.write('\n');
        size++;
        line = lines.next();
        if (line == null || size % CHECKPOINT == 0) {
          out.write(note(trees, size).line().getBytes(StandardCharsets.UTF_8));
          out.write('\n');
        }
      }
    }
  }

  private SignedNote note(LedgerTrees trees, long size) {
    byte[] root = trees.read(Trail.TENANT, tree -> tree.root(size));
    String text = new Checkpoint(Checkpoint.origin(Trail.TENANT), size, root).text();
    return new SignedNote(text, List.of(SignedNote.Signature.of(verifier, key.signNote(text))));
  }

  private interface Source {
    Leaves open() throws IOException;
  }

  @SuppressWarnings("SystemOut") // a program that prints
  private void measure(String name, long records, Source source, Demands demands)
      throws IOException {
    for (int round = 1; round <= ROUNDS; round++) {
      long began = System.nanoTime();
      try (Leaves lines = source.open()) {
        Verdict verdict = LedgerVerifier.verify(lines, demands);
        if (!(verdict instanceof Verdict.Intact intact) || intact.records() != records) {
          throw new IllegalStateException("a wrong verdict: " + verdict);
        }
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "verify %s, round %d: %d records in %.2f s, %.0f records/s%n",
          name, round, records, seconds, records / seconds);
    }
  }
}
