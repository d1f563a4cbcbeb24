package dev.actp.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.Answer;
import dev.actp.runtime.service.Caller;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Enforcement;
import dev.actp.runtime.service.Settings;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many decisions a second are committed to SQLite, from the queue to the answer, with so many
 * callers that each wait for their answer; and the processor time that one takes. The policy is a
 * constant: what is measured is everything else.
 *
 * <p>Arguments: callers (64), seconds (5), rounds (3), agents (16).
 */
public final class DurableDecisions {
  private static final String TENANT = "bench";
  private final Instant start = Instant.now();

  private final DecisionService service;
  private final Enforcement[] requests;
  private final AtomicLong answered = new AtomicLong();
  private volatile boolean running = true;

  private DurableDecisions(DecisionService service, int agents) {
    this.service = service;
    requests = new Enforcement[agents];
    for (int i = 0; i < agents; i++) {
      requests[i] = request("agent-" + i);
    }
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    int callers = argument(arguments, 0, 64);
    int seconds = argument(arguments, 1, 5);
    int rounds = argument(arguments, 2, 3);
    int agents = argument(arguments, 3, 16);
    Path folder = Files.createTempDirectory("actp-bench");
    Settings settings =
        Settings.of(
            SqliteStore.open(DataFolder.open(folder)),
            DurableDecisions::decide,
            version -> {
              throw new IllegalStateException("no policy is stored");
            },
            "bench/1");
    try (DecisionService service = DecisionService.start(settings)) {
      DurableDecisions bench = new DurableDecisions(service, agents);
      bench.open();
      for (int round = 1; round <= rounds; round++) {
        bench.run(callers, seconds, round);
      }
      System.out.printf("%d bytes on disk%n", size(folder));
    }
  }

  private static int argument(String[] arguments, int place, int otherwise) {
    return arguments.length > place ? Integer.parseInt(arguments[place]) : otherwise;
  }

  private static long size(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private void open() {
    Actor actor = new Actor(Actor.Kind.OPERATOR, "bench");
    ApiKey key =
        new ApiKey(
            "k",
            TENANT,
            "",
            "",
            Set.of(ApiKey.Role.ENFORCER),
            null,
            Set.of(),
            Set.of(),
            null,
            true,
            true,
            start,
            null,
            false);
    service.perform(TENANT, actor, new Act.CreateTenant(TENANT, key)).toCompletableFuture().join();
    for (Enforcement request : requests) {
      String id = request.token().leaf().agent();
      Agent agent = new Agent(id, id, "", Value.Struct.EMPTY, List.of(), null, false, start);
      service.perform(TENANT, actor, new Act.PutAgent(agent)).toCompletableFuture().join();
    }
  }

  private void run(int callers, int seconds, int round) throws InterruptedException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    running = true;
    long before = answered.get();
    long processor = system.getProcessCpuTime();
    long start = System.nanoTime();
    CountDownLatch ended = new CountDownLatch(callers);
    for (int i = 0; i < callers; i++) {
      ask(requests[i % requests.length], ended);
    }
    Thread.sleep(Duration.ofSeconds(seconds));
    running = false;
    ended.await();
    long count = answered.get() - before;
    double elapsed = (System.nanoTime() - start) / 1e9;
    double micros = (system.getProcessCpuTime() - processor) / 1e3 / count;
    System.out.printf(
        "round %d: %,.0f decisions/s, %.1f us of processor each, %d callers%n",
        round, count / elapsed, micros, callers);
  }

  private void ask(Enforcement request, CountDownLatch ended) {
    service.enforce(request).thenAccept(answer -> next(request, answer, ended));
  }

  private void next(Enforcement request, Answer answer, CountDownLatch ended) {
    Receipt receipt = answer.receipt();
    if (receipt == null || answer.decision().outcome() != Outcome.ALLOW) {
      throw new IllegalStateException("not allowed and recorded: " + answer);
    }
    answered.incrementAndGet();
    if (running) {
      ask(request, ended);
    } else {
      ended.countDown();
    }
  }

  private static Enforcement request(String agent) {
    Instant issued = Instant.now();
    VerifiedToken.Grant grant = new VerifiedToken.Grant("p1", null, Set.of("read_customer"));
    VerifiedToken.Link link =
        new VerifiedToken.Link(
            "jti-" + agent, agent, issued, issued.plusSeconds(86_400), List.of(grant));
    VerifiedToken token =
        new VerifiedToken(TENANT, "jti-" + agent, Value.Struct.EMPTY, List.of(link));
    Map<String, Value> attributes =
        Map.of(
            "columns",
            new Value.Sequence(List.of(new Value.Text("name"), new Value.Text("email"))),
            "rows",
            Value.Num.of(20));
    Request request =
        new Request(
            TENANT,
            "read_customer",
            "customer://id:12345",
            new Value.Struct(new TreeMap<>(attributes)),
            new Value.Ip("192.0.2.1"),
            null,
            true);
    Caller caller = new Caller("k", Caller.Kind.ENFORCEMENT_POINT);
    return new Enforcement(request, token, caller, null, null, false);
  }

  private static final Source SOURCE =
      new Source(
          "capability read_customer on \"customer://id:{session.customer_id}\"",
          "support.actp",
          14,
          1);
  private static final Counter COUNTER =
      new Counter(
          "customer-support-standard",
          "read_customer",
          Counter.Kind.COUNT,
          new Window.Sliding(Duration.ofMillis(10)),
          "",
          null,
          List.of(Counter.Key.Of.AGENT));

  /** What a policy with a limit reads and does. */
  private static Decision decide(
      CompiledPolicies policies, Request request, VerifiedToken token, Facts facts) {
    String agent = token.leaf().agent();
    CounterKey counter = new CounterKey(COUNTER, List.of(agent));
    facts.read(new FactKey.TokenStanding(token.leaf().jti(), agent));
    boolean known = facts.read(new FactKey.AgentStanding(agent)) instanceof Reading.Agent;
    boolean counted = facts.read(new FactKey.Usage(counter)) instanceof Reading.Used;
    Reason reason =
        new Reason(
            Reason.Code.GRANTED, "customer-support-standard", "read_customer", SOURCE, null, "");
    return new Decision(
        known && counted ? Outcome.ALLOW : Outcome.DENY,
        new Decision.Exercised("customer-support-standard", "read_customer"),
        List.of(reason),
        List.of(),
        List.of(
            new Effect.Consume(counter, Value.Num.of(1)),
            new Effect.Remember(
                token.session(), request.action(), request.resource(), request.attributes())));
  }
}
