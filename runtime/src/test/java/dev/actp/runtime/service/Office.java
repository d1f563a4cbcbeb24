package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decider;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.reference.ReferenceDecider;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.LedgerPages;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.replay.LedgerReplay;
import dev.actp.runtime.replay.Replayer;
import dev.actp.runtime.store.Store;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A decision service with a clock that a test moves, and tenants with an agent, a policy and a
 * token each.
 */
final class Office implements AutoCloseable {
  static final Instant START = Instant.parse("2026-02-16T15:00:00Z");
  static final Actor ADMIN = new Actor(Actor.Kind.KEY, "k-admin");
  static final Caller GATEWAY = new Caller("k-gateway", Caller.Kind.ENFORCEMENT_POINT);

  final AtomicReference<Instant> now;
  final DecisionService service;

  private Office(DecisionService service, AtomicReference<Instant> now) {
    this.now = now;
    this.service = service;
  }

  /** The same words for a service whose clock is not ours. */
  static Office around(DecisionService service) {
    return new Office(service, new AtomicReference<>(START));
  }

  /** A service whose clocks go only when a test says so. */
  static Office of(Settings settings) {
    AtomicReference<Instant> now = new AtomicReference<>(START);
    InstantSource wall = now::get;
    return new Office(
        DecisionService.start(
            settings.withClocks(wall, () -> Duration.between(START, now.get()).toNanos())),
        now);
  }

  void advance(Duration by) {
    now.updateAndGet(before -> before.plus(by));
  }

  /** A service over a store. */
  static Office over(Store store) {
    return over(store, new ReferenceDecider());
  }

  static Office over(Store store, Decider decider) {
    return of(settings(store, decider));
  }

  static Settings settings(Store store, Decider decider) {
    return Settings.of(store, decider, Office::load, "test/1");
  }

  /** Puts a policy in force that keeps values for so long: its file says it. */
  void retaining(String tenant, Duration retain) {
    TestPolicy policy = TestPolicy.named("policy", LIMIT, retain);
    perform(
        tenant,
        new Act.ActivatePolicy(
            "p1", retain.toString(), new TreeMap<>(Map.of(retain.toString(), "source")), policy));
  }

  private static CompiledPolicy load(PolicyVersion version) {
    if (version.main().startsWith("PT")) {
      return TestPolicy.named(version.name(), LIMIT, Duration.parse(version.main()));
    }
    return TestPolicy.named(version.name(), limit(version.version()));
  }

  private static int limit(String version) {
    return version.equals("1") ? LIMIT : Integer.parseInt(version);
  }

  static final int LIMIT = 10;

  static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  Done perform(String tenant, Act act) {
    return await(service.perform(tenant, ADMIN, act));
  }

  /** Creates a tenant with an agent, a policy and a registered token. */
  Office open(String tenant) {
    perform(tenant, new Act.CreateTenant("Tenant " + tenant, key(tenant, "k-" + tenant)));
    perform(tenant, new Act.PutAgent(agent("agent")));
    TestPolicy policy = TestPolicy.named("policy", LIMIT);
    perform(
        tenant,
        new Act.ActivatePolicy("p1", "p.actp", new TreeMap<>(Map.of("p.actp", "source")), policy));
    perform(tenant, new Act.RegisterToken(issued(tenant, "j1")));
    return this;
  }

  static ApiKey key(String tenant, String id) {
    Set<ApiKey.Role> roles = Set.of(ApiKey.Role.ADMIN, ApiKey.Role.ENFORCER);
    return new ApiKey(
        id, tenant, "key", "00", roles, null, Set.of(), Set.of(), null, true, true, START, null,
        false);
  }

  static Agent agent(String id) {
    return new Agent(id, "Agent " + id, "", Value.Struct.EMPTY, List.of("p1"), null, false, START);
  }

  static IssuedToken issued(String tenant, String jti) {
    return new IssuedToken(token(tenant, jti), START, "k-issuer", Value.Struct.EMPTY, null);
  }

  static VerifiedToken token(String tenant, String jti) {
    VerifiedToken.Grant grant = new VerifiedToken.Grant("p1", null, Set.of("act", "pay", "read"));
    VerifiedToken.Link link =
        new VerifiedToken.Link(jti, "agent", START, START.plusSeconds(10 * 86_400), List.of(grant));
    return new VerifiedToken(tenant, jti, Value.Struct.EMPTY, List.of(link));
  }

  static Enforcement request(String tenant, String action, Map<String, Value> attributes) {
    return request(tenant, action, attributes, null);
  }

  static Enforcement request(
      String tenant, String action, Map<String, Value> attributes, @Nullable String requestId) {
    Request request =
        new Request(
            tenant,
            action,
            "thing://1",
            new Value.Struct(new TreeMap<>(attributes)),
            null,
            null,
            true);
    return new Enforcement(request, token(tenant, "j1"), GATEWAY, requestId, null, false);
  }

  Answer enforce(Enforcement enforcement) {
    return await(service.enforce(enforcement));
  }

  Answer act(String tenant) {
    return enforce(request(tenant, "act", Map.of()));
  }

  Answer pay(String tenant, long amount) {
    return enforce(request(tenant, "pay", Map.of("amount", Value.Num.of(amount))));
  }

  /** Decides everything that was recorded again: it has to come out the same. */
  LedgerReplay.Summary replay(String tenant) {
    Queries queries = service.queries();
    List<LedgerReplay.Difference> found = new ArrayList<>();
    LedgerReplay.Summary summary =
        LedgerReplay.of(
            new LedgerPages(queries, tenant, 0, Long.MAX_VALUE),
            new Replayer(queries.allVersions(tenant), Office::load),
            one -> true,
            found::add);
    assertThat(found).isEmpty();
    return summary;
  }

  /** Ends it, once all that it recorded was decided again. */
  @Override
  public void close() {
    service.queries().tenants().forEach(tenant -> replay(tenant.id()));
    service.close();
  }
}
