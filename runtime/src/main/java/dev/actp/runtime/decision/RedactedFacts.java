package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Notes what a decision made of redacted values, so that it can be made again without them. Reads
 * nothing of the state and computes nothing that is costly: what the decision did not need is noted
 * as a fault, which no other decision over the same facts needs either. For one thread.
 */
public final class RedactedFacts {
  /** How many questions are known at most. */
  private static final int MOST_KNOWN = 1_000;

  private final Map<Question, List<Asked>> known = new HashMap<>();

  private record Question(String digest, String action, Set<String> attributes) {}

  private record Asked(Expr expression, String id) {}

  /**
   * The attributes of a request that are redacted.
   *
   * @param redacted names in lower case
   */
  public static Set<String> names(Request request, Set<String> redacted) {
    if (redacted.isEmpty()) {
      return Set.of();
    }
    Set<String> names = new TreeSet<>();
    for (String name : request.attributes().members().keySet()) {
      if (redacted.contains(name.toLowerCase(Locale.ROOT))) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * What to note of a decision.
   *
   * @param facts what it read
   * @param names the redacted attributes of its request
   */
  public Map<FactKey, Reading> of(
      CompiledPolicies policies,
      Request request,
      VerifiedToken token,
      Facts facts,
      Set<String> names) {
    List<Reading.Agent> agents = new ArrayList<>();
    for (VerifiedToken.Link link : token.links()) {
      if (facts.read(new FactKey.AgentStanding(link.agent())) instanceof Reading.Agent agent) {
        agents.add(agent);
      }
    }
    Map<FactKey, Reading> noted = new LinkedHashMap<>();
    if (agents.size() < token.links().size()) {
      return noted; // it was over before any rule
    }
    Map<String, CompiledPolicy> inForce = new LinkedHashMap<>();
    for (VerifiedToken.Link link : token.links()) {
      for (VerifiedToken.Grant grant : link.grants()) {
        CompiledPolicy current = policies.byId().get(grant.policy());
        if (current != null) {
          inForce.put(grant.policy(), current);
        }
      }
    }
    inForce.forEach((id, one) -> note(id, one, request, token, agents, facts, names, noted));
    for (CompiledPolicy guardrail : policies.guardrails()) {
      note("", guardrail, request, token, agents, facts, names, noted);
    }
    return noted;
  }

  private void note(
      String id,
      CompiledPolicy compiled,
      Request request,
      VerifiedToken token,
      List<Reading.Agent> agents,
      Facts facts,
      Set<String> names,
      Map<FactKey, Reading> noted) {
    Policy policy = compiled.policy();
    Result attributes =
        Typing.attributes(policy.actions().get(request.action()), request.attributes());
    noted.put(
        new FactKey.Redacted(policy.name(), 0, Withheld.TYPES),
        new Reading.Came(told(attributes instanceof Fault ? attributes : Value.Bool.TRUE)));
    CompiledPolicy ready = compiled.ready();
    for (int i = 0; i < agents.size(); i++) {
      VerifiedToken.Link link = token.links().get(i);
      Situation situation =
          new Situation(
              policy,
              request,
              token,
              link,
              agents.get(i).name(),
              attributes,
              Typing.values(policy.session(), token.values(), "session"),
              Typing.values(policy.agent(), agents.get(i).values(), "agent"),
              facts,
              facts.memo());
      for (Asked asked : asked(id, ready, request, link, facts.memo(), names)) {
        noted.put(
            new FactKey.Redacted(policy.name(), i, asked.id()),
            new Reading.Came(told(ready.evaluate(asked.expression(), situation))));
      }
    }
  }

  private List<Asked> asked(
      String id,
      CompiledPolicy compiled,
      Request request,
      VerifiedToken.Link link,
      Memo memo,
      Set<String> names) {
    if (known.size() > MOST_KNOWN) {
      known.clear();
    }
    List<Asked> own =
        known.computeIfAbsent(
            new Question(compiled.digest(), request.action(), Set.copyOf(names)),
            absent -> named(Withheld.of(compiled.policy(), request.action(), names)));
    if (link.narrowings().isEmpty()) {
      return own;
    }
    List<Asked> all = new ArrayList<>(own);
    for (VerifiedToken.Narrowing one : link.narrowings()) {
      if (one.policy().equals(id)) {
        Attenuation meant = memo.attenuation(compiled.attenuations(), one);
        all.addAll(named(Withheld.of(meant.clauses(), names)));
      }
    }
    return all;
  }

  private static List<Asked> named(List<Expr> expressions) {
    return expressions.stream().map(one -> new Asked(one, Withheld.id(one))).toList();
  }

  /** As much of a result as is noted. */
  private static Result told(Result result) {
    return switch (result) {
      case Fault(Fault.Kind kind, String detail) -> new Fault(kind, "");
      case Value.Bool truth -> truth;
      case Value other -> Value.Num.ZERO;
    };
  }
}
