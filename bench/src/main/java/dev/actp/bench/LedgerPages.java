package dev.actp.bench;

import dev.actp.runtime.registry.AuditCounts;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditFilter.Field;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How long a page of the audit trail takes, by each filter and each two of them: fills a folder up
 * to a number of records first, through the store's own door, and waits for the index. While it
 * does, it says at each power of ten how many bytes a record takes, and those since the last one:
 * where a ledger grows with its records alone, they stay what they are.
 *
 * <pre>LedgerPages FOLDER RECORDS</pre>
 */
public final class LedgerPages {
  private static final int BATCH = 2_000;
  private static final int PAGE = 100;
  private static final int ROUNDS = 30;
  private static final long FIRST = 1_000;

  private LedgerPages() {}

  /** Takes a folder, and how many records it is to have. */
  @SuppressWarnings("SystemOut") // a program that prints
  public static void main(String[] args) throws IOException, InterruptedException {
    String[] given = String.join(" ", args).split(" ", -1);
    Path folder = Path.of(given[0]);
    try (SqliteStore store = SqliteStore.open(DataFolder.open(folder))) {
      long records = fill(store, folder, Long.parseLong(given[1]));
      System.out.printf(
          "%-44s %8s %8s %8s%n", "page of " + PAGE + ", ms", "first", "median", "worst");
      for (var one : filters(records).entrySet()) {
        Queries queries = store.queries();
        measure(one.getKey(), () -> queries.audit(Trail.TENANT, one.getValue(), "", PAGE));
      }
      AuditCounts.Question day =
          new AuditCounts.Question(
              AuditCounts.Span.HOUR,
              Field.AGENT,
              AuditFilter.ALL.between(Trail.at(0), Trail.at(86_400)));
      measure("counts by hour and agent, a day", () -> store.queries().counts(Trail.TENANT, day));
    }
  }

  /**
   * Fills a folder that has no records.
   *
   * @return how many it has
   */
  @SuppressWarnings("SystemOut") // as the program that it is part of
  static long fill(SqliteStore store, Path folder, long records)
      throws IOException, InterruptedException {
    long there = store.tenants().isEmpty() ? 0 : newest(store.queries());
    if (there > 0) {
      System.out.println("the folder has " + there + " records");
      return there;
    }
    Growth growth = new Growth(store, folder);
    Trail trail = new Trail(1);
    long nanos = 0;
    long done = 0;
    for (long power = FIRST; done < records; power *= 10) {
      long began = System.nanoTime();
      for (long end = Math.min(power, records); done < end; ) {
        int count = (int) Math.min(BATCH, end - done);
        store.commit(List.of(trail.batch(count)));
        done += count;
      }
      nanos += System.nanoTime() - began;
      waitForIndex(store.queries(), done);
      growth.say(done);
    }
    System.out.printf("%d records written in %.0f s%n", records, nanos / 1e9);
    return records;
  }

  /**
   * How much room records take: of the ledger what is in use, of the index its file and the log in
   * front of that, which is all there is at first.
   */
  private static final class Growth {
    private final SqliteStore store;
    private final Path folder;
    private long records;
    private long ledgerBytes;
    private long indexBytes;

    @SuppressWarnings("SystemOut") // as the program that it is part of
    Growth(SqliteStore store, Path folder) throws IOException {
      this.store = store;
      this.folder = folder;
      ledgerBytes = store.used();
      indexBytes = indexBytes();
      System.out.printf(
          "%12s %16s %16s %16s %16s%n",
          "records", "ledger B/record", "since the last", "index B/record", "since the last");
    }

    private long indexBytes() throws IOException {
      Path log = folder.resolve("audit-index.db-wal");
      return Files.size(folder.resolve("audit-index.db"))
          + (Files.exists(log) ? Files.size(log) : 0);
    }

    @SuppressWarnings("SystemOut") // as the program that it is part of
    void say(long now) throws IOException {
      long ledgerNow = store.used();
      long indexNow = indexBytes();
      double more = now - records;
      System.out.printf(
          "%12d %16.0f %16.0f %16.0f %16.0f%n",
          now,
          (double) ledgerNow / now,
          (ledgerNow - ledgerBytes) / more,
          (double) indexNow / now,
          (indexNow - indexBytes) / more);
      records = now;
      ledgerBytes = ledgerNow;
      indexBytes = indexNow;
    }
  }

  private static long newest(Queries queries) {
    return queries.audit(Trail.TENANT, AuditFilter.ALL, "", 1).items().get(0).index() + 1;
  }

  private static void waitForIndex(Queries queries, long records) throws InterruptedException {
    AuditCounts.Question question =
        new AuditCounts.Question(
            AuditCounts.Span.DAY,
            Field.OUTCOME,
            AuditFilter.ALL.between(Trail.at(0), Trail.at(records)));
    while (queries.counts(Trail.TENANT, question).orElseThrow().behind() > 0) {
      Thread.sleep(500);
    }
  }

  /** Each filter, and each pair; and pairs that no record has, the hardest of all. */
  private static Map<String, AuditFilter> filters(long records) {
    Map<Field, String> values = new LinkedHashMap<>();
    values.put(Field.AGENT, Trail.agent(7));
    values.put(Field.ACTION, Trail.action(3));
    values.put(Field.OUTCOME, "deny");
    values.put(Field.CAPABILITY, Trail.action(3));
    values.put(Field.POLICY, Trail.policy(3));
    values.put(Field.TOKEN, Trail.token(records / 2));
    values.put(Field.RESOURCE, Trail.order(new Random(1).nextInt(Trail.ORDERS)));
    Map<String, AuditFilter> filters = new LinkedHashMap<>();
    filters.put("all", AuditFilter.ALL);
    AuditFilter early = AuditFilter.ALL.between(Trail.at(10), Trail.at(records / 3));
    filters.put("time", early);
    filters.put("text", AuditFilter.ALL.saying("refunds stop"));
    values.forEach(
        (field, value) -> {
          filters.put(field.name(), AuditFilter.ALL.with(field, value));
          filters.put(field + " + time", early.with(field, value));
          filters.put(field + " + text", AuditFilter.ALL.with(field, value).saying("customer 77"));
          values.forEach(
              (other, its) -> {
                if (other.compareTo(field) > 0) {
                  filters.put(
                      field + " + " + other, AuditFilter.ALL.with(field, value).with(other, its));
                }
              });
        });
    filters.put(
        "ACTION + POLICY that never meet",
        AuditFilter.ALL.with(Field.ACTION, Trail.action(1)).with(Field.POLICY, Trail.policy(2)));
    filters.put(
        "OUTCOME + text that never meet",
        AuditFilter.ALL.with(Field.OUTCOME, "allow").saying("stop"));
    return filters;
  }

  private static void measure(String name, Runnable query) {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      long began = System.nanoTime();
      query.run();
      millis.add(Duration.ofNanos(System.nanoTime() - began).toNanos() / 1e6);
    }
    double first = millis.get(0);
    Double[] sorted = millis.toArray(new Double[0]);
    Arrays.sort(sorted);
    System.out.printf(
        "%-44s %8.2f %8.2f %8.2f%n", name, first, sorted[ROUNDS / 2], sorted[ROUNDS - 1]);
  }
}
