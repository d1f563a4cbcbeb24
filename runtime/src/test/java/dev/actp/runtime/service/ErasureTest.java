package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.ledger.verify.Demands;
import dev.actp.runtime.ledger.verify.JsonLines;
import dev.actp.runtime.ledger.verify.LedgerVerifier;
import dev.actp.runtime.ledger.verify.Verdict;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.LedgerRow;
import dev.actp.runtime.registry.Queries;
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

  private static Erasure.Erased erase(Office office, Selection selection) {
    Erasure.Result result =
        Erasure.run(
            office.service,
            "acme",
            Office.ADMIN,
            selection,
            Objects.requireNonNull(office.now.get()));
    assertThat(result).isInstanceOf(Erasure.Erased.class);
    return (Erasure.Erased) result;
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
      Erasure.Erased erased = erase(office, customer("Ada L."));

      assertThat(erased.records()).isEqualTo(2);
      for (AuditRecord one : List.of(first, second)) {
        AuditRecord now = record(office, one.index());
        assertThat(now.erased()).isTrue();
        assertThat(now.context()).isEqualTo(Value.Struct.EMPTY);
        assertThat(now.leaf()).isEqualTo(one.leaf());
      }
      assertThat(record(office, other.index())).isEqualTo(other);
      AuditRecord act = record(office, Objects.requireNonNull(erased.receipt()).index());
      assertThat(act.leaf())
          .contains("\"act\":\"erase\"", "\"by\":\"attribute\"", "\"name\":\"customer\"")
          .contains("[%d,%d]".formatted(first.index(), first.index()))
          .doesNotContain("Ada L.");
      intact(office);
      LedgerReplay.Summary replayed = office.replay("acme");
      assertThat(replayed.erased()).isEqualTo(2);
      assertThat(replayed.same()).isEqualTo(1);
      assertThat(erase(office, customer("Ada L."))).isEqualTo(new Erasure.Erased(0, 0, 0, 0, null));
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
      List<Long> tooMany = LongStream.range(0, many).boxed().toList();
      assertThat(
              office.perform("acme", new Act.Erase("records", "", tooMany, List.of(), List.of())))
          .isInstanceOf(Done.Refused.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatPeopleSawOfAnApprovalGoesWhenItIsOver(boolean sqlite) {
    try (Office office = office(sqlite)) {
      Map<String, Value> attributes =
          Map.of("amount", Value.Num.of(5), "customer", new Value.Text("Ada L."));
      Answer asked = office.enforce(Office.request("acme", "pay", attributes));
      String approval = asked.approvals().getFirst().id();
      Erasure.Erased early = erase(office, customer("Ada L."));
      assertThat(early.approvals()).isZero();
      assertThat(early.live()).isEqualTo(1);
      office.advance(Duration.ofHours(2));
      assertThat(erase(office, customer("Ada L.")).approvals()).isEqualTo(1);
      assertThat(office.service.queries().approval("acme", approval).orElseThrow().attributes())
          .isEqualTo(Value.Struct.EMPTY);
    }
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
