package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.store.Store;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the service promises over any store. */
abstract class DecisionServiceContract {
  private Office office;

  abstract Store store();

  @BeforeEach
  void open() {
    office = Office.over(store()).open("acme");
  }

  @AfterEach
  void close() {
    office.close();
  }

  private static Receipt receipt(Answer answer) {
    return Objects.requireNonNull(answer.receipt());
  }

  private static Reason.Code code(Answer answer) {
    return answer.decision().reasons().get(0).code();
  }

  @Test
  void allowsUpToTheLimitAndRecordsEveryDecision() {
    for (int i = 0; i < Office.LIMIT; i++) {
      assertThat(office.act("acme").decision().outcome()).isEqualTo(Outcome.ALLOW);
    }
    Answer eleventh = office.act("acme");
    assertThat(code(eleventh)).isEqualTo(Reason.Code.LIMIT_REACHED);
    List<AuditRecord> records =
        office.service.queries().audit("acme", AuditFilter.DECISIONS, "", 100).items();
    assertThat(records).hasSize(Office.LIMIT + 1);
    assertThat(records.get(0).leafHash()).isEqualTo(receipt(eleventh).leafHash());
    assertThat(records.get(0).auditId()).isEqualTo(eleventh.auditId());
  }

  @Test
  void aDryRunConsumesNothingAndIsRecordedAsSuch() {
    Enforcement real = Office.request("acme", "act", Map.of());
    Enforcement dry =
        new Enforcement(real.request(), real.token(), real.caller(), null, null, true);
    for (int i = 0; i < 2 * Office.LIMIT; i++) {
      Answer answer = office.enforce(dry);
      assertThat(answer.decision().outcome()).isEqualTo(Outcome.ALLOW);
      assertThat(answer.dryRun()).isTrue();
    }
    assertThat(office.act("acme").decision().outcome()).isEqualTo(Outcome.ALLOW);
    AuditRecord second =
        office.service.queries().audit("acme", AuditFilter.DECISIONS, "", 2).items().get(1);
    assertThat(second.leaf()).contains("\"dry_run\":true");
  }

  @Test
  void theSameRequestIdGetsTheSameRecord() {
    Enforcement named = Office.request("acme", "act", Map.of(), "r1");
    Answer first = office.enforce(named);
    Answer again = office.enforce(named);
    assertThat(again.replayed()).isTrue();
    assertThat(again.receipt()).isEqualTo(first.receipt());
    assertThat(again.decision().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(again.decision().exercised()).isEqualTo(first.decision().exercised());
    Answer other =
        office.enforce(Office.request("acme", "act", Map.of("x", Value.Num.of(1)), "r1"));
    assertThat(other.replayed()).isFalse();
  }

  @Test
  void requestsSentAgainBetweenOthersGetTheirOwnRecords() {
    List<Answer> first = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      first.add(office.enforce(numbered(i)));
    }
    for (int i : new int[] {1, 0, 2, 2, 1, 0}) {
      office.advance(Duration.ofSeconds(19));
      office.act("acme");
      Answer again = office.enforce(numbered(i));
      assertThat(again.replayed()).isTrue();
      assertThat(again.receipt()).isEqualTo(first.get(i).receipt());
    }
    Caller stranger = new Caller("k-other", Caller.Kind.ENFORCEMENT_POINT);
    Enforcement named = numbered(1);
    Enforcement others =
        new Enforcement(named.request(), named.token(), stranger, "r1", null, false);
    assertThat(office.enforce(others).replayed()).isFalse();
    office.advance(Duration.ofSeconds(6));
    assertThat(office.enforce(numbered(0)).replayed()).isFalse();
  }

  private static Enforcement numbered(int i) {
    return Office.request("acme", "read", Map.of("number", Value.Num.of(i)), "r" + i);
  }

  private static Act.ActivatePolicy activate(String id, String name) {
    TreeMap<String, String> files = new TreeMap<>(Map.of("p.actp", "source of " + name));
    return new Act.ActivatePolicy(id, "p.actp", files, TestPolicy.named(name, Office.LIMIT));
  }

  @Test
  void policiesAreSwappedAllOrNone() {
    Queries queries = office.service.queries();
    Act taken =
        new Act.SwapPolicies(List.of(), List.of(activate("p2", "other"), activate("p3", "policy")));
    Act unknown = new Act.SwapPolicies(List.of("p1", "none"), List.of(activate("p2", "other")));
    Act twice =
        new Act.SwapPolicies(List.of(), List.of(activate("p2", "one"), activate("p2", "two")));

    for (Act refused : List.of(taken, unknown, twice)) {
      assertThat(office.perform("acme", refused)).isInstanceOf(Done.Refused.class);
      assertThat(queries.policies("acme", "", 10).items())
          .extracting(PolicyVersion::id)
          .containsExactly("p1");
    }
    assertThat(office.act("acme").decision().outcome()).isEqualTo(Outcome.ALLOW);

    Act swap =
        new Act.SwapPolicies(
            List.of("p1"), List.of(activate("p2", "other"), activate("p3", "policy")));
    assertThat(office.perform("acme", swap)).isInstanceOf(Done.Committed.class);

    assertThat(queries.policies("acme", "", 10).items())
        .extracting(PolicyVersion::id)
        .containsExactly("p2", "p3");
    assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.POLICY_UNKNOWN);
    AuditFilter activated = AuditFilter.ALL.with(AuditFilter.Field.ACTION, "activate_policy");
    assertThat(queries.audit("acme", activated, "", 10).items()).hasSize(3);
  }

  @Test
  void aRetiredPolicyGrantsNothingUntilItIsActivatedAgain() {
    assertThat(office.perform("acme", new Act.RetirePolicy("p1")))
        .isInstanceOf(Done.Committed.class);
    assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.POLICY_UNKNOWN);
    Queries queries = office.service.queries();
    assertThat(queries.policy("acme", "p1")).isEmpty();
    assertThat(queries.policyNamed("acme", "policy")).isEmpty();
    assertThat(queries.policies("acme", "", 10).items()).isEmpty();
    assertThat(queries.versions("acme", "p1", Integer.MAX_VALUE, 10)).hasSize(1);
    assertThat(queries.lastNamed("acme", "policy").orElseThrow().id()).isEqualTo("p1");
    assertThat(office.perform("acme", new Act.RetirePolicy("p1"))).isInstanceOf(Done.Refused.class);
    TestPolicy policy = TestPolicy.named("policy", Office.LIMIT);
    TreeMap<String, String> files = new TreeMap<>(Map.of("p.actp", "source"));
    assertThat(office.perform("acme", new Act.ActivatePolicy("p1", "p.actp", files, policy)))
        .isInstanceOfSatisfying(
            Done.Committed.class, done -> assertThat(done.number()).isEqualTo(2));
    assertThat(office.act("acme").decision().outcome()).isEqualTo(Outcome.ALLOW);
    AuditFilter retired = AuditFilter.ALL.with(AuditFilter.Field.ACTION, "retire_policy");
    assertThat(queries.audit("acme", retired, "", 10).items()).hasSize(2);
  }

  @Test
  void mailDomainsAreRecordedAndBadOnesRefused() {
    Act own = new Act.SetMailDomains(new TreeSet<>(List.of("company.com", "mail.company.com")));
    Done first = office.perform("acme", own);
    assertThat(first).isInstanceOf(Done.Committed.class);
    assertThat(office.perform("acme", own)).isEqualTo(first);
    for (String bad : List.of("", "com", "Company.com", "@company.com", "a..b", "a.b ", ".a.b")) {
      assertThat(office.perform("acme", new Act.SetMailDomains(new TreeSet<>(List.of(bad)))))
          .as(bad)
          .isInstanceOfSatisfying(
              Done.Refused.class, no -> assertThat(no.why()).isEqualTo(Done.Why.INVALID));
    }
    TreeSet<String> many = new TreeSet<>();
    for (int i = 0; i <= 100; i++) {
      many.add("d" + i + ".example");
    }
    assertThat(office.perform("acme", new Act.SetMailDomains(many)))
        .isInstanceOf(Done.Refused.class);
    many.removeLast();
    assertThat(office.perform("acme", new Act.SetMailDomains(many)))
        .isInstanceOf(Done.Committed.class);
  }

  @Test
  void aRevokedTokenGetsNoEarlierAnswer() {
    Enforcement named = Office.request("acme", "act", Map.of(), "r1");
    office.enforce(named);
    office.perform("acme", new Act.Revoke(new Revocation.Token("j1")));
    Answer again = office.enforce(named);
    assertThat(again.replayed()).isFalse();
    assertThat(code(again)).isEqualTo(Reason.Code.TOKEN_REVOKED);
  }

  @Test
  void whatWaitsIsDecidedAfreshUnderTheSameRequestId() {
    office.perform("acme", new Act.AddMember("finance", "dana"));
    Enforcement named = Office.request("acme", "pay", Map.of("amount", Value.Num.of(5)), "r1");
    Answer waiting = office.enforce(named);
    assertThat(waiting.decision().outcome()).isEqualTo(Outcome.NEEDS_APPROVAL);
    String approval = waiting.approvals().get(0).id();
    office.perform("acme", new Act.Decide(approval, "dana", true, "fine"));
    Answer allowed = office.enforce(named);
    assertThat(allowed.decision().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(office.enforce(named).replayed()).isTrue();
    assertThat(office.service.queries().approval("acme", approval).orElseThrow().state())
        .isEqualTo(Approval.State.USED);
  }

  @Test
  void onlyMembersWhoAreNotConcernedDecide() {
    office.perform("acme", new Act.AddMember("finance", "k-issuer"));
    String approval = office.pay("acme", 5).approvals().get(0).id();
    assertThat(office.service.queries().waiting(Office.START).approvals()).isEqualTo(1);
    office.advance(Duration.ofSeconds(1));
    office.perform("acme", new Act.AddMember("finance", "late"));
    for (String person : List.of("stranger", "late", "k-issuer")) {
      assertThat(office.perform("acme", new Act.Decide(approval, person, true, "")))
          .as(person)
          .isInstanceOfSatisfying(
              Done.Refused.class, no -> assertThat(no.why()).isEqualTo(Done.Why.FORBIDDEN));
    }
    assertThat(office.perform("acme", new Act.Decide("apr_none", "late", true, "")))
        .isInstanceOfSatisfying(
            Done.Refused.class, no -> assertThat(no.why()).isEqualTo(Done.Why.UNKNOWN));
  }

  @Test
  void aReportedFailureGivesTheBudgetBackOnce() {
    office.perform("acme", new Act.AddMember("finance", "dana"));
    Answer paid = approved(100);
    assertThat(code(office.pay("acme", 1))).isEqualTo(Reason.Code.LIMIT_REACHED);
    long index = receipt(paid).index();
    Caller stranger = new Caller("k-other", Caller.Kind.ENFORCEMENT_POINT);
    assertThat(office.perform("acme", new Act.Report(index, stranger, Act.Outcome.FAILED)))
        .isInstanceOf(Done.Refused.class);
    assertThat(office.perform("acme", new Act.Report(index, Office.GATEWAY, Act.Outcome.FAILED)))
        .isInstanceOf(Done.Committed.class);
    assertThat(office.perform("acme", new Act.Report(index, Office.GATEWAY, Act.Outcome.FAILED)))
        .isInstanceOf(Done.Refused.class);
    assertThat(approved(100).decision().outcome()).isEqualTo(Outcome.ALLOW);
  }

  private Answer approved(long amount) {
    Answer asked = office.pay("acme", amount);
    office.perform("acme", new Act.Decide(asked.approvals().get(0).id(), "dana", true, ""));
    return office.pay("acme", amount);
  }

  @Test
  void denialsSuspendTheAgentAndTheSuspensionIsRecordedAndLifted() {
    for (int i = 0; i < 3; i++) {
      office.enforce(Office.request("acme", "unheard of", Map.of()));
    }
    assertThat(code(office.act("acme"))).isEqualTo(Reason.Code.AGENT_SUSPENDED);
    assertThat(office.service.queries().suspension("acme", "agent")).isPresent();
    assertThat(office.service.queries().waiting(Office.START).suspensions()).isEqualTo(1);
    assertThat(
            office.service.queries().waiting(Office.START.plus(Duration.ofDays(1))).suspensions())
        .isZero();
    AuditFilter suspensions = AuditFilter.ALL.with(AuditFilter.Field.ACTION, "suspend_agent");
    assertThat(office.service.queries().audit("acme", suspensions, "", 10).items()).hasSize(1);
    office.perform("acme", new Act.Resume("agent"));
    assertThat(office.act("acme").decision().outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  void tenantsShareNothing() {
    office.open("other");
    for (int i = 0; i < Office.LIMIT; i++) {
      office.act("acme");
    }
    assertThat(office.act("other").decision().outcome()).isEqualTo(Outcome.ALLOW);
    office.perform("acme", new Act.Revoke(Revocation.Everything.EVERYTHING));
    assertThat(office.act("other").decision().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(office.service.queries().agent("nobody", "agent")).isEmpty();
    Enforcement foreign = Office.request("acme", "read", Map.of());
    Answer denied =
        office.enforce(
            new Enforcement(
                foreign.request(),
                Office.token("other", "j1"),
                foreign.caller(),
                null,
                null,
                false));
    assertThat(code(denied)).isEqualTo(Reason.Code.TOKEN_INVALID);
    assertThat(receipt(denied).index()).isLessThan(1_000);
  }

  @Test
  void anUnknownTenantIsDeniedAndLeavesNothing() {
    Answer answer = office.act("nobody");
    assertThat(code(answer)).isEqualTo(Reason.Code.TOKEN_INVALID);
    assertThat(answer.receipt()).isNull();
    assertThat(office.perform("nobody", new Act.PutAgent(Office.agent("a"))))
        .isInstanceOf(Done.Refused.class);
    assertThat(office.service.queries().tenants()).hasSize(1);
  }

  @Test
  void aDeciderThatThrowsDenies() {
    try (Office broken =
        Office.over(
            new MemoryStore(),
            (policies, request, token, facts) -> {
              throw new StackOverflowError();
            })) {
      broken.open("acme");
      Answer answer = broken.act("acme");
      assertThat(code(answer)).isEqualTo(Reason.Code.INTERNAL_ERROR);
      assertThat(answer.receipt()).isNotNull();
    }
  }
}
