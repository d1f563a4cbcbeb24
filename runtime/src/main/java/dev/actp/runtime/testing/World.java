package dev.actp.runtime.testing;

import dev.actp.runtime.decision.Attenuation;
import dev.actp.runtime.decision.Attenuations;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decider;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Memo;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.ReadFacts;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.decision.Typing;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.state.Bounds;
import dev.actp.runtime.state.Settlement;
import dev.actp.runtime.state.State;
import dev.actp.runtime.state.Use;
import dev.actp.runtime.token.Handover;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one test acts in: one tenant, its state in memory, a clock that only the test moves, one
 * agent and its token. Nothing of it outlives the test. For one thread.
 */
public final class World {
  private static final String TENANT = "test";
  private static final String ISSUER = "issuer";

  private final Decider decider;
  private final CompiledPolicies policies;
  private final List<CompiledPolicy> granted;
  private final State state = State.inMemory(Bounds.DEFAULT);
  private final SortedMap<String, Value> session = new TreeMap<>();
  private final SortedMap<String, Value> agentValues = new TreeMap<>();
  private String agent = TestRunner.FIRST_AGENT;
  private String agentName = TestRunner.FIRST_AGENT;
  private Instant now = Instant.EPOCH;
  private Value.@Nullable Ip address = new Value.Ip("192.0.2.1");
  private @Nullable String reason;
  private boolean available = true;
  private @Nullable VerifiedToken token;
  private @Nullable VerifiedToken acting;
  private final Map<String, VerifiedToken> handed = new HashMap<>();
  private final Map<VerifiedToken.Narrowing, Attenuation> narrowings = new HashMap<>();
  private int tokens;
  private long uses;

  /**
   * A world at its beginning.
   *
   * @param granted the policies that the agent's token grants whole, in this order
   */
  public World(Decider decider, CompiledPolicies policies, List<CompiledPolicy> granted) {
    this.decider = decider;
    this.policies = Narrowable.all(policies, this::meaning);
    this.granted = granted;
  }

  /** Sets the clock. */
  public void at(Instant time) {
    now = time;
  }

  /** Moves the clock on. */
  public void advance(Duration by) {
    now = now.plus(by);
  }

  /** Requests come from this address from here on. */
  public void address(Value.@Nullable Ip from) {
    address = from;
  }

  /** Requests give this reason from here on. */
  public void reason(@Nullable String words) {
    reason = words;
  }

  void storeUnavailable() {
    available = false;
  }

  /** A fresh root token follows. */
  public void session(String name, Value value) {
    session.put(name, value);
    token = null;
  }

  /** A fresh root token follows; {@code id} and {@code name} are the agent's own. */
  public void agent(String name, Value value) {
    String text = value instanceof Value.Text given ? given.value() : ValueText.of(value);
    switch (name) {
      case "id" -> agent = text;
      case "name" -> agentName = text;
      default -> agentValues.put(name, value);
    }
    token = null;
  }

  void revokeCapability(String capability) {
    state.revoke(new Revocation.Capability(token().leaf().jti(), capability));
  }

  void revokeAgent(String id) {
    token();
    state.revoke(new Revocation.OfAgent(id));
  }

  /** A person answers the newest pending approval of a group; false where none is pending. */
  public boolean answer(String group, String person, boolean approved) {
    Optional<Approval> newest =
        state.pending(now).stream().filter(each -> each.group().equals(group)).findFirst();
    newest.ifPresent(each -> state.vote(each.id(), person, approved, "", now));
    return newest.isPresent();
  }

  /** The groups that are asked something. */
  public List<String> groupsAsked() {
    return state.pending(now).stream().map(Approval::group).distinct().sorted().toList();
  }

  /** Decides a request and commits what follows from it. */
  public Asked ask(TestStep.Ask step) {
    Request request =
        new Request(
            TENANT, step.action(), step.resource(), step.attributes(), address, reason, true);
    VerifiedToken presented = token();
    Facts facts = new ReadFacts(available ? state.facts(now) : new Unavailable(now), new Memo());
    Decision decision = decider.decide(policies, request, presented, facts);
    Use use = new Use(uses++, now, request, presented);
    Decision settled = settled(use, decision, step.reported());
    return new Asked(request, presented, facts, settled, this::meaning);
  }

  private Decision settled(Use use, Decision decision, TestStep.@Nullable Report reported) {
    if (!available) {
      return decision.outcome() == Outcome.DENY ? decision : denied(Reason.Code.STORE_UNAVAILABLE);
    }
    Settlement settlement = state.settle(use, decision);
    Reason.Code refused = settlement.refused();
    if (refused != null) {
      return denied(refused);
    }
    if (reported != null && decision.outcome() == Outcome.ALLOW) {
      state.report(use, decision.effects(), reported == TestStep.Report.SUCCEEDED, now);
    }
    return decision;
  }

  private static Decision denied(Reason.Code code) {
    Reason reason = new Reason(code, "", "", Source.NONE, null, "it could not be committed");
    return new Decision(Outcome.DENY, null, List.of(reason), List.of(), List.of());
  }

  /** Hands on the token that acts; why not, where it is refused. */
  Optional<String> delegate(TestStep.Delegate step) {
    VerifiedToken parent = token();
    Map<String, Policy> byId = new HashMap<>();
    policies.byId().forEach((id, policy) -> byId.put(id, policy.policy()));
    Instant ends = parent.leaf().expires();
    Handover.Wish wish =
        new Handover.Wish(
            "token-" + ++tokens,
            step.agent(),
            step.grants(),
            List.copyOf(step.narrowings().keySet()),
            parent.leaf().notBefore(),
            step.expires() == null ? ends : now.plus(step.expires()));
    return switch (new Handover(parent, byId).to(wish)) {
      case Handover.Outcome.Refused(String why) -> Optional.of(why);
      case Handover.Outcome.Child(VerifiedToken child) -> {
        if (state.agent(step.agent()).isEmpty()) {
          register(step.agent(), step.agent(), Value.Struct.EMPTY);
        }
        state.issued(new IssuedToken(child, now, ISSUER, Value.Struct.EMPTY, null));
        handed.put(step.agent(), child);
        narrowings.putAll(step.narrowings());
        yield Optional.empty();
      }
    };
  }

  private Attenuation meaning(VerifiedToken.Narrowing narrowing) {
    Attenuation meant = narrowings.get(narrowing);
    return meant == null ? new Attenuation.Unclear("no step of the test says it") : meant;
  }

  /** The token that was last handed on to an agent. */
  Optional<VerifiedToken> handedTo(String agent) {
    return Optional.ofNullable(handed.get(agent));
  }

  /** Which token acts; null for the root. */
  @Nullable VerifiedToken acting() {
    return acting;
  }

  void acting(@Nullable VerifiedToken presented) {
    acting = presented;
  }

  private void register(String id, String name, Value.Struct values) {
    state.put(new Agent(id, name, "", values, List.of(), null, false, now));
  }

  private VerifiedToken token() {
    return acting == null ? root() : acting;
  }

  private VerifiedToken root() {
    VerifiedToken current = token;
    if (current == null) {
      register(agent, agentName, new Value.Struct(new TreeMap<>(agentValues)));
      current = issue("token-" + ++tokens);
      state.issued(new IssuedToken(current, now, ISSUER, Value.Struct.EMPTY, null));
      token = current;
    }
    return current;
  }

  private VerifiedToken issue(String jti) {
    List<VerifiedToken.Grant> grants =
        granted.stream().map(policy -> grant(policy.policy())).toList();
    return new VerifiedToken(
        TENANT,
        jti,
        new Value.Struct(new TreeMap<>(session)),
        List.of(new VerifiedToken.Link(jti, agent, Instant.MIN, Instant.MAX, grants)));
  }

  private static VerifiedToken.Grant grant(Policy policy) {
    return new VerifiedToken.Grant(
        policy.name(),
        null,
        policy.capabilities().stream().map(Capability::name).collect(Collectors.toSet()));
  }

  /**
   * A request that was decided, with all that the decision was made of.
   *
   * @param facts as the decision saw them
   * @param attenuations what the tokens of the test narrow
   */
  public record Asked(
      Request request,
      VerifiedToken token,
      Facts facts,
      Decision decision,
      Attenuations attenuations) {

    /** What the expressions of a policy were evaluated in. */
    public Situation situation(CompiledPolicy compiled) {
      Policy policy = compiled.policy();
      Reading.Agent agent = agent();
      return new Situation(
          policy,
          request,
          token,
          token.leaf(),
          agent.name(),
          Typing.attributes(policy.actions().get(request.action()), request.attributes()),
          Typing.values(policy.session(), token.values(), "session"),
          Typing.values(policy.agent(), agent.values(), "agent"),
          facts);
    }

    private Reading.Agent agent() {
      String id = token.leaf().agent();
      return facts.read(new FactKey.AgentStanding(id)) instanceof Reading.Agent agent
          ? agent
          : new Reading.Agent(id, Value.Struct.EMPTY, false, null);
    }

    /**
     * Whether a breaker keeps an agent of the chain from acting: a breaker suspends for a time,
     * what else suspends does so until a person lifts it.
     */
    boolean suspendedByBreaker() {
      return token.links().stream()
          .map(link -> facts.read(new FactKey.AgentStanding(link.agent())))
          .map(reading -> reading instanceof Reading.Agent agent ? agent.suspendedUntil() : null)
          .anyMatch(until -> until != null && until.isBefore(Instant.MAX));
    }
  }

  /** A store that answers nothing. */
  private record Unavailable(Instant now) implements Facts {
    @Override
    public Reading read(FactKey key) {
      return new Reading.Unavailable("the store is unavailable");
    }
  }
}
