package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.decision.Possession;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.Caller;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.service.Enforcement;
import dev.actp.runtime.service.Settings;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.token.ChainVerifier;
import dev.actp.runtime.token.HandingOn;
import dev.actp.runtime.token.HolderKey;
import dev.actp.runtime.token.KeyRing;
import dev.actp.runtime.token.KeyRings;
import dev.actp.runtime.token.KeyState;
import dev.actp.runtime.token.MissBudget;
import dev.actp.runtime.token.Purpose;
import dev.actp.runtime.token.TokenIssuer;
import dev.actp.runtime.token.TokenKey;
import dev.actp.runtime.token.TokenVerifier;
import dev.actp.runtime.token.Verification;
import dev.actp.runtime.value.Value;
import dev.actp.server.policy.Built;
import dev.actp.server.policy.PolicyBuilder;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Over random chains and requests: nobody is allowed what somebody before them is refused. */
class OfflineChainPropertyTest {
  private static final Instant NOW = Instant.parse("2026-02-16T10:00:00Z");
  private static final Actor ADMIN = new Actor(Actor.Kind.OPERATOR, "test");
  private static final Caller GATEWAY = new Caller("k", Caller.Kind.ENFORCEMENT_POINT);
  private static final List<String> NAMES = List.of("read", "pay", "sign");
  private static final List<String> CLAUSES =
      List.of(
          "",
          "require amount <= 20",
          "require amount > 5",
          "limit 2 per day",
          "limit 30 of amount per day",
          "require nothing > 1",
          "approval by \"finance\" when amount > 30");
  private static final List<String> PATTERNS = List.of("a://1*", "a://*", "a://2", "b://**");
  private static final String POLICY =
      """
      policy "p" version "1"
      delegation depth 3
      action read(amount: decimal)
      action pay(amount: decimal)
      action sign(amount: decimal)
      capability read on "a://*", "b://*" { limit 6 per day }
      capability pay on "a://*" { require amount <= 40  limit 100 of amount per day }
      capability sign on "**" { not delegable }
      """;

  private final Random random = new Random();
  private final KeyRings rings = new KeyRings();
  private final TokenIssuer issuer = new TokenIssuer(rings, new SecureRandom());
  private final MissBudget budget = new MissBudget(1_000_000, () -> NOW);
  private final ChainVerifier verifier =
      new ChainVerifier(new TokenVerifier(rings, budget, 1_000), budget, 1_000);
  private int proofs;

  /** A token with all before it, root first. */
  private record Chain(List<VerifiedToken> prefixes) {}

  @Test
  void noChildIsAllowedWhatAnAncestorIsRefused() {
    int allowedToChildren = 0;
    int refusedToChildren = 0;
    for (long seed = 1; seed <= 60; seed++) {
      random.setSeed(seed);
      try (PolicyBuilder builder = new PolicyBuilder(new RuleCompiler()::compile);
          DecisionService service = service(builder)) {
        Chain chain = chain();
        for (int i = 0; i < 12; i++) {
          Request request = request();
          List<Outcome> outcomes =
              chain.prefixes().stream()
                  .map(token -> outcome(service, request, token, true))
                  .toList();
          for (int child = 1; child < outcomes.size(); child++) {
            if (outcomes.get(child) == Outcome.ALLOW) {
              assertThat(outcomes.subList(0, child))
                  .as("seed %d, request %s", seed, request)
                  .containsOnly(Outcome.ALLOW);
              allowedToChildren++;
            } else if (outcomes.get(child - 1) == Outcome.ALLOW) {
              refusedToChildren++;
            }
          }
          int who = random.nextInt(chain.prefixes().size());
          outcome(service, request, chain.prefixes().get(who), false);
        }
      }
    }
    assertThat(allowedToChildren).isGreaterThan(50);
    assertThat(refusedToChildren).isGreaterThan(50);
  }

  private DecisionService service(PolicyBuilder builder) {
    String text = random.nextInt(4) == 0 ? POLICY.replace("depth 3", "depth 3 attenuated") : POLICY;
    if (!(builder.buildOwn("p.actp", text) instanceof Built.Ready ready)) {
      throw new AssertionError(builder.buildOwn("p.actp", text).toString());
    }
    DecisionService service =
        DecisionService.start(
            Settings.of(new MemoryStore(), new PolicyDecider(), version -> ready.policy(), "test")
                .withClocks(() -> NOW, () -> 0));
    Set<ApiKey.Role> roles = Set.of(ApiKey.Role.ADMIN);
    var key =
        new ApiKey(
            "k", "t", "k", "00", roles, null, Set.of(), Set.of(), null, true, true, NOW, null,
            false);
    perform(service, new Act.CreateTenant("t", key));
    for (int i = 0; i < 4; i++) {
      perform(service, new Act.PutAgent(agent("agent" + i)));
    }
    perform(
        service,
        new Act.ActivatePolicy(
            "p", "p.actp", new TreeMap<>(Map.of("p.actp", text)), ready.policy()));
    rings.put(
        KeyRing.of(
            "t",
            "issuer",
            "audience",
            List.of(TokenKey.generate(Purpose.CAPABILITY, KeyState.ACTIVE, NOW))));
    return service;
  }

  private static Agent agent(String id) {
    return new Agent(id, id, "", Value.Struct.EMPTY, List.of(), null, false, NOW);
  }

  private static void perform(DecisionService service, Act act) {
    assertThat(service.perform("t", ADMIN, act).toCompletableFuture().join())
        .isInstanceOf(Done.Committed.class);
  }

  private Chain chain() {
    HolderKey holder = HolderKey.generate();
    var grant = new TokenIssuer.Grant("p", "ab", false, List.copyOf(some()));
    var order =
        new TokenIssuer.Order(
            "t",
            "agent0",
            NOW,
            NOW.plusSeconds(3_600),
            Value.Struct.EMPTY,
            List.of(grant),
            List.of(),
            holder.publicKey());
    String text = issuer.issue(order).orElseThrow().text();
    List<VerifiedToken> prefixes = new ArrayList<>(List.of(verified(text)));
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      HolderKey next = HolderKey.generate();
      Set<String> names = some();
      var link =
          new HandingOn.Link(
              "agent" + random.nextInt(4),
              next.publicKey(),
              NOW.plusSeconds(3_590 + random.nextInt(12)),
              Map.of("p", names),
              narrowings(names));
      text = HandingOn.delegate(holder, text, link).token();
      prefixes.add(verified(text));
      holder = next;
    }
    return new Chain(prefixes);
  }

  /** More often all than one. */
  private Set<String> some() {
    Set<String> names = new TreeSet<>(NAMES.subList(0, 2));
    if (random.nextInt(4) == 0) {
      names.remove(NAMES.get(random.nextInt(2)));
    }
    if (random.nextInt(8) == 0) {
      names.add("sign");
    }
    return names;
  }

  private List<Narrowing> narrowings(Set<String> names) {
    List<Narrowing> narrowings = new ArrayList<>();
    for (String name : names) {
      List<String> on =
          random.nextBoolean() ? List.of() : List.of(PATTERNS.get(random.nextInt(PATTERNS.size())));
      Narrowing one = new Narrowing("p", name, on, CLAUSES.get(random.nextInt(CLAUSES.size())));
      if (!one.isEmpty()) {
        narrowings.add(one);
      }
    }
    return narrowings;
  }

  private VerifiedToken verified(String text) {
    return switch (verifier.verify("t", "k", text)) {
      case Verification.Genuine(VerifiedToken token) -> token;
      case Verification.Bound(VerifiedToken token) -> token;
      case Verification.Refused refused -> throw new AssertionError(refused.detail());
    };
  }

  private Request request() {
    String resource = (random.nextInt(5) == 0 ? "b://" : "a://") + (1 + random.nextInt(3));
    var attributes = new TreeMap<String, Value>(Map.of("amount", Value.Num.of(random.nextInt(50))));
    String action = random.nextInt(8) == 0 ? "sign" : NAMES.get(random.nextInt(2));
    return new Request("t", action, resource, new Value.Struct(attributes), null, null, true);
  }

  private Outcome outcome(
      DecisionService service, Request request, VerifiedToken token, boolean dryRun) {
    var shown = new Possession.Proven("proof" + proofs++, NOW);
    return service
        .enforce(new Enforcement(request, token, GATEWAY, null, null, dryRun, shown))
        .toCompletableFuture()
        .join()
        .decision()
        .outcome();
  }
}
