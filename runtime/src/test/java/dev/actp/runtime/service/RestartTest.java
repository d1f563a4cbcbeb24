package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.verify.Demands;
import dev.actp.runtime.ledger.verify.LedgerVerifier;
import dev.actp.runtime.ledger.verify.Verdict;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.SqliteLedger;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.store.StoreException;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service over SQLite knows again after it was closed and started. */
class RestartTest {
  @TempDir Path folder;

  private Office start() {
    return Office.over(SqliteStore.open(DataFolder.open(folder)));
  }

  private static Reason.Code code(Answer answer) {
    return answer.decision().reasons().get(0).code();
  }

  @Test
  void limitsGoOn() {
    try (Office office = start().open("acme")) {
      for (int i = 0; i < Office.LIMIT - 1; i++) {
        office.act("acme");
      }
    }
    try (Office office = start()) {
      assertThat(office.act("acme").decision().outcome()).isEqualTo(Outcome.ALLOW);
      assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.LIMIT_REACHED);
    }
    try (Office office = start()) {
      assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.LIMIT_REACHED);
      office.advance(Duration.ofHours(24));
      assertThat(office.act("acme").decision().outcome()).isEqualTo(Outcome.ALLOW);
    }
  }

  @Test
  void approvalsGoOn() {
    String id;
    try (Office office = start().open("acme")) {
      office.perform("acme", new Act.AddMember("finance", "dana"));
      id = office.pay("acme", 5).approvals().get(0).id();
    }
    try (Office office = start()) {
      assertThat(office.pay("acme", 5).approvals().get(0).id()).isEqualTo(id);
      assertThat(office.perform("acme", new Act.Decide(id, "dana", true, "")))
          .isInstanceOf(Done.Committed.class);
    }
    try (Office office = start()) {
      assertThat(office.pay("acme", 5).decision().outcome()).isEqualTo(Outcome.ALLOW);
    }
    try (Office office = start()) {
      assertThat(office.pay("acme", 5).decision().outcome()).isEqualTo(Outcome.NEEDS_APPROVAL);
    }
  }

  @Test
  void revocationsAndSuspensionsGoOn() {
    try (Office office = start().open("acme").open("other")) {
      office.perform("acme", new Act.Revoke(new Revocation.OfAgent("agent")));
      for (int i = 0; i < 3; i++) {
        office.enforce(Office.request("other", "unheard of", Map.of()));
      }
    }
    try (Office office = start()) {
      assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.TOKEN_REVOKED);
      assertThat(code(office.act("other"))).isEqualTo(Reason.Code.AGENT_SUSPENDED);
      office.perform("acme", new Act.RegisterToken(Office.issued("acme", "j2")));
    }
    try (Office office = start()) {
      Enforcement old = Office.request("acme", "act", Map.of());
      Enforcement issuedSince =
          new Enforcement(
              old.request(), Office.token("acme", "j2"), old.caller(), null, null, false);
      assertThat(office.enforce(issuedSince).decision().outcome()).isEqualTo(Outcome.ALLOW);
      assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.TOKEN_REVOKED);
    }
  }

  @Test
  void aRepeatedRequestGetsItsRecord() {
    Enforcement named =
        Office.request("acme", "act", Map.of("note", new Value.Text("a \"b\"\n\u20ac")), "r1");
    Answer first;
    try (Office office = start().open("acme")) {
      first = office.enforce(named);
    }
    try (Office office = start()) {
      Answer again = office.enforce(named);
      assertThat(again.replayed()).isTrue();
      assertThat(again.receipt()).isEqualTo(first.receipt());
      assertThat(again.decidedAt()).isEqualTo(first.decidedAt());
      office.advance(Duration.ofMinutes(2));
      assertThat(office.enforce(named).replayed()).isFalse();
    }
  }

  @Test
  void theLedgerIsIntactAndGoesOn() throws IOException {
    try (Office office = start().open("acme").open("other")) {
      office.act("acme");
    }
    try (Office office = start()) {
      office.act("other");
      office.act("acme");
    }
    try (SqliteLedger ledger = SqliteLedger.open(folder)) {
      assertThat(ledger.tenants()).containsExactly("acme", "other");
      for (String tenant : ledger.tenants()) {
        Receipt head = ledger.head(tenant).orElseThrow();
        try (Leaves leaves = ledger.lines(tenant)) {
          assertThat(LedgerVerifier.verify(leaves, Demands.NONE.and(head)))
              .isEqualTo(new Verdict.Intact(tenant, head.index() + 1, head, 0, 0));
        }
      }
    }
  }

  @Test
  void retiredPoliciesAndMailDomainsGoOn() {
    Act domains = new Act.SetMailDomains(new TreeSet<>(List.of("b.example", "a.example")));
    Done set;
    try (Office office = start().open("acme")) {
      set = office.perform("acme", domains);
      office.perform("acme", new Act.RetirePolicy("p1"));
    }
    try (Office office = start()) {
      assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.POLICY_UNKNOWN);
      long before = records(office);
      assertThat(office.perform("acme", domains)).isInstanceOf(set.getClass());
      assertThat(records(office)).isEqualTo(before);
    }
  }

  private static long records(Office office) {
    return office.service.queries().audit("acme", AuditFilter.ALL, "", 1_000).items().size();
  }

  @Test
  void aDatabaseThatTakesNoMoreDeniesAndLeavesNothingHalfDone() throws SQLException {
    start().open("acme").close();
    change(
        "CREATE TRIGGER full BEFORE INSERT ON record"
            + " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
    try (Office office = start()) {
      long before = records(office);
      for (int i = 0; i < Office.LIMIT; i++) {
        Answer denied = office.act("acme");
        assertThat(code(denied)).isEqualTo(Reason.Code.STORE_UNAVAILABLE);
        assertThat(denied.receipt()).isNull();
      }
      assertThat(records(office)).isEqualTo(before);
    }
    change("DROP TRIGGER full");
    try (Office office = start()) {
      for (int i = 0; i < Office.LIMIT; i++) {
        assertThat(office.act("acme").decision().outcome()).isEqualTo(Outcome.ALLOW);
      }
      assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.LIMIT_REACHED);
    }
  }

  private int change(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("actp.db"));
        Statement one = connection.createStatement()) {
      return one.executeUpdate(statement);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM record WHERE id = (SELECT max(id) FROM record)",
        "DELETE FROM record",
        "UPDATE record SET leaf = (SELECT leaf FROM record LIMIT 1)"
            + " WHERE id = (SELECT max(id) FROM record)",
        "INSERT INTO record SELECT id + 1, at, outcome, agent, action, token, caller, request,"
            + " request_digest, leaf FROM record WHERE id = (SELECT max(id) FROM record)",
        "UPDATE tenant SET head_index = head_index - 1",
        "UPDATE tenant SET head_index = -1",
        "UPDATE tenant SET head_hash = '00'"
      })
  void aStoreWhoseLastRecordIsNotTheOneCommittedDoesNotStart(String tampering) throws SQLException {
    try (Office office = start().open("acme")) {
      office.act("acme");
    }
    assertThat(change(tampering)).isPositive();
    SqliteStore store = SqliteStore.open(DataFolder.open(folder));
    assertThatThrownBy(() -> Office.over(store))
        .isInstanceOf(StoreException.class)
        .rootCause()
        .hasMessageContaining("is not the one that was committed last");
    store.close();
  }
}
