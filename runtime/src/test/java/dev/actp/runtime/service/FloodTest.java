package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.reference.ReferenceDecider;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A flood of refusals fills no ledger: beyond a quota they are counted, and recorded together. */
class FloodTest {
  private final MemoryStore memory = new MemoryStore();
  private final AtomicReference<FaultyStore.Fault> fault =
      new AtomicReference<>(FaultyStore.Fault.NONE);

  private Office office(int quota) {
    return Office.of(settings(quota));
  }

  private Settings settings(int quota) {
    return Office.settings(new FaultyStore(memory, fault::get), new ReferenceDecider())
        .withRecords(RecordBounds.USUAL.withRefusals(quota));
  }

  private static Answer deny(Office office) {
    Answer denied = office.enforce(Office.request("acme", "nothing", Map.of()));
    assertThat(denied.decision().outcome()).isEqualTo(Outcome.DENY);
    return denied;
  }

  private static Reason.Code code(Answer answer) {
    return answer.decision().reasons().getFirst().code();
  }

  /** Lets the writer commit something: what is due of counts goes with it. */
  private static void commit(Office office) {
    office.perform("acme", new Act.AddMember("finance", "p" + office.now.get()));
  }

  private List<AuditRecord> found(String action) {
    AuditFilter filter = AuditFilter.ALL.with(AuditFilter.Field.ACTION, action);
    return memory.queries().audit("acme", filter, "", 1_000).items();
  }

  private String counted() {
    return found(Quota.ACT).getFirst().leaf();
  }

  @Test
  void sixHundredDenialsOfAnAgentHaveARecordEach() {
    try (Office office = Office.over(memory).open("acme")) {
      for (int i = 0; i < 600; i++) {
        assertThat(deny(office).receipt()).isNotNull();
      }
      Answer counted = deny(office);
      assertThat(counted.receipt()).isNull();
      assertThat(counted.counted()).isTrue();
      assertThat(found("nothing")).hasSize(600);
    }
    assertThat(counted()).contains("\"count\":1");
  }

  @Test
  void whatIsCountedIsRecordedTogetherWhenTheMinuteIsOver() {
    try (Office office = office(5).open("acme")) {
      for (int i = 0; i < 12; i++) {
        Answer denied = deny(office);
        assertThat(denied.counted()).isEqualTo(i >= 5);
        assertThat(denied.receipt() == null).isEqualTo(i >= 5);
      }
      office.advance(Duration.ofSeconds(60).minusNanos(1_000));
      assertThat(deny(office).counted()).isTrue();
      assertThat(found(Quota.ACT)).isEmpty();
      office.advance(Duration.ofNanos(1_000));
      commit(office);
      assertThat(deny(office).receipt()).isNotNull();
      assertThat(found(Quota.ACT)).hasSize(1);
      assertThat(counted())
          .contains("\"count\":8", "\"agent_suspended\":8", "\"of\":\"agent\"")
          .contains("\"kind\":\"act\"", "\"sealed\":{}", "\"target\":\"agent\"")
          .contains("\"first\":\"2026-02-16T15:00:00Z\"")
          .contains("\"last\":\"2026-02-16T15:00:59.999999Z\"");
    }
  }

  @Test
  void aMinuteThatIsOverIsRecordedThoughNobodyAsks() {
    AtomicReference<Instant> now = new AtomicReference<>(Office.START);
    Office.over(memory).open("acme").close();
    DecisionService service =
        DecisionService.stepped(
            settings(0)
                .withClocks(now::get, () -> Duration.between(Office.START, now.get()).toNanos()));
    CompletableFuture<Answer> denied =
        service.enforce(Office.request("acme", "nothing", Map.of())).toCompletableFuture();
    assertThat(service.step()).isTrue();
    assertThat(denied.join().counted()).isTrue();
    now.updateAndGet(before -> before.plusSeconds(60).minusNanos(1_000));
    assertThat(service.step()).isFalse();
    assertThat(found(Quota.ACT)).isEmpty();
    now.updateAndGet(before -> before.plusNanos(1_000));
    assertThat(service.step()).isFalse();
    assertThat(found(Quota.ACT)).hasSize(1);
    service.step();
    service.close();
    assertThat(found(Quota.ACT)).hasSize(1);
  }

  @Test
  void whatIsCountedIsRecordedAtTheEnd() {
    Office office = office(1).open("acme");
    for (int i = 0; i < 4; i++) {
      deny(office);
    }
    assertThat(found(Quota.ACT)).isEmpty();
    office.close();
    assertThat(found(Quota.ACT)).hasSize(1);
    assertThat(counted()).contains("\"count\":3");
  }

  @Test
  void whatAllowsOrOpensAnApprovalIsRecordedWhateverTheQuota() {
    try (Office office = office(0).open("acme")) {
      assertThat(office.act("acme").receipt()).isNotNull();
      Answer asks = office.pay("acme", 1);
      assertThat(asks.decision().outcome()).isEqualTo(Outcome.NEEDS_APPROVAL);
      assertThat(asks.receipt()).isNotNull();
      Answer again = office.pay("acme", 1);
      assertThat(again.decision().outcome()).isEqualTo(Outcome.NEEDS_APPROVAL);
      assertThat(again.approvals()).isEqualTo(asks.approvals());
      assertThat(again.counted()).isTrue();
      assertThat(deny(office).counted()).isTrue();
    }
    assertThat(counted()).contains("\"approval_needed\":1", "\"count\":2");
  }

  @Test
  void theBreakerCountsWhatIsNotRecordedAndForgetsNothingWhenTheServerIsKilled() {
    Office killed = office(0).open("acme");
    deny(killed);
    deny(killed);
    try (Office office = office(0)) {
      assertThat(office.act("acme").decision().outcome()).isEqualTo(Outcome.ALLOW);
      deny(office);
      assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.AGENT_SUSPENDED);
      assertThat(found("suspend_agent")).hasSize(1);
    }
    assertThat(counted()).contains("\"count\":2");
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
      commit(office);
      assertThat(found(Quota.ACT)).hasSize(1);
      assertThat(counted()).contains("\"count\":3");
    }
  }

  @Test
  void aDenialThatIsOnlyCountedIsDecidedAnewWhereItIsRepeated() {
    Enforcement named = Office.request("acme", "nothing", Map.of(), "r1");
    try (Office office = office(1).open("acme")) {
      Answer first = office.enforce(named);
      assertThat(office.enforce(named).replayed()).isTrue();
      assertThat(office.enforce(named).receipt()).isEqualTo(first.receipt());
      Enforcement other = Office.request("acme", "nothing", Map.of(), "r2");
      assertThat(office.enforce(other).counted()).isTrue();
      Answer again = office.enforce(other);
      assertThat(again.replayed()).isFalse();
      assertThat(again.counted()).isTrue();
    }
    assertThat(counted()).contains("\"count\":2");
  }

  @Test
  void namesThatAreNoAgentsShareAQuota() {
    try (Office office = office(1).open("acme")) {
      assertThat(office.enforce(of("nobody")).receipt()).isNotNull();
      assertThat(office.enforce(of("noone")).counted()).isTrue();
      assertThat(deny(office).receipt()).isNotNull();
    }
    assertThat(counted())
        .contains("\"count\":1", "\"agent_unknown\":1", "\"of\":\"agent\"", "\"target\":\"\"");
  }

  private static Enforcement of(String agent) {
    Enforcement asked = Office.request("acme", "nothing", Map.of());
    VerifiedToken.Link leaf = asked.token().leaf();
    VerifiedToken.Link link =
        new VerifiedToken.Link(
            "j-" + agent, agent, leaf.notBefore(), leaf.expires(), leaf.grants());
    VerifiedToken token =
        new VerifiedToken("acme", "j-" + agent, Value.Struct.EMPTY, List.of(link));
    return new Enforcement(asked.request(), token, Office.GATEWAY, null, null, false);
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
    }
    assertThat(counted())
        .contains("\"count\":3", "\"report_outcome:unknown\":3", "\"target\":\"k-admin\"");
  }
}
