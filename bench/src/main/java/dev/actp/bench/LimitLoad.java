package dev.actp.bench;

import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.Caller;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.service.Enforcement;
import dev.actp.runtime.service.Settings;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * What limits cost, over the embedded store with every decision on disk: 64 callers on one key
 * beside the same callers under no limit, in turns; then so many keys with a use each, with the
 * memory that they take and the time that a start with them takes.
 *
 * <pre>LimitLoad FOLDER KEYS</pre>
 */
public final class LimitLoad {
  private static final int CALLERS = 64;
  private static final int TURNS = 10;
  private static final int EACH_TURN = 20_000;
  private static final String TENANT = "bench";
  private static final String ENGINE = "bench/1";
  private static final Map<String, String> CAPABILITIES =
      new TreeMap<>(
          Map.of(
              "free", "",
              "hot", "  limit 1000000000 per day\n",
              "many", "  limit 5 per day each customer\n"));

  private final DecisionService service;
  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

  private LimitLoad(DecisionService service) {
    this.service = service;
  }

  /** Takes an empty folder, and how many keys there are in the end. */
  @SuppressWarnings("SystemOut") // a program that prints
  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    String[] given = String.join(" ", args).split(" ", -1);
    Path folder = Files.createDirectories(Path.of(given[0]));
    int keys = Integer.parseInt(given[1]);
    try (DecisionService service = start(folder)) {
      LimitLoad load = new LimitLoad(service);
      load.open();
      load.hot();
      load.many(keys);
      load.callers.shutdown();
    }
    long began = System.nanoTime();
    start(folder).close();
    System.out.printf(
        "a start with them, and its end: %d ms%n", (System.nanoTime() - began) / 1_000_000);
  }

  private static DecisionService start(Path folder) {
    SqliteStore store = SqliteStore.open(DataFolder.open(folder));
    return DecisionService.start(
        Settings.of(store, new PolicyDecider(), version -> compiled(version.name()), ENGINE));
  }

  private static CompiledPolicy compiled(String capability) {
    return new RuleCompiler(1_000)
        .compile(
            PolicyCompiler.compileText(capability + ".actp", text(capability))
                .policy()
                .map(Policy.class::cast)
                .orElseThrow());
  }

  private static String text(String capability) {
    return """
    policy "%1$s" version "1"

    action %1$s(customer: string)

    capability %1$s on "order://**" {
    %2$s}
    """
        .formatted(capability, CAPABILITIES.get(capability));
  }

  private void open() {
    Instant now = Instant.now();
    perform(
        new Act.CreateTenant(
            TENANT,
            new ApiKey(
                "key-1",
                TENANT,
                "key",
                "00",
                Set.of(ApiKey.Role.ENFORCER),
                null,
                Set.of(),
                Set.of(),
                null,
                true,
                true,
                now,
                null,
                false)));
    perform(
        new Act.PutAgent(
            new Agent(
                "agent",
                "agent",
                "",
                Value.Struct.EMPTY,
                List.copyOf(CAPABILITIES.keySet()),
                null,
                false,
                now)));
    for (String capability : CAPABILITIES.keySet()) {
      String file = capability + ".actp";
      perform(
          new Act.ActivatePolicy(
              capability,
              file,
              new TreeMap<>(Map.of(file, text(capability))),
              compiled(capability)));
    }
  }

  private void perform(Act act) {
    Done done =
        service
            .perform(TENANT, new Actor(Actor.Kind.KEY, "key-1"), act)
            .toCompletableFuture()
            .join();
    if (!(done instanceof Done.Committed)) {
      throw new IllegalStateException("not done: " + done);
    }
  }

  @SuppressWarnings("SystemOut") // a program that prints
  private void hot() throws InterruptedException, ExecutionException {
    long free = 0;
    long hot = 0;
    for (int turn = -1; turn < TURNS; turn++) {
      long one = ask(EACH_TURN, number -> request("free", "c"));
      long other = ask(EACH_TURN, number -> request("hot", "c"));
      free += turn < 0 ? 0 : one;
      hot += turn < 0 ? 0 : other;
    }
    double total = (double) TURNS * EACH_TURN;
    System.out.printf(
        "%d callers: %.0f decisions/s under no limit, %.0f/s on one key of a limit, ratio %.2f%n",
        CALLERS, total / free * 1e9, total / hot * 1e9, (double) free / hot);
  }

  @SuppressWarnings("SystemOut") // a program that prints
  private void many(int keys) throws InterruptedException, ExecutionException {
    long before = heap();
    System.out.printf("%10s %14s %12s%n", "keys", "decisions/s", "bytes a key");
    for (int step = 0; step < TURNS; step++) {
      int from = keys / TURNS * step;
      int count = keys / TURNS;
      long took = ask(count, number -> request("many", "customer-" + (from + number)));
      int there = from + count;
      System.out.printf("%10d %14.0f %12d%n", there, count * 1e9 / took, (heap() - before) / there);
    }
  }

  /** Has so many requests decided by all callers together; the nanoseconds that it took. */
  private long ask(int count, IntFunction<Request> requests)
      throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    long began = System.nanoTime();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      all.add(callers.submit(() -> askOneByOne(count, next, requests)));
    }
    for (Future<?> one : all) {
      one.get();
    }
    return System.nanoTime() - began;
  }

  private void askOneByOne(int count, AtomicInteger next, IntFunction<Request> requests) {
    for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
      Request request = requests.apply(number);
      Enforcement enforcement =
          new Enforcement(
              request,
              token(request.action()),
              new Caller("key-1", Caller.Kind.ENFORCEMENT_POINT),
              null,
              null,
              false);
      Outcome outcome =
          service.enforce(enforcement).toCompletableFuture().join().decision().outcome();
      if (outcome != Outcome.ALLOW) {
        throw new IllegalStateException("a wrong verdict: " + outcome);
      }
    }
  }

  private static Request request(String action, String customer) {
    return new Request(
        TENANT,
        action,
        "order://1",
        new Value.Struct(new TreeMap<>(Map.of("customer", new Value.Text(customer)))),
        null,
        null,
        true);
  }

  private static VerifiedToken token(String action) {
    Instant now = Instant.now();
    VerifiedToken.Link link =
        new VerifiedToken.Link(
            "jti",
            "agent",
            now.minusSeconds(1),
            now.plusSeconds(3_600),
            List.of(new VerifiedToken.Grant(action, null, Set.of(action))));
    return new VerifiedToken(TENANT, "jti", Value.Struct.EMPTY, List.of(link));
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
