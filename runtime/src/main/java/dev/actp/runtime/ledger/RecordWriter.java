package dev.actp.runtime.ledger;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Obligation;
import dev.actp.runtime.state.Charges;
import dev.actp.runtime.value.Value;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
    String hash = Leaf.hash(digest, leaf.buffer(), 0, leaf.length());
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
    if (entry.source().dryRun()) {
      leaf.plainName("dry_run").bool(true);
    }
    leaf.member("engine", engine).plainName("facts").open('[');
    entry.facts().forEach(fact -> FactText.write(fact, leaf));
    leaf.close(']');
    guardrails(entry.policies());
    leaf.plainName("index").number(index).member("kind", "decision");
    monitored(decision);
    obligations(decision);
    leaf.member("outcome", Words.of(decision.outcome()));
    policies(entry.policies(), token);
    leaf.member("prev", previous);
    reasons(decision);
    String requestId = entry.source().requestId();
    if (requestId != null) {
      leaf.member("request_id", requestId);
    }
    leaf.member("resource", request.resource());
    sealed(entry);
    leaf.member("session", token.session());
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
   * go beside it.
   */
  private void reasons(Decision decision) {
    leaf.plainName("reasons").open('[');
    beside.plainName("reasons").open('[');
    for (Reason reason : decision.reasons()) {
      reason(reason);
      beside.open('[').text(reason.detail()).text(reason.clause().file());
      beside.number(reason.clause().line()).number(reason.clause().column()).close(']');
    }
    leaf.close(']');
    beside.close(']');
  }

  private static String code(Reason.Code code) {
    return Words.of(code);
  }

  private void sealed(Entry.Decided entry) {
    Request request = entry.request();
    Set<String> redacted = entry.redacted();
    leaf.plainName("sealed").open('{');
    beside.plainName("sealed").open('{');
    for (Map.Entry<String, Value> attribute : request.attributes().members().entrySet()) {
      String name = "attribute." + attribute.getKey();
      if (!redacted.isEmpty() && redacted.contains(attribute.getKey().toLowerCase(Locale.ROOT))) {
        leaf.name(name).text(Seals.REDACTED);
      } else {
        seals.seal(name, attribute.getValue(), leaf, beside);
      }
    }
    Charges.text(entry.decision().effects())
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
    leaf.close('}');
    beside.close('}');
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
