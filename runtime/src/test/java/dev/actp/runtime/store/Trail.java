package dev.actp.runtime.store;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.RecordWriter;
import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.ledger.Words;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.State;
import dev.actp.runtime.value.Value;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Records of one tenant, by a seed: decisions of few agents, and an act now and then. */
final class Trail {
  static final Instant START = Instant.parse("2026-02-16T15:00:00Z");
  static final List<String> AGENTS = List.of("bot", "Ärger", "mail bot");
  static final List<String> ACTIONS = List.of("read", "refund", "send");
  static final int STEP_SECONDS = 97;

  private final RecordWriter writer = new RecordWriter("test/1", new SecureRandom());
  private final String tenant;
  private final Random random;
  private long next;
  private Receipt head = new Receipt(-1, Leaf.NONE);

  Trail(String tenant, long seed) {
    this.tenant = tenant;
    this.random = new Random(seed);
  }

  private static <T> T one(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  /** The next records, as one transaction; the first one creates the tenant. */
  TenantBatch batch(int count) {
    List<Row> rows =
        next == 0
            ? List.of(
                new Row.OfTenant(
                    new Tenant(tenant, tenant, START), State.newKey(new SecureRandom())))
            : List.of();
    List<StoredRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(random.nextInt(10) == 0 ? act() : decision());
    }
    return new TenantBatch(tenant, rows, records, null, null, head, at());
  }

  private Instant at() {
    return START.plusSeconds(next * STEP_SECONDS);
  }

  private StoredRecord act() {
    Entry.Acted entry =
        new Entry.Acted(
            "put_agent",
            "key",
            "k",
            one(AGENTS, random),
            Value.Struct.EMPTY,
            Value.Struct.EMPTY,
            null);
    return new StoredRecord(sealed(entry), "act", "", "put_agent", "", "k", null, null);
  }

  private StoredRecord decision() {
    Outcome outcome = one(List.of(Outcome.values()), random);
    String agent = one(AGENTS, random);
    String action = one(ACTIONS, random);
    String token = "jti" + random.nextInt(5);
    String policy = "pol_" + random.nextInt(2);
    VerifiedToken.Link parent = link("jti0", "bot", policy);
    Reason reason =
        new Reason(
            outcome == Outcome.ALLOW ? Reason.Code.GRANTED : Reason.Code.REQUIREMENT_NOT_MET,
            policy,
            "may_" + action,
            Source.NONE,
            "stops at " + random.nextInt(4),
            "");
    Decision decision =
        new Decision(
            outcome,
            outcome == Outcome.ALLOW ? new Decision.Exercised(policy, "may_" + action) : null,
            List.of(reason),
            List.of(),
            List.of(),
            random.nextInt(8) == 0 ? new Decision.Monitored(Outcome.DENY, List.of(reason)) : null);
    Entry.Decided entry =
        new Entry.Decided(
            new Request(
                tenant,
                action,
                "order://customer:" + random.nextInt(20) + "/" + random.nextInt(3),
                new Value.Struct(new TreeMap<>(Map.of("amount", Value.Num.of(5)))),
                null,
                "a hidden wish",
                false),
            new VerifiedToken(
                tenant, token, Value.Struct.EMPTY, List.of(parent, link(token, agent, policy))),
            new Entry.Source("key", "k", null, null, false),
            decision,
            List.of(),
            CompiledPolicies.NONE,
            List.of(),
            Set.of(),
            false);
    return new StoredRecord(
        sealed(entry), Words.of(outcome), agent, action, token, "k", null, null);
  }

  private static VerifiedToken.Link link(String jti, String agent, String policy) {
    return new VerifiedToken.Link(
        jti,
        agent,
        START,
        START.plusSeconds(86_400),
        List.of(new VerifiedToken.Grant(policy, null, Set.of("may_read"))));
  }

  private Sealed sealed(Entry entry) {
    Sealed sealed = writer.write(tenant, next, head.leafHash(), at(), entry);
    next++;
    head = sealed.receipt();
    return sealed;
  }
}
