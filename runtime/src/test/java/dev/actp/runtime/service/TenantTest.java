package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.reference.ReferenceDecider;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.Plan;
import dev.actp.runtime.registry.Quotas;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.store.Store;
import dev.actp.runtime.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants as a whole: who may act in their name, and how much. */
class TenantTest {
  private static final Actor OPERATOR = new Actor(Actor.Kind.OPERATOR, "k-operator");

  @TempDir Path folder;

  private static Office office() {
    return Office.over(new MemoryStore()).open("acme").open("beta");
  }

  private Store sqlite() {
    return SqliteStore.open(DataFolder.open(folder));
  }

  private static Done operate(Office office, String tenant, Act act) {
    return Office.await(office.service.perform(tenant, OPERATOR, act));
  }

  private static Quotas quota(Quotas.Kind kind, long most) {
    return new Quotas(null, Map.of(kind, most));
  }

  private static Reason.Code why(Answer answer) {
    assertThat(answer.decision().outcome()).isEqualTo(Outcome.DENY);
    return answer.decision().reasons().getFirst().code();
  }

  private static Outcome read(Office office, String tenant) {
    return answer(office, tenant).decision().outcome();
  }

  /** Reads with a token that is good for as long as tests take. */
  private static Answer answer(Office office, String tenant) {
    Enforcement asked = Office.request(tenant, "read", Map.of());
    VerifiedToken.Link link =
        new VerifiedToken.Link(
            "j1",
            "agent",
            Office.START,
            Office.START.plus(Duration.ofDays(60)),
            asked.token().leaf().grants());
    VerifiedToken token = new VerifiedToken(tenant, "j1", Value.Struct.EMPTY, List.of(link));
    return office.enforce(
        new Enforcement(asked.request(), token, asked.caller(), null, null, false));
  }

  @Test
  void inADisabledTenantsNameNothingIsAllowedOrDone() {
    try (Office office = office()) {
      Enforcement named = Office.request("acme", "act", Map.of(), "r1");
      assertThat(office.enforce(named).decision().outcome()).isEqualTo(Outcome.ALLOW);

      assertThat(operate(office, "acme", new Act.DisableTenant()))
          .isInstanceOf(Done.Committed.class);

      assertThat(why(office.enforce(named))).isEqualTo(Reason.Code.TENANT_DISABLED);
      assertThat(why(answer(office, "acme"))).isEqualTo(Reason.Code.TENANT_DISABLED);
      assertThat(Office.await(office.service.standing(Office.token("acme", "j1"))).defect())
          .isEqualTo(Reason.Code.TENANT_DISABLED);
      assertThat(office.perform("acme", new Act.PutAgent(Office.agent("other"))))
          .isInstanceOfSatisfying(
              Done.Refused.class, no -> assertThat(no.why()).isEqualTo(Done.Why.FORBIDDEN));
      assertThat(office.service.tenant("acme").orElseThrow().disabled()).isTrue();
      assertThat(read(office, "beta")).isEqualTo(Outcome.ALLOW);

      operate(office, "acme", new Act.EnableTenant());

      assertThat(read(office, "acme")).isEqualTo(Outcome.ALLOW);
    }
  }

  @Test
  void whatIsSaidOfATenantLastsAndIsInItsOwnLedger() {
    try (Office office = Office.over(sqlite()).open("acme").open("beta")) {
      operate(office, "acme", new Act.DisableTenant());
      operate(office, "beta", new Act.SetQuotas(new Quotas(Plan.GROWTH, Map.of())));
    }
    try (Office office = Office.over(sqlite())) {
      assertThat(office.service.queries().tenants())
          .extracting(Tenant::id, Tenant::disabled, one -> one.quotas().plan())
          .containsExactly(tuple("acme", true, null), tuple("beta", false, Plan.GROWTH));
      assertThat(why(answer(office, "acme"))).isEqualTo(Reason.Code.TENANT_DISABLED);
      assertThat(new String(last(office, "beta"), StandardCharsets.UTF_8))
          .contains("set_quotas", "growth", "500000", "k-operator");
    }
  }

  private static byte[] last(Office office, String tenant) {
    return office.service.queries().ledger(tenant, 0, 100).getLast().leaf();
  }

  @Test
  void anOperatorsKeyIsOfNoTenantAndNoTenantsKeyIsAnOperators() {
    try (Office office = office()) {
      ApiKey operators = key(Tenant.OPERATOR, "k-op", Set.of(ApiKey.Role.OPERATOR));

      assertThat(operate(office, Tenant.OPERATOR, new Act.CreateTenant(Tenant.OPERATOR, operators)))
          .isInstanceOf(Done.Committed.class);
      for (ApiKey bad :
          List.of(
              key("acme", "k-1", Set.of(ApiKey.Role.OPERATOR)),
              key("acme", "k-2", Set.of(ApiKey.Role.OPERATOR, ApiKey.Role.ADMIN)),
              key(Tenant.OPERATOR, "k-3", Set.of(ApiKey.Role.OPERATOR, ApiKey.Role.AUDITOR)),
              key(Tenant.OPERATOR, "k-4", Set.of(ApiKey.Role.ADMIN)))) {
        assertThat(operate(office, bad.tenant(), new Act.AddKey(bad)))
            .as(bad.id())
            .isInstanceOfSatisfying(
                Done.Refused.class, no -> assertThat(no.why()).isEqualTo(Done.Why.INVALID));
      }
      assertThat(operate(office, Tenant.OPERATOR, new Act.DisableTenant()))
          .isInstanceOf(Done.Refused.class);
      assertThat(operate(office, Tenant.OPERATOR, new Act.SetQuotas(Quotas.NONE)))
          .isInstanceOf(Done.Refused.class);
    }
  }

  private static ApiKey key(String tenant, String id, Set<ApiKey.Role> roles) {
    return new ApiKey(
        id,
        tenant,
        "key",
        "00",
        roles,
        null,
        Set.of(),
        Set.of(),
        null,
        true,
        true,
        Office.START,
        null,
        false);
  }

  @Test
  void thereAreATenantToMany() {
    try (Office office = Office.over(new MemoryStore())) {
      for (int i = 0; i < Desks.MOST; i++) {
        String tenant = "t" + i;
        assertThat(office.perform(tenant, create(tenant))).isInstanceOf(Done.Committed.class);
      }
      assertThat(office.perform("more", create("more")))
          .isInstanceOfSatisfying(
              Done.Refused.class, no -> assertThat(no.why()).isEqualTo(Done.Why.FULL));
      assertThat(office.service.tenant("more")).isEmpty();
    }
  }

  private static Act create(String tenant) {
    return new Act.CreateTenant(tenant, Office.key(tenant, "k-" + tenant));
  }

  @Test
  void agentsAtWorkAreCountedAndTakingBackIsNeverRefused() {
    try (Office office = office()) {
      operate(office, "acme", new Act.SetQuotas(quota(Quotas.Kind.AGENTS, 2)));

      assertThat(put(office, "second", false)).isInstanceOf(Done.Committed.class);
      assertThat(put(office, "third", false))
          .isInstanceOfSatisfying(
              Done.Refused.class,
              no -> {
                assertThat(no.why()).isEqualTo(Done.Why.QUOTA);
                assertThat(no.exceeded())
                    .isEqualTo(new Exceeded(Quotas.Kind.AGENTS, 2, Office.START, null));
              });
      assertThat(put(office, "third", true)).isInstanceOf(Done.Committed.class);
      operate(office, "acme", new Act.SetQuotas(quota(Quotas.Kind.AGENTS, 0)));
      assertThat(put(office, "second", true)).isInstanceOf(Done.Committed.class);
      assertThat(put(office, "second", false)).isInstanceOf(Done.Refused.class);
      assertThat(read(office, "acme")).isEqualTo(Outcome.ALLOW);
      operate(office, "acme", new Act.SetQuotas(quota(Quotas.Kind.AGENTS, 2)));
      assertThat(put(office, "third", false)).isInstanceOf(Done.Committed.class);
      assertThat(put(office, "second", false)).isInstanceOf(Done.Refused.class);
    }
  }

  private static Done put(Office office, String id, boolean disabled) {
    Agent agent =
        new Agent(id, id, "", Value.Struct.EMPTY, List.of(), null, disabled, Office.START);
    return office.perform("acme", new Act.PutAgent(agent));
  }

  @Test
  void policiesInForceAreCountedAndTheirNewVersionsAreNot() {
    try (Office office = office()) {
      operate(office, "acme", new Act.SetQuotas(quota(Quotas.Kind.POLICIES, 2)));

      assertThat(activate(office, "p2", "second", "1")).isInstanceOf(Done.Committed.class);
      assertThat(activate(office, "p3", "third", "1"))
          .isInstanceOfSatisfying(
              Done.Refused.class, no -> assertThat(no.why()).isEqualTo(Done.Why.QUOTA));
      assertThat(activate(office, "p2", "second", "5")).isInstanceOf(Done.Committed.class);
      assertThat(office.perform("acme", new Act.RetirePolicy("p2")))
          .isInstanceOf(Done.Committed.class);
      assertThat(activate(office, "p3", "third", "1")).isInstanceOf(Done.Committed.class);
    }
  }

  private static Done activate(Office office, String id, String name, String version) {
    TestPolicy policy = TestPolicy.named(name, Integer.parseInt(version) + 10);
    return office.perform(
        "acme",
        new Act.ActivatePolicy(
            id, version, new TreeMap<>(Map.of(version, "source " + name)), policy));
  }

  @Test
  void whatIsAllowedInAMonthIsCountedOverRestartsAndBeginsAnew() {
    Quotas three = quota(Quotas.Kind.ACTIONS_PER_MONTH, 3);
    try (Office office = Office.over(sqlite()).open("acme").open("beta")) {
      assertThat(read(office, "acme")).isEqualTo(Outcome.ALLOW);
      operate(office, "acme", new Act.SetQuotas(three));
      assertThat(read(office, "acme")).isEqualTo(Outcome.ALLOW);
      Enforcement unknown = Office.request("acme", "nothing", Map.of());
      assertThat(office.enforce(unknown).decision().outcome()).isEqualTo(Outcome.DENY);
    }
    Settings settings = Office.settings(sqlite(), new ReferenceDecider());
    InstantSource end = InstantSource.fixed(Instant.parse("2026-02-28T23:59:59.999999Z"));
    try (Office office = Office.around(DecisionService.start(settings.withClocks(end, () -> 0)))) {
      assertThat(read(office, "acme")).isEqualTo(Outcome.ALLOW);
      Answer denied = answer(office, "acme");
      assertThat(why(denied)).isEqualTo(Reason.Code.QUOTA_REACHED);
      assertThat(denied.receipt()).isNotNull();
      assertThat(denied.decision().reasons().getFirst().detail())
          .isEqualTo(
              "the tenant's quota `actions_per_month` of 3 is used up until 2026-03-01T00:00:00Z");
      assertThat(read(office, "beta")).isEqualTo(Outcome.ALLOW);
    }
    Settings next = Office.settings(sqlite(), new ReferenceDecider());
    InstantSource march = InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"));
    try (Office office = Office.around(DecisionService.start(next.withClocks(march, () -> 0)))) {
      assertThat(read(office, "acme")).isEqualTo(Outcome.ALLOW);
    }
  }

  @Test
  void onlyWhatIsAllowedIsCounted() {
    try (Office office = office()) {
      operate(office, "acme", new Act.SetQuotas(quota(Quotas.Kind.ACTIONS_PER_MONTH, 1)));
      Enforcement asked = Office.request("acme", "read", Map.of());
      Enforcement dry =
          new Enforcement(
              asked.request(), asked.token(), asked.caller(), null, asked.claimedIp(), true);

      assertThat(office.enforce(dry).decision().outcome()).isEqualTo(Outcome.ALLOW);
      assertThat(office.pay("acme", 50).decision().outcome()).isEqualTo(Outcome.NEEDS_APPROVAL);
      assertThat(office.enforce(asked).decision().outcome()).isEqualTo(Outcome.ALLOW);
      assertThat(why(office.enforce(asked))).isEqualTo(Reason.Code.QUOTA_REACHED);
      assertThat(why(office.enforce(dry))).isEqualTo(Reason.Code.QUOTA_REACHED);
      assertThat(read(office, "beta")).isEqualTo(Outcome.ALLOW);
    }
  }

  @Test
  void whatIsOverTheMonthsQuotaIsRecordedAsAFloodIs() {
    Settings settings =
        Office.settings(new MemoryStore(), new ReferenceDecider())
            .withRecords(RecordBounds.USUAL.withRefusals(2));
    try (Office office = Office.of(settings).open("acme")) {
      operate(office, "acme", new Act.SetQuotas(quota(Quotas.Kind.ACTIONS_PER_MONTH, 0)));
      List<Answer> answers =
          List.of(answer(office, "acme"), answer(office, "acme"), answer(office, "acme"));

      assertThat(answers).extracting(Answer::counted).containsExactly(false, false, true);
    }
  }

  @Test
  void valuesAreKeptNoLongerThanTheTenantMay() {
    try (Office office = office()) {
      office.retaining("acme", Duration.ofDays(30));
      operate(office, "acme", new Act.SetQuotas(new Quotas(Plan.SANDBOX, Map.of())));
      answer(office, "acme");
      answer(office, "beta");

      Instant week = Office.START.plus(Duration.ofDays(7));
      assertThat(office.service.queries().due("acme", week.minusSeconds(1), 10)).isEmpty();
      assertThat(office.service.queries().due("acme", week, 10)).hasSize(1);
      assertThat(office.service.queries().due("beta", week.plusSeconds(1), 10)).isEmpty();
    }
  }

  @Test
  void plansAreWhatIsPublishedAndAgreementsCountInsteadOfThem() {
    Quotas sandbox = new Quotas(Plan.SANDBOX, Map.of(Quotas.Kind.AGENTS, 4L));

    assertThat(sandbox.most(Quotas.Kind.AGENTS)).isEqualTo(4);
    assertThat(sandbox.most(Quotas.Kind.ACTIONS_PER_MONTH)).isEqualTo(500);
    assertThat(sandbox.most(Quotas.Kind.POLICIES)).isEqualTo(3);
    assertThat(sandbox.most(Quotas.Kind.REQUESTS_PER_SECOND)).isEqualTo(Long.MAX_VALUE);
    assertThat(new Quotas(Plan.STARTER, Map.of()).all())
        .containsEntry(Quotas.Kind.AGENTS, 5L)
        .containsEntry(Quotas.Kind.ACTIONS_PER_MONTH, 50_000L)
        .containsEntry(Quotas.Kind.RETENTION_DAYS, 30L)
        .doesNotContainKey(Quotas.Kind.POLICIES);
  }

  @Test
  void quotasHaveBounds() {
    try (Office office = office()) {
      for (Quotas.Kind kind : Quotas.Kind.values()) {
        assertThat(operate(office, "acme", new Act.SetQuotas(quota(kind, kind.least() - 1))))
            .isInstanceOf(Done.Refused.class);
        assertThat(operate(office, "acme", new Act.SetQuotas(quota(kind, kind.greatest() + 1))))
            .isInstanceOf(Done.Refused.class);
        assertThat(operate(office, "acme", new Act.SetQuotas(quota(kind, kind.greatest()))))
            .isInstanceOf(Done.Committed.class);
      }
    }
  }
}
