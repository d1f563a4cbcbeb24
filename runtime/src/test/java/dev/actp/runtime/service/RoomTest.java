package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.reference.ReferenceDecider;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.store.Store;
import dev.actp.runtime.token.KeyState;
import dev.actp.runtime.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger whose room is used up denies, and refuses nobody a revocation. */
class RoomTest {
  private static final long ROOM = 100 * RecordBounds.ROOM_MIN;
  private static final long WORK = 95 * RecordBounds.ROOM_MIN;

  private final FaultyStore store =
      new FaultyStore(new MemoryStore(), () -> FaultyStore.Fault.NONE);

  private static Office office(Store store, long room) {
    return Office.of(
        Office.settings(store, new ReferenceDecider())
            .withQueue(100, 8)
            .withRecords(RecordBounds.USUAL.withRoom(room)));
  }

  private static void isFull(Done done) {
    assertThat(done)
        .isInstanceOfSatisfying(
            Done.Refused.class,
            refused -> {
              assertThat(refused.why()).isEqualTo(Done.Why.STORE_UNAVAILABLE);
              assertThat(refused.message()).startsWith("the ledger's room is used up");
              assertThat(refused.receipt()).isNull();
            });
  }

  private static void isFull(Answer answer) {
    assertThat(answer.decision().outcome()).isEqualTo(Outcome.DENY);
    assertThat(answer.receipt()).isNull();
    assertThat(answer.counted()).isFalse();
    assertThat(answer.decision().reasons())
        .extracting(Reason::code)
        .containsExactly(Reason.Code.STORE_UNAVAILABLE);
  }

  @Test
  void untilNineteenTwentiethsAreUsedAgentsAreServed() {
    try (Office office = office(store, ROOM).open("acme")) {
      store.used.set(WORK - 1);
      assertThat(office.service.full()).isFalse();
      Answer allowed = office.act("acme");
      assertThat(allowed.decision().outcome()).isEqualTo(Outcome.ALLOW);
      assertThat(office.perform("acme", new Act.RegisterToken(Office.issued("acme", "j2"))))
          .isInstanceOf(Done.Committed.class);
      store.used.set(WORK);
      assertThat(office.service.full()).isTrue();
      long records = office.service.queries().firstAt("acme", Instant.MAX);
      isFull(office.act("acme"));
      isFull(office.enforce(Office.request("acme", "nothing", Map.of())));
      isFull(office.perform("acme", new Act.RegisterToken(Office.issued("acme", "j3"))));
      isFull(office.perform("acme", new Act.RenewToken(Office.issued("acme", "j2"))));
      isFull(
          office.perform(
              "acme", new Act.Report(index(allowed), Office.GATEWAY, Act.Outcome.SUCCEEDED)));
      assertThat(office.service.queries().firstAt("acme", Instant.MAX)).isEqualTo(records);
    }
  }

  @Test
  void untilAllIsUsedThereIsAdministration() {
    try (Office office = office(store, ROOM).open("acme")) {
      store.used.set(ROOM - 1);
      assertThat(office.perform("acme", new Act.AddMember("finance", "dana")))
          .isInstanceOf(Done.Committed.class);
      store.used.set(ROOM);
      isFull(office.perform("acme", new Act.AddMember("finance", "eve")));
      isFull(office.perform("acme", new Act.PutAgent(Office.agent("agent2"))));
      isFull(office.perform("acme", new Act.ChangeTokenKey("k1", KeyState.ACTIVE)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {ROOM, 2 * ROOM})
  void takingBackHasNoBound(long used) {
    try (Office office = office(store, ROOM).open("acme")) {
      office.perform("acme", new Act.AddMember("finance", "dana"));
      Answer asks = office.pay("acme", 1);
      store.used.set(used);
      Agent agent = Office.agent("agent");
      Agent disabled =
          new Agent(
              agent.id(),
              agent.name(),
              "",
              Value.Struct.EMPTY,
              List.of("p1"),
              null,
              true,
              Office.START);
      List<Act> acts =
          List.of(
              new Act.Revoke(new Revocation.Token("j1")),
              new Act.Revoke(Revocation.Everything.EVERYTHING),
              new Act.RevokeKey("k-acme"),
              new Act.RemoveMember("finance", "dana"),
              new Act.Cancel(asks.approvals().getFirst().id()),
              new Act.PutAgent(disabled),
              new Act.ChangeTokenKey("k1", KeyState.RETIRED),
              new Act.ChangeTokenKey("k1", KeyState.COMPROMISED),
              new Act.BeginErasure(Office.ADMIN, new Selection.ByRecords(5, 5)),
              new Act.RetirePolicy("p1"),
              new Act.ConfirmClock());
      for (Act act : acts) {
        assertThat(office.perform("acme", act))
            .as(act.toString())
            .isInstanceOf(Done.Committed.class);
      }
      assertThat(Office.await(office.service.standing(Office.token("acme", "j1"))).defect())
          .isEqualTo(Reason.Code.TOKEN_REVOKED);
    }
  }

  @Test
  void aDatabaseThatFillsUpIsMeasured(@TempDir Path folder) {
    long room = RecordBounds.ROOM_MIN;
    SqliteStore sqlite = SqliteStore.open(DataFolder.open(folder));
    try (Office office = office(sqlite, room).open("acme")) {
      assertThat(office.service.full()).isFalse();
      for (int i = 0; i < 500 && !office.service.full(); i++) {
        fill(office);
      }
      assertThat(sqlite.used()).isBetween(room / 20 * 19, room);
      isFull(office.act("acme"));
      int added = 0;
      while (added < 500
          && office.perform("acme", new Act.AddMember("finance", "p" + added))
              instanceof Done.Committed) {
        added++;
      }
      assertThat(added).isBetween(5, 499);
      assertThat(sqlite.used()).isBetween(room, room / 20 * 21);
      assertThat(office.perform("acme", new Act.Revoke(new Revocation.Token("j1"))))
          .isInstanceOf(Done.Committed.class);
    }
    SqliteStore again = SqliteStore.open(DataFolder.open(folder));
    assertThat(again.used()).isGreaterThanOrEqualTo(room / 20 * 19);
    try (Office office = office(again, room)) {
      isFull(office.act("acme"));
    }
    try (Office office = office(SqliteStore.open(DataFolder.open(folder)), 2 * room)) {
      assertThat(office.service.full()).isFalse();
      assertThat(office.act("acme").receipt()).isNotNull();
    }
  }

  private static long index(Answer answer) {
    return Objects.requireNonNull(answer.receipt()).index();
  }

  /** As many requests as are committed together, each with 2 KiB. */
  private static void fill(Office office) {
    Value text = new Value.Text("x".repeat(2_048));
    List<CompletionStage<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(office.service.enforce(Office.request("acme", "read", Map.of("text", text))));
    }
    answers.forEach(Office::await);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1, RecordBounds.ROOM_MIN - 1})
  void thereIsALeastRoom(long room) {
    assertThatThrownBy(() -> RecordBounds.USUAL.withRoom(room))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
