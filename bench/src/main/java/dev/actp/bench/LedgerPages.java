package dev.actp.bench;

import dev.actp.runtime.registry.AuditCounts;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditFilter.Field;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.SqliteStore;
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
 * to a number of records first, through the store's own door, and waits for the index.
 *
 * <pre>LedgerPages FOLDER RECORDS</pre>
 */
public final class LedgerPages {
  private static final int BATCH = 2_000;
  private static final int PAGE = 100;
  private static final int ROUNDS = 30;

  private LedgerPages() {}

  /** Takes a folder, and how many records it is to have. */
  @SuppressWarnings("SystemOut") // a program that prints
  public static void main(String[] args) throws InterruptedException {
    String[] given = String.join(" ", args).split(" ", -1);
    long records = Long.parseLong(given[1]);
    try (SqliteStore store = SqliteStore.open(DataFolder.open(Path.of(given[0])))) {
      fill(store, records);
      waitForIndex(store.queries(), records);
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

  private static void fill(SqliteStore store, long records) {
    long there = store.tenants().isEmpty() ? 0 : newest(store.queries());
    if (there > 0) {
      System.out.println("the folder has " + there + " records");
      return;
    }
    Trail trail = new Trail(1);
    long began = System.nanoTime();
    for (long done = 0; done < records; done += BATCH) {
      store.commit(List.of(trail.batch((int) Math.min(BATCH, records - done))));
    }
    System.out.printf("%d records written in %.0f s%n", records, (System.nanoTime() - began) / 1e9);
  }

  private static long newest(Queries queries) {
    return queries.audit(Trail.TENANT, AuditFilter.ALL, "", 1).items().get(0).index() + 1;
  }

  private static void waitForIndex(Queries queries, long records) throws InterruptedException {
    long began = System.nanoTime();
    AuditCounts.Question question =
        new AuditCounts.Question(
            AuditCounts.Span.DAY,
            Field.OUTCOME,
            AuditFilter.ALL.between(Trail.at(0), Trail.at(records)));
    while (queries.counts(Trail.TENANT, question).orElseThrow().behind() > 0) {
      Thread.sleep(500);
    }
    System.out.printf("the index came %.0f s later%n", (System.nanoTime() - began) / 1e9);
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
