package dev.actp.bench;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Fact;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.RecordWriter;
import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.ledger.Words;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.State;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.store.StoredRecord;
import dev.actp.runtime.store.TenantBatch;
import dev.actp.runtime.value.Value;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A customer-support tenant's decisions as records, by a seed: 50 agents, 20 actions, 100,000
 * orders, a token for each 200 decisions, one decision in four denied.
 */
final class Trail {
  static final String TENANT = "bench";
  static final int AGENTS = 50;
  static final int ACTIONS = 20;
  static final int ORDERS = 100_000;
  static final int TOKEN_USES = 200;

  /** So that a million records are some eleven days. */
  private static final long STEP_MILLIS = 1_000;

  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");
  private static final String POLICY = "pol_support_";
  private static final int POLICIES = 5;

  private final RecordWriter writer = new RecordWriter("bench", new SecureRandom());
  private final Random random;
  private long next;
  private Receipt head = new Receipt(-1, Leaf.NONE);

  Trail(long seed) {
    random = new Random(seed);
  }

  static String agent(int number) {
    return "agent-" + number;
  }

  static String action(int number) {
    return "refund_" + number;
  }

  static String policy(int number) {
    return POLICY + number;
  }

  static String order(int number) {
    return "order://customer:" + number / 10 + "/" + number;
  }

  static String token(long index) {
    return "jti-" + Long.toHexString(index / TOKEN_USES * 0x9e3779b97f4a7c15L);
  }

  static Instant at(long index) {
    return START.plusMillis(index * STEP_MILLIS);
  }

  /** The next records as one transaction; the first one makes the tenant. */
  TenantBatch batch(int count) {
    List<Row> rows =
        next == 0
            ? List.of(
                new Row.OfTenant(
                    new Tenant(TENANT, TENANT, START), State.newKey(new SecureRandom())))
            : List.of();
    List<StoredRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(record());
    }
    return new TenantBatch(TENANT, rows, records, null, null, head, at(next));
  }

  private StoredRecord record() {
    int number = random.nextInt(ACTIONS);
    String action = action(number);
    String policy = policy(number % POLICIES);
    String agent = agent(random.nextInt(AGENTS));
    String token = token(next);
    boolean allowed = random.nextInt(4) > 0;
    Outcome outcome = allowed ? Outcome.ALLOW : Outcome.DENY;
    Reason reason =
        new Reason(
            allowed ? Reason.Code.GRANTED : Reason.Code.REQUIREMENT_NOT_MET,
            policy,
            action,
            Source.NONE,
            allowed ? null : "refunds stop at 500",
            "");
    CounterKey counter = counter(policy, action, agent);
    Decision decision =
        new Decision(
            outcome,
            allowed ? new Decision.Exercised(policy, action) : null,
            List.of(reason),
            List.of(),
            allowed ? List.of(new Effect.Consume(counter, Value.Num.of(1))) : List.of());
    Request request =
        new Request(
            TENANT,
            action,
            order(random.nextInt(ORDERS)),
            new Value.Struct(
                new TreeMap<>(
                    Map.of(
                        "amount",
                        Value.Num.of(random.nextInt(600)),
                        "customer_email",
                        new Value.Text("someone@example.org")))),
            null,
            "the customer asked for it",
            false);
    Entry entry =
        new Entry.Decided(
            request,
            verified(agent, token, policy),
            new Entry.Source("key", "key-1", null, null, false),
            decision,
            facts(agent, token, counter),
            CompiledPolicies.NONE,
            List.of(),
            Set.of(),
            false);
    Sealed sealed = writer.write(TENANT, next, head.leafHash(), at(next), entry);
    next++;
    head = sealed.receipt();
    return new StoredRecord(sealed, Words.of(outcome), agent, action, token, "key-1", null, null);
  }

  private static CounterKey counter(String policy, String action, String agent) {
    Counter counter =
        new Counter(
            policy,
            action,
            Counter.Kind.COUNT,
            new Window.Sliding(Duration.ofDays(1)),
            "",
            null,
            List.of(Counter.Key.Of.AGENT));
    return new CounterKey(counter, List.of(agent));
  }

  private static List<Fact> facts(String agent, String token, CounterKey counter) {
    return List.of(
        new Fact(new FactKey.TokenStanding(token, agent), Reading.Revocations.NONE),
        new Fact(
            new FactKey.AgentStanding(agent),
            new Reading.Agent(agent, Value.Struct.EMPTY, false, null)),
        new Fact(new FactKey.Usage(counter), new Reading.Used(Value.Num.of(3))));
  }

  private static VerifiedToken verified(String agent, String token, String policy) {
    VerifiedToken.Link link =
        new VerifiedToken.Link(
            token,
            agent,
            START,
            START.plusSeconds(86_400),
            List.of(new VerifiedToken.Grant(policy, null, Set.of("refund_0"))));
    return new VerifiedToken(TENANT, "session-1", Value.Struct.EMPTY, List.of(link));
  }
}
