package dev.actp.bench;

import dev.actp.compiler.KeptPolicies;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.LedgerPages;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.replay.LedgerReplay;
import dev.actp.runtime.replay.Replayer;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.Answer;
import dev.actp.runtime.service.Caller;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.service.Enforcement;
import dev.actp.runtime.service.RecordBounds;
import dev.actp.runtime.service.Settings;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.ReadOnlyStore;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * How many recorded decisions a second are made again by one thread, as {@code actp replay} does:
 * fills a folder first with decisions of a service over the store, of requests that go to 20
 * capabilities of one policy, one in four of them too high.
 *
 * <pre>LedgerReplays FOLDER DECISIONS</pre>
 */
public final class LedgerReplays {
  private static final String TENANT = Trail.TENANT;
  private static final String KEY = "key-1";
  private static final String POLICY = "pol_1";
  private static final String FILE = "support.actp";
  private static final int CAPABILITIES = 20;
  private static final int ROUNDS = 5;
  private static final int TOGETHER = 256;

  private LedgerReplays() {}

  /** Takes a folder, and how many decisions it is to have where it has none. */
  @SuppressWarnings("SystemOut") // a program that prints
  public static void main(String[] args) {
    String[] given = String.join(" ", args).split(" ", -1);
    Path folder = Path.of(given[0]);
    if (!Files.exists(folder.resolve(SqliteStore.FILE))) {
      fill(folder, Long.parseLong(given[1]));
    }
    try (ReadOnlyStore store = ReadOnlyStore.open(folder)) {
      for (int round = 1; round <= ROUNDS; round++) {
        long began = System.nanoTime();
        LedgerReplay.Summary summary = replay(store.queries());
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
            "replay, round %d: %d decisions in %.2f s, %.0f decisions/s%n",
            round, summary.decisions(), seconds, summary.decisions() / seconds);
      }
    }
  }

  private static LedgerReplay.Summary replay(Queries queries) {
    LedgerReplay.Summary summary =
        LedgerReplay.of(
            new LedgerPages(queries, TENANT, 0, Long.MAX_VALUE),
            new Replayer(queries.allVersions(TENANT), new KeptPolicies()::compile),
            one -> true,
            found -> {
              throw new IllegalStateException("decided otherwise: " + found.what());
            });
    if (summary.same() != summary.decisions()) {
      throw new IllegalStateException("not all were decided again: " + summary);
    }
    return summary;
  }

  private static String policy() {
    StringBuilder text =
        new StringBuilder("policy \"support\" version \"1\"\nsession customer_id: string\n");
    for (int i = 0; i < CAPABILITIES; i++) {
      text.append(
          """
          action %1$s(amount: decimal, customer_email: email)
          capability %1$s on "order://customer:{session.customer_id}/*" {
            require amount > 0
            require amount <= 500 else "refunds stop at 500"
            require domain(customer_email) == "example.org"
            limit 1000000 per day
            limit 1000000000 of amount per month each session.customer_id
          }
          """
              .formatted(Trail.action(i)));
    }
    return text.toString();
  }

  private static void fill(Path folder, long decisions) {
    Settings settings =
        Settings.of(
                SqliteStore.open(DataFolder.open(folder)),
                new PolicyDecider(),
                new KeptPolicies()::compile,
                "bench")
            .withRecords(RecordBounds.USUAL.withRefusals(RecordBounds.REFUSALS_MAX));
    try (DecisionService service = DecisionService.start(settings)) {
      VerifiedToken token = prepare(service);
      Random random = new Random(1);
      List<CompletionStage<Answer>> waiting = new ArrayList<>();
      for (long i = 0; i < decisions; i++) {
        waiting.add(service.enforce(enforcement(token, random)));
        if (waiting.size() == TOGETHER || i == decisions - 1) {
          waiting.forEach(one -> one.toCompletableFuture().join());
          waiting.clear();
        }
      }
    }
  }

  private static VerifiedToken prepare(DecisionService service) {
    Instant now = Instant.now();
    CompiledPolicy policy =
        new RuleCompiler()
            .compile(PolicyCompiler.compileText(FILE, policy()).policy().orElseThrow());
    VerifiedToken token = token(now, policy);
    Agent agent =
        new Agent(
            Trail.agent(1),
            Trail.agent(1),
            "",
            Value.Struct.EMPTY,
            List.of(POLICY),
            null,
            false,
            now);
    Actor actor = new Actor(Actor.Kind.KEY, KEY);
    for (Act act :
        List.of(
            new Act.CreateTenant(TENANT, key(now)),
            new Act.PutAgent(agent),
            new Act.ActivatePolicy(POLICY, FILE, new TreeMap<>(Map.of(FILE, policy())), policy),
            new Act.RegisterToken(new IssuedToken(token, now, KEY, Value.Struct.EMPTY, null)))) {
      if (service.perform(TENANT, actor, act).toCompletableFuture().join()
          instanceof Done.Refused refused) {
        throw new IllegalStateException(refused.message());
      }
    }
    return token;
  }

  private static ApiKey key(Instant now) {
    Set<ApiKey.Role> roles = Set.of(ApiKey.Role.ADMIN, ApiKey.Role.ENFORCER);
    return new ApiKey(
        KEY, TENANT, "bench", "00", roles, null, Set.of(), Set.of(), null, true, true, now, null,
        false);
  }

  private static VerifiedToken token(Instant now, CompiledPolicy policy) {
    Set<String> all =
        policy.policy().capabilities().stream()
            .map(one -> one.name())
            .collect(Collectors.toUnmodifiableSet());
    VerifiedToken.Link link =
        new VerifiedToken.Link(
            "jti-1",
            Trail.agent(1),
            now,
            now.plus(Duration.ofDays(1)),
            List.of(new VerifiedToken.Grant(POLICY, null, all)));
    Value.Struct session =
        new Value.Struct(new TreeMap<>(Map.of("customer_id", new Value.Text("77"))));
    return new VerifiedToken(TENANT, "jti-1", session, List.of(link));
  }

  private static Enforcement enforcement(VerifiedToken token, Random random) {
    int amount = 1 + random.nextInt(500) + (random.nextInt(4) == 0 ? 500 : 0);
    Request request =
        new Request(
            TENANT,
            Trail.action(random.nextInt(CAPABILITIES)),
            "order://customer:77/" + random.nextInt(Trail.ORDERS),
            new Value.Struct(
                new TreeMap<>(
                    Map.of(
                        "amount",
                        Value.Num.of(amount),
                        "customer_email",
                        new Value.Text("someone@example.org")))),
            null,
            "the customer asked for it",
            true);
    Caller caller = new Caller(KEY, Caller.Kind.ENFORCEMENT_POINT);
    return new Enforcement(request, token, caller, null, null, false);
  }
}
