package dev.actp.compiler.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Memo;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.decision.ReadFacts;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.reference.ReferenceDecider;
import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.state.Bounds;
import dev.actp.runtime.state.State;
import dev.actp.runtime.state.Use;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A tenant with policies, agents and a clock. Requests are decided by the production engine over
 * the state, and their effects committed; the reference has to decide each in the same way.
 */
final class Scene {
  static final Instant START = Instant.parse("2026-02-16T15:00:00Z");
  private static final String TENANT = "acme";

  final State state = State.inMemory(Bounds.DEFAULT);
  Instant now = START;

  private final Map<String, CompiledPolicy> byId = new TreeMap<>();
  private final List<CompiledPolicy> guardrails = new ArrayList<>();
  private int uses;

  /** Policies as texts; each is known by its name. */
  Scene(String... sources) {
    for (String source : sources) {
      CompiledFile file = PolicyCompiler.compileText("p.actp", source);
      assertThat(file.failed()).as(() -> file.diagnostics().toString()).isFalse();
      Policy policy = file.policy().orElseThrow();
      CompiledPolicy compiled = new RuleCompiler().compile(policy);
      if (policy.kind() == Policy.Kind.GUARDRAIL) {
        guardrails.add(compiled);
      } else {
        byId.put(policy.name(), compiled);
      }
    }
  }

  void advance(Duration by) {
    now = now.plus(by);
  }

  /** An agent with one value, `team`. */
  void agent(String id, String team) {
    Value.Struct values = new Value.Struct(new TreeMap<>(Map.of("team", new Value.Text(team))));
    state.put(new Agent(id, id, "", values, List.of(), null, false, START));
  }

  /** A root token of the agent `bot` for all capabilities of the policies. */
  VerifiedToken token(String... policies) {
    return root("bot", policies);
  }

  /** A root token for all capabilities of the policies. */
  VerifiedToken root(String agent, String... policies) {
    List<VerifiedToken.Link> links = List.of(link("root-" + agent, agent, policies));
    return new VerifiedToken(TENANT, "root-" + agent, Value.Struct.EMPTY, links);
  }

  /** A child of a token for all capabilities of the policies, whatever its parent holds. */
  VerifiedToken child(VerifiedToken parent, String agent, String... policies) {
    List<VerifiedToken.Link> links = new ArrayList<>(parent.links());
    links.add(link(parent.leaf().jti() + "-" + agent, agent, policies));
    return new VerifiedToken(TENANT, parent.session(), Value.Struct.EMPTY, links);
  }

  private VerifiedToken.Link link(String jti, String agent, String... policies) {
    if (state.agent(agent).isEmpty()) {
      agent(agent, "red");
    }
    List<VerifiedToken.Grant> grants = new ArrayList<>();
    for (String policy : policies) {
      CompiledPolicy compiled = byId.get(policy);
      assertThat(compiled).as(policy).isNotNull();
      Set<String> names =
          compiled.policy().capabilities().stream()
              .map(Capability::name)
              .collect(Collectors.toSet());
      grants.add(new VerifiedToken.Grant(policy, null, names));
    }
    return new VerifiedToken.Link(jti, agent, START, START.plus(Duration.ofDays(90)), grants);
  }

  /** The same token, of which the last link holds only these capabilities. */
  static VerifiedToken holding(VerifiedToken token, String... capabilities) {
    List<VerifiedToken.Link> links = new ArrayList<>(token.links());
    VerifiedToken.Link last = links.removeLast();
    List<VerifiedToken.Grant> grants =
        last.grants().stream()
            .map(one -> new VerifiedToken.Grant(one.policy(), null, Set.of(capabilities)))
            .toList();
    links.add(
        new VerifiedToken.Link(last.jti(), last.agent(), last.notBefore(), last.expires(), grants));
    return new VerifiedToken(token.tenant(), token.session(), token.values(), links);
  }

  /** Decides a request without attributes, and commits. */
  Decision ask(VerifiedToken token, String action, String resource) {
    return ask(token, action, resource, "{}");
  }

  /** Decides a request with the attributes of a JSON object, and commits. */
  Decision ask(VerifiedToken token, String action, String resource, String attributes) {
    Request request = new Request(TENANT, action, resource, struct(attributes), null, null, true);
    CompiledPolicies policies = new CompiledPolicies(byId, guardrails);
    ReadFacts facts = new ReadFacts(state.facts(now), new Memo());
    Decision decision = new PolicyDecider().decide(policies, request, token, facts);
    Decision expected = new ReferenceDecider().decide(policies, request, token, facts);
    assertThat(decision.outcome()).isEqualTo(expected.outcome());
    assertThat(Set.copyOf(decision.effects())).isEqualTo(Set.copyOf(expected.effects()));
    assertThat(state.settle(new Use(uses++, now, request, token), decision).refused()).isNull();
    return decision;
  }

  private static Value.Struct struct(String json) {
    return switch (StrictJson.readObject(json, JsonLimits.DEFAULT)) {
      case StrictJson.Reading.Document(Value.Struct struct) -> struct;
      case StrictJson.Reading other -> throw new AssertionError(other);
    };
  }

  /** Somebody answers all that a group is asked. */
  void answer(String group, String person, boolean yes) {
    for (Approval pending : state.pending(now)) {
      if (pending.group().equals(group)) {
        state.vote(pending.id(), person, yes, "", now);
      }
    }
  }

  /** The groups that are asked something. */
  List<String> asked() {
    return state.pending(now).stream().map(Approval::group).sorted().toList();
  }

  boolean suspended(String agent) {
    return state.facts(now).read(new FactKey.AgentStanding(agent)) instanceof Reading.Agent one
        && one.suspendedUntil() != null;
  }
}
