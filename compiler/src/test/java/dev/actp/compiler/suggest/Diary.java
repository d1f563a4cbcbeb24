package dev.actp.compiler.suggest;

import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Memo;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.decision.ReadFacts;
import dev.actp.runtime.decision.RedactedFacts;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.evidence.Evidence;
import dev.actp.runtime.evidence.EvidenceReader;
import dev.actp.runtime.evidence.Lifetimes;
import dev.actp.runtime.evidence.Use;
import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Fact;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.RecordWriter;
import dev.actp.runtime.ledger.RecordedDecision;
import dev.actp.runtime.ledger.Sealed;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.LedgerRow;
import dev.actp.runtime.state.Bounds;
import dev.actp.runtime.state.State;
import dev.actp.runtime.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Requests decided one after another over a state, as a server does, and their records. */
final class Diary {
  private static final String TENANT = "acme";

  private final CompiledPolicies policies;
  private final State state = State.inMemory(Bounds.DEFAULT);
  private final RecordWriter writer = new RecordWriter("test", new SecureRandom());
  private final Set<String> redacted;
  private final List<Use> uses = new ArrayList<>();
  private final List<String> leaves = new ArrayList<>();
  private long monitored;

  /**
   * @param redacted attributes that are not kept
   */
  Diary(List<Policy> all, Set<String> redacted) {
    RuleCompiler rules = new RuleCompiler();
    Map<String, CompiledPolicy> byId = new HashMap<>();
    all.stream()
        .filter(policy -> policy.kind() == Policy.Kind.POLICY)
        .forEach(policy -> byId.put(policy.name(), rules.compile(policy)));
    this.policies = new CompiledPolicies(byId, List.of());
    this.redacted = redacted;
  }

  /** A token for all capabilities, handed on so often. */
  VerifiedToken token(String agent, SortedMap<String, Value> session, int depth) {
    List<VerifiedToken.Grant> grants =
        policies.byId().values().stream()
            .map(
                policy ->
                    new VerifiedToken.Grant(
                        policy.policy().name(),
                        null,
                        policy.policy().capabilities().stream()
                            .map(capability -> capability.name())
                            .collect(Collectors.toSet())))
            .toList();
    List<VerifiedToken.Link> links = new ArrayList<>();
    for (int i = 0; i <= depth; i++) {
      String id = i == depth ? agent : agent + i;
      Value.Struct none = Value.Struct.EMPTY;
      state.put(new Agent(id, id, "", none, List.of(), null, false, Instant.EPOCH));
      links.add(
          new VerifiedToken.Link(
              "jti-" + id + session.hashCode(), id, Instant.EPOCH, Instant.MAX, grants));
    }
    return new VerifiedToken(
        TENANT, links.getFirst().jti(), new Value.Struct(new TreeMap<>(session)), links);
  }

  /** Decides a request, and records it. */
  Decision ask(
      Instant at, VerifiedToken token, String action, String resource, Value.Struct attributes) {
    Request request = new Request(TENANT, action, resource, attributes, null, null, true);
    ReadFacts facts = new ReadFacts(state.facts(at), new Memo());
    Decision decision = new PolicyDecider().decide(policies, request, token, facts);
    List<String> opened =
        state
            .settle(new dev.actp.runtime.state.Use(leaves.size(), at, request, token), decision)
            .asked()
            .stream()
            .map(approval -> approval.id())
            .toList();
    opened.forEach(approval -> state.vote(approval, "dana", true, "", at));
    List<Fact> read = new ArrayList<>();
    facts.readings().forEach((key, reading) -> read.add(new Fact(key, reading)));
    Set<String> names = RedactedFacts.names(request, redacted);
    if (!names.isEmpty()) {
      new RedactedFacts()
          .of(policies, request, token, facts.known(), names)
          .forEach((key, reading) -> read.add(new Fact(key, reading)));
    }
    Entry.Source source = new Entry.Source("enforcement_point", "key", null, null, false);
    Sealed record =
        writer.write(
            TENANT,
            leaves.size(),
            Leaf.NONE,
            at,
            new Entry.Decided(
                request, token, source, decision, read, policies, List.of(), redacted, false));
    leaves.add(new String(record.leaf(), StandardCharsets.UTF_8));
    if (decision.outcome() == Outcome.ALLOW) {
      keep(RecordedDecision.of(record.leaf(), record.beside()).orElseThrow());
    }
    return decision;
  }

  private void keep(RecordedDecision use) {
    Decision.Monitored would = use.decision().monitored();
    if (use.decision().exercised() == null || (would != null && would.outcome() != Outcome.ALLOW)) {
      monitored++;
    } else {
      uses.add(new Use(use, Duration.ofMinutes(50)));
    }
  }

  /** The records, one a line. */
  List<String> leaves() {
    return leaves;
  }

  /** The uses, with all that is known of them. */
  Evidence evidence() {
    return new Evidence(uses, Map.of(), monitored, null);
  }

  /** What an export of the records holds, without values. */
  Evidence exported() {
    List<LedgerRow> rows = new ArrayList<>();
    leaves.forEach(
        leaf -> rows.add(new LedgerRow(rows.size(), leaf.getBytes(StandardCharsets.UTF_8), null)));
    return EvidenceReader.read(rows, List.of(), Lifetimes.UNKNOWN, null);
  }
}
