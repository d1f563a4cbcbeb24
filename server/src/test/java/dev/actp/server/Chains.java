package dev.actp.server;

import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.Answer;
import dev.actp.runtime.service.Caller;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.service.Enforcement;
import dev.actp.runtime.service.Settings;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.value.Value;
import dev.actp.server.policy.Built;
import dev.actp.server.policy.PolicyBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** A decision service with one policy, from a seed, and tokens that are handed on in it. */
final class Chains implements AutoCloseable {
  static final Caller GATEWAY = new Caller("gateway", Caller.Kind.ENFORCEMENT_POINT);
  static final List<String> RESOURCES =
      List.of("acct://eu/1", "acct://eu/2", "acct://us/1", "doc://1", "doc://secret/1");

  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");
  private static final String TENANT = "acme";
  private static final Actor ADMIN = new Actor(Actor.Kind.KEY, "k");
  private static final String POLICY =
      """
      policy "p" version "1"
      session region: string
      action pay(amount: decimal, tag: string)
      action read(amount: decimal, tag: string)
      list tags = ["a", "b"]
      window day = daily 08:00-20:00 in "UTC"
      delegation depth 7
      capability pay on "acct://{session.region}/**" {
        require amount >= 0
        limit 30 per day
        limit 2000 of amount per day
      """;
  private static final List<String> MORE =
      List.of(
          "  approval by \"g\" when amount > 80\n",
          "  require tag in tags\n",
          "  after read within 5h\n",
          "  not after note\n",
          "  during day\n");
  private static final String REST =
      """
      }
      capability read on "doc://**", "acct://**" { limit 20 per hour each token }
      capability note on "**" { limit 3 per hour each session }
      capability pay as small on "**" { require amount <= 20 }
      forbid read on "doc://secret/**"
      quota 60 per day
      """;
  private static final List<String> CLAUSES =
      List.of(
          "require amount <= 60",
          "require amount <= 90",
          "require tag in tags",
          "require tag != \"c\"",
          "limit 4 per 1h",
          "limit 200 of amount in total each tag",
          "during day",
          "not during day",
          "approval by \"g\" when amount > 50",
          "reveal redacted",
          "require session.region == \"eu\"",
          "require nobody == 1");
  private static final List<String> PATTERNS =
      List.of("acct://**", "acct://{session.region}/1", "doc://*", "**", "**/1");

  private final Random dice;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final PolicyBuilder builder = new PolicyBuilder(new RuleCompiler()::compile);
  private final CompiledPolicy policy;
  private final DecisionService service;
  private int tokens;

  Chains(long seed) {
    dice = new Random(seed);
    String source = POLICY;
    for (String more : MORE) {
      source += dice.nextInt(4) == 0 ? more : "";
    }
    Built built = builder.buildOwn("p.actp", source + REST);
    if (!(built instanceof Built.Ready ready)) {
      throw new AssertionError(built);
    }
    policy = ready.policy();
    service =
        DecisionService.start(
            Settings.of(new MemoryStore(), new PolicyDecider(), version -> policy, "test")
                .withClocks(now::get, () -> Duration.between(START, now.get()).toNanos()));
    perform(new Act.CreateTenant("Acme", key()));
    for (int i = 0; i < 9; i++) {
      String id = "agent" + i;
      perform(
          new Act.PutAgent(
              new Agent(id, id, "", Value.Struct.EMPTY, List.of(), null, false, START)));
    }
    perform(new Act.ActivatePolicy("p", "p.actp", ready.files(), policy));
  }

  private static ApiKey key() {
    return new ApiKey(
        "k",
        TENANT,
        "k",
        "00",
        Set.of(ApiKey.Role.ADMIN),
        null,
        Set.of(),
        Set.of(),
        null,
        true,
        true,
        START,
        null,
        false);
  }

  Random dice() {
    return dice;
  }

  static <T> T oneOf(RandomGenerator dice, List<T> all) {
    return all.get(dice.nextInt(all.size()));
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  Done perform(Act act) {
    return await(service.perform(TENANT, ADMIN, act));
  }

  /** Time passes, sometimes hours of it. */
  void advance() {
    Duration by = Duration.ofMinutes(dice.nextInt(5) == 0 ? 150 : 3);
    now.updateAndGet(before -> before.plus(by));
  }

  /** A registered root token for everything, perhaps narrowed as it is issued. */
  VerifiedToken root() {
    TreeMap<String, Value> session = new TreeMap<>();
    session.put("region", new Value.Text("eu"));
    VerifiedToken.Link link = link("agent0", capabilities(), START.plus(Duration.ofDays(30)));
    VerifiedToken root =
        new VerifiedToken(TENANT, link.jti(), new Value.Struct(session), List.of(link));
    perform(new Act.RegisterToken(issued(root)));
    return root;
  }

  /** A token that might be handed on: for what the parent has or less, or for more. */
  VerifiedToken child(VerifiedToken parent, String agent) {
    Set<String> held = parent.leaf().grants().getFirst().capabilities();
    Set<String> wished =
        (dice.nextInt(10) == 0 ? capabilities() : held)
            .stream().filter(one -> dice.nextInt(12) > 0).collect(Collectors.toSet());
    Instant end = parent.leaf().expires().plus(Duration.ofMinutes(dice.nextInt(-600, 20)));
    List<VerifiedToken.Link> links = new ArrayList<>(parent.links());
    links.add(link(agent, wished, end));
    return new VerifiedToken(TENANT, parent.session(), parent.values(), links);
  }

  Done handOn(VerifiedToken parent, VerifiedToken child) {
    return perform(new Act.DelegateToken(parent.leaf().jti(), issued(child), null));
  }

  private static IssuedToken issued(VerifiedToken token) {
    return new IssuedToken(token, START, "k", Value.Struct.EMPTY, null);
  }

  private Set<String> capabilities() {
    return policy.policy().capabilities().stream()
        .map(Capability::name)
        .collect(Collectors.toSet());
  }

  private VerifiedToken.Link link(String agent, Set<String> capabilities, Instant end) {
    List<Narrowing> narrowings = new ArrayList<>();
    for (String capability : capabilities.stream().sorted().toList()) {
      if (dice.nextInt(4) == 0) {
        narrowings.add(narrowing(capability));
      }
    }
    return new VerifiedToken.Link(
        "t" + tokens++,
        agent,
        START,
        end,
        List.of(new VerifiedToken.Grant("p", null, capabilities)),
        narrowings);
  }

  /** One that compiles, mostly. */
  private Narrowing narrowing(String capability) {
    List<String> on = dice.nextInt(3) == 0 ? List.of(oneOf(dice, PATTERNS)) : List.of();
    String clauses = "";
    while (on.isEmpty() && clauses.isEmpty()) {
      clauses = oneOf(dice, CLAUSES);
    }
    return new Narrowing("p", capability, on, clauses);
  }

  static Request request(String action, String resource, Map<String, String> attributes) {
    TreeMap<String, Value> values = new TreeMap<>();
    attributes.forEach(
        (name, text) ->
            values.put(
                name,
                name.equals("amount")
                    ? new Value.Num(new BigDecimal(text))
                    : new Value.Text(text)));
    return new Request(TENANT, action, resource, new Value.Struct(values), null, null, true);
  }

  Answer ask(Request request, VerifiedToken token, boolean dryRun) {
    return await(service.enforce(new Enforcement(request, token, GATEWAY, null, null, dryRun)));
  }

  @Override
  public void close() {
    service.close();
    builder.close();
  }
}
