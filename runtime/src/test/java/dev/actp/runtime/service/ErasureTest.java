package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.export.ExportFormat;
import dev.actp.runtime.export.ShownRecord;
import dev.actp.runtime.ledger.RecordedSubject;
import dev.actp.runtime.ledger.verify.Demands;
import dev.actp.runtime.ledger.verify.JsonLines;
import dev.actp.runtime.ledger.verify.LedgerVerifier;
import dev.actp.runtime.ledger.verify.Verdict;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.ErasureOrder;
import dev.actp.runtime.registry.LedgerRow;
import dev.actp.runtime.registry.Notice;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Webhook;
import dev.actp.runtime.replay.LedgerReplay;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.value.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Erasing and letting go, over both stores. */
class ErasureTest {
  private static final Value ADA = new Value.Text("Ada L.");

  @TempDir Path folder;

  private Office office(boolean sqlite) {
    return Office.over(sqlite ? SqliteStore.open(DataFolder.open(folder)) : new MemoryStore())
        .open("acme");
  }

  private static AuditRecord read(Office office, String customer) {
    Map<String, Value> attributes =
        Map.of("customer", new Value.Text(customer), "note", new Value.Text("for " + customer));
    Answer answer = office.enforce(Office.request("acme", "read", attributes));
    return record(office, Objects.requireNonNull(answer.receipt()).index());
  }

  private static AuditRecord record(Office office, long index) {
    return office.service.queries().record("acme", index).orElseThrow();
  }

  private static ErasureOrder erase(Office office, Selection selection) {
    Erasure.Step step = Erasure.run(office.service, "acme", Office.ADMIN, selection, now(office));
    assertThat(step).isInstanceOf(Erasure.Ended.class);
    return ((Erasure.Ended) step).order();
  }

  private static Instant now(Office office) {
    return Objects.requireNonNull(office.now.get());
  }

  /** Asks for an erasure and leaves it at that; the index of the record of it. */
  private static long ask(Office office, Selection selection) {
    Done done = office.perform("acme", new Act.BeginErasure(Office.ADMIN, selection));
    assertThat(done).isInstanceOf(Done.Committed.class);
    return ((Done.Committed) done).receipt().index();
  }

  /** Goes on with what was asked for first, some steps or to its end. */
  private static Erasure.Step goOn(Office office, int steps) {
    Erasure erasure = Erasure.waiting(office.service, "acme").orElseThrow();
    Erasure.Step step = new Erasure.Going();
    for (int i = 0; i < steps && step instanceof Erasure.Going; i++) {
      step = erasure.step(now(office));
    }
    return step;
  }

  private static ErasureOrder order(Office office, long record) {
    return office.service.queries().erasures("acme").stream()
        .filter(one -> one.record() == record)
        .findFirst()
        .orElseThrow();
  }

  private static Selection customer(String id) {
    return new Selection.ByAttribute("customer", new Value.Text(id));
  }

  private static void intact(Office office) throws IOException {
    Queries queries = office.service.queries();
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (LedgerRow row : queries.ledger("acme", 0, 1_000)) {
      lines.write(row.leaf());
      lines.write('\n');
    }
    assertThat(
            LedgerVerifier.verify(
                new JsonLines(new ByteArrayInputStream(lines.toByteArray())), Demands.NONE))
        .isInstanceOf(Verdict.Intact.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatBelongsToASubjectIsGoneAndTheLedgerStays(boolean sqlite) throws IOException {
    try (Office office = office(sqlite)) {
      AuditRecord first = read(office, "Ada L.");
      AuditRecord other = read(office, "Bob M.");
      AuditRecord second = read(office, "Ada L.");
      ErasureOrder erased = erase(office, customer("Ada L."));

      assertThat(erased.records()).isEqualTo(2);
      for (AuditRecord one : List.of(first, second)) {
        AuditRecord now = record(office, one.index());
        assertThat(now.erased()).isTrue();
        assertThat(now.context()).isEqualTo(Value.Struct.EMPTY);
        assertThat(now.leaf()).isEqualTo(one.leaf());
      }
      assertThat(record(office, other.index())).isEqualTo(other);
      assertThat(record(office, erased.record()).leaf())
          .contains("\"act\":\"begin_erasure\"", "\"before\":" + erased.record())
          .doesNotContain("Ada L.");
      assertThat(office.service.queries().ledger("acme", erased.record(), 1).getFirst().beside())
          .as("the value that it was about is gone with the rest")
          .isNull();
      assertThat(record(office, erased.record() + 1).leaf())
          .contains("\"act\":\"erase\"", "\"by\":\"attribute\"", "\"name\":\"customer\"")
          .contains("[%d,%d]".formatted(first.index(), first.index()))
          .contains("\"asked\":\"" + erased.id() + "\"")
          .doesNotContain("Ada L.");
      assertThat(record(office, erased.record() + 2).leaf())
          .contains("\"act\":\"end_erasure\"", "\"target\":\"" + erased.id() + "\"")
          .contains("\"records\":2")
          .doesNotContain("Ada L.");
      intact(office);
      LedgerReplay.Summary replayed = office.replay("acme");
      assertThat(replayed.erased()).isEqualTo(2);
      assertThat(replayed.same()).isEqualTo(1);
      assertThat(erase(office, customer("Ada L.")).records()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void agentsAndPlacesAreErasedToo(boolean sqlite) {
    try (Office office = office(sqlite)) {
      AuditRecord first = read(office, "Ada L.");
      AuditRecord second = read(office, "Bob M.");
      Selection places = new Selection.ByRecords(second.index(), second.index());
      assertThat(erase(office, places).records()).isEqualTo(1);
      assertThat(record(office, first.index()).erased()).isFalse();
      assertThat(record(office, second.index()).erased()).isTrue();
      assertThat(erase(office, new Selection.ByAgent("nobody")).records()).isZero();
      assertThat(erase(office, new Selection.ByAgent("agent")).records()).isPositive();
      assertThat(erase(office, new Selection.ByAgent("agent")).records())
          .as("the acts that erased it hold no values themselves")
          .isZero();
      assertThat(record(office, first.index()).erased()).isTrue();
      assertThat(erase(office, new Selection.ByRecords(1_000, 2_000)).records()).isZero();
    }
  }

  /** More than one act takes at once. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void manyRecordsAreErasedInTurns(boolean sqlite) {
    try (Office office = office(sqlite)) {
      int many = Act.Erase.MOST + 1;
      for (int i = 0; i < many; i++) {
        read(office, "Ada L.");
      }
      assertThat(erase(office, customer("Ada L.")).records()).isEqualTo(many);
      ErasureOrder order = order(office, ask(office, customer("Ada L.")));
      List<Long> tooMany = LongStream.range(0, many).boxed().toList();
      assertThat(office.perform("acme", new Act.Erase(order, tooMany, List.of(), List.of())))
          .isInstanceOf(Done.Refused.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatPeopleSawOfAnApprovalGoesWhenItIsOver(boolean sqlite) {
    try (Office office = office(sqlite)) {
      Map<String, Value> attributes =
          Map.of("amount", Value.Num.of(5), "customer", new Value.Text("Ada L."));
      Webhook webhook =
          new Webhook(
              "w",
              "https://a.example/",
              EnumSet.allOf(Notice.Kind.class),
              "s",
              null,
              null,
              Office.START,
              0);
      office.perform("acme", new Act.PutWebhook(webhook));
      Answer asked = office.enforce(Office.request("acme", "pay", attributes));
      String approval = asked.approvals().getFirst().id();
      assertThat(noticed(office)).containsExactly(asked.approvals().getFirst().attributes());
      ErasureOrder early = erase(office, customer("Ada L."));
      assertThat(early.approvals()).isZero();
      assertThat(early.live()).isEqualTo(1);
      office.advance(Duration.ofHours(2));
      assertThat(erase(office, customer("Ada L.")).approvals()).isEqualTo(1);
      assertThat(office.service.queries().approval("acme", approval).orElseThrow().attributes())
          .isEqualTo(Value.Struct.EMPTY);
      assertThat(noticed(office))
          .as("what waits for a webhook says it no more, and nothing is told anew")
          .hasSize(1)
          .containsOnly(Value.Struct.EMPTY);
    }
  }

  /** What the notices that wait for a webhook show of an approval. */
  private static List<Value.Struct> noticed(Office office) {
    return office.service.queries().deliveries("acme", "w", false, "", 10).items().stream()
        .map(one -> Objects.requireNonNull(one.notice().approval()).attributes())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsKeptForTooLongIsLetGoAndNothingEarlier(boolean sqlite) throws IOException {
    try (Office office = office(sqlite)) {
      office.retaining("acme", Duration.ofDays(5));
      AuditRecord first = read(office, "Ada L.");
      office.advance(Duration.ofDays(1));
      AuditRecord second = read(office, "Ada L.");
      office.advance(Duration.ofDays(4).minusNanos(1_000));
      assertThat(Retention.prune(office.service, Objects.requireNonNull(office.now.get()), 10))
          .isTrue();
      assertThat(record(office, first.index()).erased()).isFalse();
      office.advance(Duration.ofNanos(1_000));
      assertThat(Retention.prune(office.service, Objects.requireNonNull(office.now.get()), 10))
          .isTrue();
      assertThat(record(office, first.index()).erased()).isTrue();
      assertThat(record(office, second.index()).erased()).isFalse();
      long end = office.service.queries().firstAt("acme", Instant.MAX);
      assertThat(record(office, end - 1).leaf())
          .contains("\"act\":\"prune\"", "\"id\":\"policy\"")
          .contains("[[%d,%d]]".formatted(first.index(), first.index()));
      assertThat(Retention.prune(office.service, Objects.requireNonNull(office.now.get()), 10))
          .isTrue();
      assertThat(office.service.queries().firstAt("acme", Instant.MAX)).isEqualTo(end);
      intact(office);
    }
  }

  /** As whoever is killed after each of its steps: what was committed stays, the rest follows. */
  @Test
  void whatIsCutOffGoesOn() throws IOException {
    int many = 2 * Erasure.PAGE + 100;
    Path before = Files.createDirectory(folder.resolve("before"));
    long asked;
    try (Office office = Office.over(SqliteStore.open(DataFolder.open(before))).open("acme")) {
      for (int i = 0; i < many; i++) {
        read(office, i % 2 == 0 ? "Ada L." : "Bob M.");
      }
      asked = ask(office, customer("Ada L."));
    }
    int steps = 0;
    for (boolean ended = false; !ended; steps++) {
      Path here = copy(before, folder.resolve("run" + steps));
      try (Office office = Office.over(SqliteStore.open(DataFolder.open(here)))) {
        ended = goOn(office, steps) instanceof Erasure.Ended;
        assertThat(order(office, asked).ended() != null).isEqualTo(ended);
      }
      try (Office office = Office.over(SqliteStore.open(DataFolder.open(here)))) {
        if (!ended) {
          assertThat(goOn(office, 100)).isInstanceOf(Erasure.Ended.class);
        }
        assertThat(order(office, asked).records()).as("after %d steps", steps).isEqualTo(many / 2);
        assertThat(Erasure.waiting(office.service, "acme")).isEmpty();
        for (LedgerRow row : office.service.queries().ledger("acme", 0, 1_000)) {
          assertThat(row.beside() == null || !RecordedSubject.holds(row.beside(), "customer", ADA))
              .as("record %d after %d steps", row.index(), steps)
              .isTrue();
        }
        intact(office);
      }
    }
    assertThat(steps).as("pages of records, approvals and tokens, and the end").isEqualTo(8);
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
    return to;
  }

  @Test
  void howFarItCameIsKeptWhereNothingIsFoundToo() {
    try (Office office = office(false)) {
      for (int i = 0; i < 19 * Erasure.PAGE; i++) {
        read(office, "Bob M.");
      }
      read(office, "Ada L.");
      for (int i = 0; i < Erasure.PAGE; i++) {
        read(office, "Bob M.");
      }
      long asked = ask(office, customer("Cy"));
      goOn(office, 19);
      assertThat(order(office, asked).next()).isZero();
      goOn(office, 20);
      assertThat(order(office, asked).next()).isEqualTo(20L * Erasure.PAGE);
      assertThat(goOn(office, 5)).isInstanceOf(Erasure.Ended.class);
      assertThat(order(office, asked).records()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsRecordedMeanwhileIsNotLookedAt(boolean sqlite) {
    try (Office office = office(sqlite)) {
      AuditRecord before = read(office, "Ada L.");
      long asked = ask(office, customer("Ada L."));
      assertThat(ExportFormat.JSONL.line(ShownRecord.of(record(office, asked))))
          .as("what is to go is shown to nobody once more")
          .contains("begin_erasure")
          .doesNotContain("Ada L.", "\"erased\"");
      AuditRecord meanwhile = read(office, "Ada L.");
      assertThat(goOn(office, 100)).isInstanceOf(Erasure.Ended.class);
      assertThat(record(office, before.index()).erased()).isTrue();
      assertThat(record(office, meanwhile.index()).erased()).isFalse();
      long places = ask(office, new Selection.ByRecords(0, Long.MAX_VALUE));
      assertThat(order(office, places).end()).isEqualTo(places);
      assertThat(goOn(office, 100)).isInstanceOf(Erasure.Ended.class);
      assertThat(record(office, meanwhile.index()).erased()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twoAtOnceFollowEachOtherAndEachEnds(boolean sqlite) {
    try (Office office = office(sqlite)) {
      read(office, "Ada L.");
      read(office, "Bob M.");
      long ada = ask(office, customer("Ada L."));
      long again = ask(office, customer("Ada L."));
      long all = ask(office, new Selection.ByRecords(0, 100));
      long bob = ask(office, customer("Bob M."));
      for (long turn : List.of(ada, again, all, bob)) {
        assertThat(((Erasure.Ended) goOn(office, 100)).order().record()).isEqualTo(turn);
      }
      assertThat(order(office, ada).records()).isEqualTo(1);
      assertThat(order(office, again).records()).isZero();
      assertThat(order(office, all).records()).isPositive();
      assertThat(order(office, bob).records()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void soManyWaitAndSoManyThatEndedAreRemembered(boolean sqlite) {
    try (Office office = office(sqlite)) {
      Selection nobody = new Selection.ByAgent("nobody");
      for (int i = 0; i < ErasureOrder.WAITING_MAX; i++) {
        ask(office, nobody);
      }
      Done more = office.perform("acme", new Act.BeginErasure(Office.ADMIN, nobody));
      assertThat(more).isInstanceOf(Done.Refused.class);
      assertThat(((Done.Refused) more).why()).isEqualTo(Done.Why.FULL);
      goOn(office, 100);
      ask(office, nobody);
      while (Erasure.waiting(office.service, "acme").isPresent()) {
        goOn(office, 100);
      }
      while (office.service.queries().erasures("acme").size() < ErasureOrder.ENDED_MAX) {
        erase(office, nobody);
      }
      long first = office.service.queries().erasures("acme").getLast().record();
      long last = erase(office, nobody).record();
      List<ErasureOrder> kept = office.service.queries().erasures("acme");
      assertThat(kept).hasSize(ErasureOrder.ENDED_MAX);
      assertThat(kept.getFirst().record()).isEqualTo(last);
      assertThat(kept).noneMatch(one -> one.record() == first);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatHasEndedIsNotGoneOnWith(boolean sqlite) {
    try (Office office = office(sqlite)) {
      read(office, "Ada L.");
      ErasureOrder over = erase(office, customer("Ada L."));
      for (Act act :
          List.of(
              new Act.Erase(over.at(1, 1), List.of(0L), List.of(), List.of()),
              new Act.EndErasure(over, 0))) {
        Done done = office.perform("acme", act);
        assertThat(done).isInstanceOf(Done.Refused.class);
        assertThat(((Done.Refused) done).why()).isEqualTo(Done.Why.UNKNOWN);
      }
    }
  }

  /** Neither in pages that are free now, nor in the log in front of the database. */
  @Test
  void whatWasErasedIsOverwritten() throws IOException {
    try (Office office = office(true)) {
      read(office, "Ada L.");
      erase(office, customer("Ada L."));
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain("for Ada L.", "Ada L.");
      }
    }
  }
}
