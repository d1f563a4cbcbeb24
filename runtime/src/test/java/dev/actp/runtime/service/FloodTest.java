package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.reference.ReferenceDecider;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flood of denials fills no ledger, and a ledger that is full refuses nobody a revocation. */
class FloodTest {
  private final MemoryStore memory = new MemoryStore();
  private final AtomicReference<FaultyStore.Fault> fault =
      new AtomicReference<>(FaultyStore.Fault.NONE);

  private Office office(int quota) {
    return office(new FaultyStore(memory, fault::get), RecordBounds.USUAL.withRefusals(quota));
  }

  private static Office office(Store store, RecordBounds records) {
    return Office.of(Office.settings(store, new ReferenceDecider()).withRecords(records));
  }

  private static Answer deny(Office office) {
    Answer denied = office.enforce(Office.request("acme", "nothing", Map.of()));
    assertThat(denied.decision().outcome()).isEqualTo(Outcome.DENY);
    return denied;
  }

  private static Reason.Code code(Answer answer) {
    return answer.decision().reasons().getFirst().code();
  }

  private List<AuditRecord> found(String action) {
    AuditFilter filter = AuditFilter.ALL.with(AuditFilter.Field.ACTION, action);
    return memory.queries().audit("acme", filter, "", 1_000).items();
  }

  @Test
  void denialsBeyondTheQuotaAreAnsweredAndCountedAndRecordedTogether() {
    try (Office office = office(5).open("acme")) {
      for (int i = 0; i < 12; i++) {
        Answer denied = deny(office);
        assertThat(denied.counted()).isEqualTo(i >= 5);
        assertThat(denied.receipt() == null).isEqualTo(i >= 5);
      }
      assertThat(found("nothing")).hasSize(5);
      office.advance(Duration.ofSeconds(60).minusNanos(1_000));
      assertThat(deny(office).counted()).isTrue();
      assertThat(found(Quota.ACT)).isEmpty();
      office.advance(Duration.ofNanos(1_000));
      assertThat(deny(office).receipt()).isNotNull();
      assertThat(found(Quota.ACT))
          .singleElement()
          .satisfies(
              one ->
                  assertThat(one.leaf())
                      .contains("\"count\":8", "\"agent_suspended\":8", "\"of\":\"agent\"")
                      .contains("\"kind\":\"act\"", "\"sealed\":{}", "\"target\":\"agent\"")
                      .contains("\"first\":\"2026-02-16T15:00:00Z\"")
                      .contains("\"last\":\"2026-02-16T15:00:59.999999Z\""));
    }
  }

  @Test
  void allowsAndWhatWaitsForApprovalAreRecordedWhateverTheQuota() {
    try (Office office = office(0).open("acme")) {
      assertThat(office.act("acme").receipt()).isNotNull();
      Answer asks = office.pay("acme", 1);
      assertThat(asks.decision().outcome()).isEqualTo(Outcome.NEEDS_APPROVAL);
      assertThat(asks.receipt()).isNotNull();
      assertThat(deny(office).receipt()).isNull();
    }
  }

  @Test
  void theBreakerCountsWhatIsNotRecordedAndForgetsNothingInACrash() {
    Office crashed = office(0).open("acme");
    deny(crashed);
    deny(crashed);
    try (Office office = office(0)) {
      assertThat(office.act("acme").decision().outcome()).isEqualTo(Outcome.ALLOW);
      deny(office);
      assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.AGENT_SUSPENDED);
      assertThat(found("suspend_agent")).hasSize(1);
    }
  }

  @Test
  void whatIsCountedIsRecordedAtTheEnd() {
    Office office = office(1).open("acme");
    for (int i = 0; i < 4; i++) {
      deny(office);
    }
    assertThat(found(Quota.ACT)).isEmpty();
    office.close();
    assertThat(found(Quota.ACT))
        .singleElement()
        .satisfies(one -> assertThat(one.leaf()).contains("\"count\":3"));
  }

  @Test
  void aStoreThatFailsLosesNoCount() {
    try (Office office = office(1).open("acme")) {
      deny(office);
      deny(office);
      deny(office);
      office.advance(Duration.ofMinutes(1));
      fault.set(FaultyStore.Fault.BEFORE);
      assertThat(code(deny(office))).isEqualTo(Reason.Code.STORE_UNAVAILABLE);
      fault.set(FaultyStore.Fault.NONE);
      deny(office);
      assertThat(found(Quota.ACT))
          .singleElement()
          .satisfies(one -> assertThat(one.leaf()).contains("\"count\":2"));
    }
  }

  @Test
  void refusedActsHaveAQuotaToo() {
    try (Office office = office(2).open("acme")) {
      Act report = new Act.Report(0, Office.GATEWAY, Act.Outcome.FAILED);
      for (int i = 0; i < 5; i++) {
        Done.Refused refused = (Done.Refused) office.perform("acme", report);
        assertThat(refused.why()).isEqualTo(Done.Why.UNKNOWN);
        assertThat(refused.receipt() == null).isEqualTo(i >= 2);
      }
      assertThat(deny(office).receipt()).isNotNull();
      office.advance(Duration.ofMinutes(1));
      deny(office);
      assertThat(found(Quota.ACT))
          .singleElement()
          .satisfies(
              one ->
                  assertThat(one.leaf())
                      .contains("\"report_outcome:unknown\":3", "\"target\":\"k-admin\""));
    }
  }

  @Test
  void aFullLedgerDeniesAndStillTakesBack(@TempDir Path folder) {
    SqliteStore store = SqliteStore.open(DataFolder.open(folder));
    long room = RecordBounds.ROOM_MIN;
    try (Office office = office(store, new RecordBounds(100_000, room)).open("acme")) {
      assertThat(office.service.full()).isFalse();
      Answer last = deny(office);
      for (int i = 0; i < 5_000 && last.receipt() != null; i++) {
        last = deny(office);
      }
      assertThat(code(last)).isEqualTo(Reason.Code.STORE_UNAVAILABLE);
      assertThat(last.decision().reasons().getFirst().detail())
          .isEqualTo("the ledger's room is used up");
      assertThat(office.service.full()).isTrue();
      assertThat(store.used()).isBetween(room / 20 * 19, room);
      assertThat(office.perform("acme", new Act.RegisterToken(Office.issued("acme", "j2"))))
          .isInstanceOf(Done.Refused.class);
      int added = 0;
      while (added < 5_000
          && office.perform("acme", new Act.PutAgent(Office.agent("b" + added)))
              instanceof Done.Committed) {
        added++;
      }
      assertThat(added).isBetween(5, 4_999);
      assertThat(store.used()).isBetween(room, room / 20 * 21);
      assertThat(office.perform("acme", new Act.Revoke(new Revocation.Token("j1"))))
          .isInstanceOf(Done.Committed.class);
      Act erase = new Act.Erase("records", "", List.of(6L), List.of(), List.of());
      assertThat(office.perform("acme", erase)).isInstanceOf(Done.Committed.class);
    }
    try (Office office =
        office(SqliteStore.open(DataFolder.open(folder)), new RecordBounds(600, 2 * room))) {
      assertThat(office.service.full()).isFalse();
      assertThat(code(deny(office))).isNotEqualTo(Reason.Code.STORE_UNAVAILABLE);
    }
  }
}
