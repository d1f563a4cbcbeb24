package dev.actp.runtime.ledger;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.RedactedFacts;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Obligation;
import dev.actp.runtime.state.Charges;
import dev.actp.runtime.value.Value;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gives entries their form: the record of one kind is always written by the same order of members,
 * which is that of RFC 8785 3.2.3. For one thread.
 */
public final class RecordWriter {
  private final String engine;
  private final Seals seals;
  private final MessageDigest digest = Leaf.digest();
  private final JsonBuffer leaf = new JsonBuffer();
  private final JsonBuffer beside = new JsonBuffer();

  /**
   * @param engine what decides, with its version
   */
  public RecordWriter(String engine, SecureRandom random) {
    this.engine = engine;
    this.seals = new Seals(random);
  }

  /**
   * The record of an entry.
   *
   * @param index its place, from 0
   * @param previous the hash of the record before it, or {@link Leaf#NONE}
   */
  public Sealed write(String tenant, long index, String previous, Instant at, Entry entry) {
    leaf.reset().open('{');
    beside.reset().open('{');
    switch (entry) {
      case Entry.Decided decided -> decided(index, previous, at, decided);
      case Entry.Acted acted -> acted(index, previous, at, acted);
    }
    leaf.member("tenant", tenant).plainName("v").number(Leaf.VERSION).close('}');
    beside.close('}');
    byte[] hash = new byte[Leaf.HASH];
    Leaf.hash(digest, leaf.buffer(), 0, leaf.length(), hash, 0);
    return new Sealed(index, at, leaf.toBytes(), hash, beside.toBytes());
  }

  private void decided(long index, String previous, Instant at, Entry.Decided entry) {
    Request request = entry.request();
    VerifiedToken token = entry.token();
    Decision decision = entry.decision();
    leaf.member("action", request.action()).member("agent", token.leaf().agent());
    if (token.links().size() > 1) {
      leaf.plainName("agents").open('[');
      token.links().forEach(link -> leaf.text(link.agent()));
      leaf.close(']');
    }
    if (!entry.approvals().isEmpty()) {
      leaf.plainName("approvals").texts(entry.approvals());
    }
    leaf.member("at", Times.text(at)).plainName("caller").open('{');
    if (request.enforcesObligations()) {
      leaf.plainName("enforces").bool(true);
    }
    leaf.member("id", entry.source().id()).member("kind", entry.source().kind()).close('}');
    Decision.Exercised exercised = decision.exercised();
    if (exercised != null) {
      leaf.plainName("capability").open('{').member("name", exercised.capability());
      leaf.member("policy", exercised.policy()).close('}');
    }
    leaf.plainName("chain").open('[');
    token.links().forEach(link -> leaf.text(link.jti()));
    leaf.close(']');
    if (entry.byService()) {
      leaf.member("denied_by", "service");
    }
    if (entry.source().dryRun()) {
      leaf.plainName("dry_run").bool(true);
    }
    leaf.member("engine", engine);
    facts(entry.facts());
    guardrails(entry.policies());
    leaf.plainName("index").number(index).member("kind", "decision");
    links(token);
    monitored(decision);
    obligations(decision);
    leaf.member("outcome", Words.of(decision.outcome()));
    policies(entry.policies(), token);
    leaf.member("prev", previous);
    Set<String> redacted = RedactedFacts.names(request, entry.redacted());
    reasons(decision, !redacted.isEmpty());
    String requestId = entry.source().requestId();
    if (requestId != null) {
      leaf.member("request_id", requestId);
    }
    leaf.member("resource", request.resource());
    sealed(entry, redacted);
    leaf.member("session", token.session());
  }

  /** What was read; what a key is made of that is personal goes beside the record. */
  private void facts(List<Fact> facts) {
    leaf.plainName("facts").open('[');
    beside.plainName("asked").open('[');
    for (int i = 0; i < facts.size(); i++) {
      Fact fact = facts.get(i);
      FactText.write(fact, leaf);
      String detail = FactText.detail(fact.key());
      if (!detail.isEmpty()) {
        beside.open('[').number(i).text(detail).close(']');
      }
    }
    leaf.close(']');
    beside.close(']');
  }

  /** What the token says that is no personal value: from when to when, and what it grants. */
  private void links(VerifiedToken token) {
    leaf.plainName("links").open('[');
    for (VerifiedToken.Link link : token.links()) {
      leaf.open('[').text(link.agent());
      leaf.text(link.notBefore().toString()).text(link.expires().toString()).open('[');
      for (VerifiedToken.Grant grant : link.grants()) {
        leaf.open('[').text(grant.policy()).texts(new TreeSet<>(grant.capabilities()));
        if (grant.pinned() != null) {
          leaf.text(grant.pinned());
        }
        leaf.close(']');
      }
      leaf.close(']').close(']');
    }
    leaf.close(']');
  }

  private void guardrails(CompiledPolicies policies) {
    if (policies.guardrails().isEmpty()) {
      return;
    }
    Map<String, String> digests = new TreeMap<>();
    for (CompiledPolicy guardrail : policies.guardrails()) {
      digests.put(guardrail.policy().name(), guardrail.digest());
    }
    leaf.plainName("guardrails");
    texts(digests);
  }

  private void policies(CompiledPolicies policies, VerifiedToken token) {
    Map<String, String> digests = new TreeMap<>();
    for (VerifiedToken.Link link : token.links()) {
      for (VerifiedToken.Grant grant : link.grants()) {
        CompiledPolicy policy = policies.byId().get(grant.policy());
        digests.put(grant.policy(), policy == null ? "" : policy.digest());
      }
    }
    leaf.plainName("policies");
    texts(digests);
  }

  private void texts(Map<String, String> sorted) {
    leaf.open('{');
    sorted.forEach((name, text) -> leaf.name(name).text(text));
    leaf.close('}');
  }

  private void obligations(Decision decision) {
    if (decision.obligations().isEmpty()) {
      return;
    }
    leaf.plainName("obligations").open('[');
    for (Obligation obligation : decision.obligations()) {
      leaf.open('{');
      switch (obligation) {
        case Obligation.RevealOnly only ->
            leaf.plainName("names").texts(only.names()).member("reveal", "only");
        case Obligation.RevealAllBut but ->
            leaf.plainName("names").texts(but.names()).member("reveal", "all_but");
        case Obligation.RevealAtMostRows rows ->
            leaf.member("reveal", "at_most_rows").plainName("rows").number(rows.rows());
        case Obligation.Redacted ignored -> leaf.member("reveal", "redacted");
      }
      leaf.close('}');
    }
    leaf.close(']');
  }

  /** What would have been decided had the policies in monitor mode enforced. */
  private void monitored(Decision decision) {
    Decision.Monitored would = decision.monitored();
    if (would == null) {
      return;
    }
    leaf.plainName("monitored").open('{').member("outcome", Words.of(would.outcome()));
    leaf.plainName("reasons").open('[');
    would.reasons().forEach(this::reason);
    leaf.close(']').close('}');
  }

  private void reason(Reason reason) {
    leaf.open('{').member("capability", reason.capability());
    leaf.member("clause", reason.clause().text()).member("code", code(reason.code()));
    String message = reason.message();
    if (message != null) {
      leaf.member("message", message);
    }
    leaf.member("policy", reason.policy()).close('}');
  }

  /**
   * What must be reproduced goes into the record; the words for people and the place of the clause
   * go beside it. These words say what values mattered: none where a value is redacted.
   */
  private void reasons(Decision decision, boolean redacted) {
    leaf.plainName("reasons").open('[');
    beside.plainName("reasons").open('[');
    for (Reason reason : decision.reasons()) {
      reason(reason);
      beside.open('[').text(redacted ? "" : reason.detail()).text(reason.clause().file());
      beside.number(reason.clause().line()).number(reason.clause().column()).close(']');
    }
    leaf.close(']');
    beside.close(']');
  }

  private static String code(Reason.Code code) {
    return Words.of(code);
  }

  private void sealed(Entry.Decided entry, Set<String> redacted) {
    Request request = entry.request();
    leaf.plainName("sealed").open('{');
    beside.plainName("sealed").open('{');
    for (Map.Entry<String, Value> attribute : request.attributes().members().entrySet()) {
      String name = "attribute." + attribute.getKey();
      if (redacted.contains(attribute.getKey())) {
        leaf.name(name).text(Seals.REDACTED);
      } else {
        seals.seal(name, attribute.getValue(), leaf, beside);
      }
    }
    Charges.text(entry.decision().effects(), !redacted.isEmpty())
        .ifPresent(text -> seals.seal("charges", new Value.Text(text), leaf, beside));
    String claimedIp = entry.source().claimedIp();
    if (claimedIp != null) {
      seals.seal("request.claimed_ip", new Value.Text(claimedIp), leaf, beside);
    }
    if (request.ip() != null) {
      seals.seal("request.ip", request.ip(), leaf, beside);
    }
    if (request.reason() != null) {
      seals.seal("request.reason", new Value.Text(request.reason()), leaf, beside);
    }
    seals.seal("token", personal(entry), leaf, beside);
    leaf.close('}');
    beside.close('}');
  }

  /** What the decision knew of the session and the agents. */
  private static Value.Struct personal(Entry.Decided entry) {
    SortedMap<String, Value> agents = new TreeMap<>();
    for (Fact fact : entry.facts()) {
      if (fact.key() instanceof FactKey.AgentStanding(String id)
          && fact.reading() instanceof Reading.Agent agent) {
        agents.put(id, struct("name", new Value.Text(agent.name()), "values", agent.values()));
      }
    }
    SortedMap<String, Value> all = new TreeMap<>();
    all.put("agents", new Value.Struct(agents));
    all.put("session", entry.token().values());
    List<VerifiedToken.Link> links = entry.token().links();
    if (links.stream().anyMatch(link -> !link.narrowings().isEmpty())) {
      all.put("narrow", new Value.Sequence(links.stream().map(RecordWriter::narrowed).toList()));
    }
    return new Value.Struct(all);
  }

  /** What a link narrows, as source text: policy, capability, clauses, and then the patterns. */
  private static Value narrowed(VerifiedToken.Link link) {
    List<Value> all = new ArrayList<>();
    for (VerifiedToken.Narrowing one : link.narrowings()) {
      List<Value> texts = new ArrayList<>();
      texts.add(new Value.Text(one.policy()));
      texts.add(new Value.Text(one.capability()));
      texts.add(new Value.Text(one.clauses()));
      one.on().forEach(pattern -> texts.add(new Value.Text(pattern)));
      all.add(new Value.Sequence(texts));
    }
    return new Value.Sequence(all);
  }

  private static Value.Struct struct(String name, Value value, String second, Value other) {
    SortedMap<String, Value> members = new TreeMap<>();
    members.put(name, value);
    members.put(second, other);
    return new Value.Struct(members);
  }

  private void acted(long index, String previous, Instant at, Entry.Acted entry) {
    leaf.member("act", entry.act()).plainName("actor").open('{');
    leaf.member("id", entry.actorId()).member("kind", entry.actorKind()).close('}');
    leaf.member("at", Times.text(at)).plainName("details").value(entry.details());
    leaf.member("engine", engine).plainName("index").number(index).member("kind", "act");
    leaf.member("prev", previous);
    if (entry.refused() != null) {
      leaf.member("refused", entry.refused());
    }
    leaf.plainName("sealed").open('{');
    beside.plainName("sealed").open('{');
    entry.sealed().members().forEach((name, value) -> seals.seal(name, value, leaf, beside));
    leaf.close('}');
    beside.close('}');
    leaf.member("target", entry.target());
  }
}
