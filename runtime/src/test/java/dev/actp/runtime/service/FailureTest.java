package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.reference.ReferenceDecider;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FailureTest {
  private final MemoryStore memory = new MemoryStore();
  private final AtomicReference<FaultyStore.Fault> fault =
      new AtomicReference<>(FaultyStore.Fault.NONE);

  private static Reason.Code code(Answer answer) {
    return answer.decision().reasons().get(0).code();
  }

  private long allowsRecorded() {
    AuditFilter allows =
        AuditFilter.DECISIONS.with(AuditFilter.Field.ACTION, "act").with(Outcome.ALLOW);
    return memory.queries().audit("acme", allows, "", 1_000).items().size();
  }

  @Test
  void aFullDiskDeniesAndLeavesNothingHalfDone() {
    try (Office office = Office.over(new FaultyStore(memory, fault::get)).open("acme")) {
      fault.set(FaultyStore.Fault.BEFORE);
      long before = memory.queries().audit("acme", AuditFilter.ALL, "", 1_000).items().size();
      for (int i = 0; i < 3; i++) {
        Answer denied = office.act("acme");
        assertThat(code(denied)).isEqualTo(Reason.Code.STORE_UNAVAILABLE);
        assertThat(denied.receipt()).isNull();
      }
      assertThat(office.perform("acme", new Act.PutAgent(Office.agent("b"))))
          .isInstanceOfSatisfying(
              Done.Refused.class, no -> assertThat(no.why()).isEqualTo(Done.Why.STORE_UNAVAILABLE));
      assertThat(memory.queries().audit("acme", AuditFilter.ALL, "", 1_000).items())
          .hasSize((int) before);
      fault.set(FaultyStore.Fault.NONE);
      for (int i = 0; i < Office.LIMIT; i++) {
        assertThat(office.act("acme").decision().outcome()).isEqualTo(Outcome.ALLOW);
      }
      assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.LIMIT_REACHED);
    }
  }

  @Test
  void aTenantThatCouldNotBeCreatedIsNotThere() {
    fault.set(FaultyStore.Fault.BEFORE);
    try (Office office = Office.over(new FaultyStore(memory, fault::get)).open("acme")) {
      assertThat(memory.tenants()).isEmpty();
      fault.set(FaultyStore.Fault.NONE);
      office.open("acme");
      assertThat(office.act("acme").decision().outcome()).isEqualTo(Outcome.ALLOW);
    }
  }

  /**
   * Whatever the store does, and whenever the process starts anew: what was allowed is recorded,
   * and never too much.
   */
  @Test
  void failuresAndRestartsNeverAllowTooMuch() {
    for (long seed = 1; seed <= 100; seed++) {
      new World(seed).run();
    }
  }

  /** A service whose store fails and which starts anew, by a seed. */
  private static final class World {
    private final long seed;
    private final Random random;
    private final MemoryStore memory = new MemoryStore();
    private final Supplier<FaultyStore.Fault> faults;
    private boolean failing;
    private int allowed;

    World(long seed) {
      this.seed = seed;
      random = new Random(seed);
      faults =
          () -> {
            FaultyStore.Fault[] all = FaultyStore.Fault.values();
            return failing && random.nextInt(3) == 0
                ? all[random.nextInt(all.length)]
                : FaultyStore.Fault.NONE;
          };
    }

    void run() {
      Office office = Office.over(new FaultyStore(memory, faults)).open("acme");
      failing = true;
      for (int step = 0; step < 12; step++) {
        burst(office);
        if (random.nextInt(4) == 0) {
          office.close();
          office = Office.over(new FaultyStore(memory, faults));
        }
      }
      failing = false;
      burst(office);
      burst(office);
      List<AuditRecord> recorded = recorded();
      assertThat(allowed).as("seed %d", seed).isLessThanOrEqualTo(recorded.size());
      assertThat(recorded).as("seed %d", seed).hasSize(Office.LIMIT);
      office.close();
    }

    private void burst(Office office) {
      List<CompletionStage<Answer>> answers = new ArrayList<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        answers.add(office.service.enforce(Office.request("acme", "act", Map.of())));
      }
      for (CompletionStage<Answer> stage : answers) {
        Answer answer = Office.await(stage);
        if (answer.decision().outcome() == Outcome.ALLOW) {
          allowed++;
          assertThat(answer.receipt()).isNotNull();
        }
      }
    }

    private List<AuditRecord> recorded() {
      AuditFilter allows =
          AuditFilter.DECISIONS.with(AuditFilter.Field.ACTION, "act").with(Outcome.ALLOW);
      return memory.queries().audit("acme", allows, "", 1_000).items();
    }
  }

  @Test
  void aFullQueueDeniesAtOnceAndDropsNothing() {
    FaultyStore store = new FaultyStore(memory, fault::get);
    Settings settings = Office.settings(store, new ReferenceDecider()).withQueue(4, 1);
    try (Office office = Office.of(settings).open("acme")) {
      int free = store.gate.drainPermits();
      List<CompletionStage<Answer>> waiting = new ArrayList<>();
      Answer refused = null;
      while (refused == null) {
        CompletionStage<Answer> stage =
            office.service.enforce(Office.request("acme", "act", Map.of()));
        if (stage.toCompletableFuture().isDone()) {
          refused = Office.await(stage);
        } else {
          waiting.add(stage);
        }
      }
      assertThat(code(refused)).isEqualTo(Reason.Code.OVERLOADED);
      assertThat(waiting).hasSizeBetween(4, 6);
      store.gate.release(free);
      waiting.forEach(
          stage -> assertThat(Office.await(stage).decision().outcome()).isEqualTo(Outcome.ALLOW));
      assertThat(allowsRecorded()).isEqualTo(waiting.size());
    }
  }

  @Test
  void whatWaitsWhenItIsClosedIsDecidedAndWhatComesLaterIsNot() {
    Office office = Office.over(memory).open("acme");
    CompletionStage<Answer> before =
        office.service.enforce(Office.request("acme", "act", Map.of()));
    office.close();
    assertThat(Office.await(before).decision().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.OVERLOADED);
  }

  @Test
  void aClockThatJumpsDeniesUntilSomebodyConfirmsIt() {
    Store store = memory;
    AtomicReference<Duration> jumped = new AtomicReference<>(Duration.ZERO);
    Settings settings =
        Office.settings(store, new ReferenceDecider())
            .withClocks(() -> Office.START.plus(jumped.get()), () -> 0);
    try (DecisionService service = DecisionService.start(settings)) {
      Office office = Office.around(service);
      office.open("acme");
      jumped.set(Duration.ofSeconds(60));
      assertThat(office.act("acme").decision().outcome()).isEqualTo(Outcome.ALLOW);
      jumped.set(Duration.ofSeconds(121));
      assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.CLOCK_JUMPED);
      assertThat(office.perform("acme", new Act.PutAgent(Office.agent("b"))))
          .isInstanceOf(Done.Refused.class);
      assertThat(office.perform("acme", new Act.ConfirmClock())).isInstanceOf(Done.Committed.class);
      assertThat(office.act("acme").decision().outcome()).isEqualTo(Outcome.ALLOW);
      jumped.set(Duration.ofHours(-1));
      assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.CLOCK_JUMPED);
      office.perform("acme", new Act.ConfirmClock());
      Answer back = office.act("acme");
      assertThat(back.decidedAt()).isEqualTo(Office.START.plusSeconds(121));
    }
  }

  @Test
  void whatTakesBackGoesOnWhileTheClockIsNotTrusted() {
    AtomicReference<Duration> jumped = new AtomicReference<>(Duration.ZERO);
    Settings settings =
        Office.settings(memory, new ReferenceDecider())
            .withClocks(() -> Office.START.plus(jumped.get()), () -> 0);
    try (DecisionService service = DecisionService.start(settings)) {
      Office office = Office.around(service);
      office.open("acme");
      office.perform("acme", new Act.AddMember("finance", "dana"));
      jumped.set(Duration.ofDays(400));
      assertThat(service.clockJumped()).isFalse(); // nobody has looked at it since
      assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.CLOCK_JUMPED);
      assertThat(service.clockJumped()).isTrue();
      List<Act> takingBack =
          List.of(
              new Act.Revoke(new Revocation.Token("j1")),
              new Act.RevokeKey("k-acme"),
              new Act.RemoveMember("finance", "dana"),
              new Act.RetirePolicy("p1"));
      for (Act act : takingBack) {
        assertThat(office.perform("acme", act))
            .as(act.toString())
            .isInstanceOfSatisfying(
                Done.Committed.class,
                done -> assertThat(leaf(done)).contains("\"at\":\"2026-02-16T15:00:00.000000Z\""));
      }
      for (Act act : List.of(new Act.Resume("agent"), new Act.AddMember("finance", "dana"))) {
        assertThat(office.perform("acme", act)).isInstanceOf(Done.Refused.class);
      }
      assertThat(service.clockJumped()).isTrue();
      office.perform("acme", new Act.ConfirmClock());
      assertThat(service.clockJumped()).isFalse();
      assertThat(code(office.act("acme"))).isNotEqualTo(Reason.Code.CLOCK_JUMPED);
    }
  }

  private String leaf(Done.Committed done) {
    return memory.queries().record("acme", done.receipt().index()).orElseThrow().leaf();
  }

  @Test
  void aConfirmationThatIsNotOnDiskConfirmsNothing() {
    AtomicReference<Duration> jumped = new AtomicReference<>(Duration.ZERO);
    Settings settings =
        Office.settings(new FaultyStore(memory, fault::get), new ReferenceDecider())
            .withClocks(() -> Office.START.plus(jumped.get()), () -> 0);
    try (DecisionService service = DecisionService.start(settings)) {
      Office office = Office.around(service);
      office.open("acme");
      jumped.set(Duration.ofHours(1));
      fault.set(FaultyStore.Fault.BEFORE);
      assertThat(office.perform("acme", new Act.ConfirmClock())).isInstanceOf(Done.Refused.class);
      fault.set(FaultyStore.Fault.NONE);
      assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.CLOCK_JUMPED);
    }
  }
}
