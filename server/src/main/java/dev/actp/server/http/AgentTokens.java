package dev.actp.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.token.TokenIssuer;
import dev.actp.runtime.token.Verification;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens for agents that callers only name. Whoever may issue tokens may leave that to the server:
 * it issues one, as on any such request, under the agent's own policies, with the session values
 * that were given, and keeps it for whatever the same key asks about the same agent with the same
 * values. So each is on record, counts, and is revoked like any other.
 */
final class AgentTokens {
  private static final int MOST = 10_000;

  /** Of one that ends sooner, no use is made any more. */
  private static final Duration SPARE = Duration.ofSeconds(30);

  private final Directory directory;
  private final DecisionService service;
  private final TokenIssuing issuing;
  private final InstantSource clock;
  private final Cache<Key, TokenIssuer.Issued> kept =
      Caffeine.newBuilder().maximumSize(MOST).build();
  private final Map<String, Declared> declared = new ConcurrentHashMap<>();

  AgentTokens(
      Directory directory, DecisionService service, TokenIssuing issuing, InstantSource clock) {
    this.directory = directory;
    this.service = service;
    this.issuing = issuing;
    this.clock = clock;
  }

  /**
   * What one token is kept for.
   *
   * @param agent its id or name, as callers give it
   * @param values those alone that policies can read: others make no other token
   */
  private record Key(String tenant, String apiKey, String agent, Value.Struct values) {
    Key named(String id) {
      return new Key(tenant, apiKey, id, values);
    }
  }

  /**
   * The session values that the policies of a tenant declare.
   *
   * @param of the policies in force when they were collected
   */
  private record Declared(CompiledPolicies of, Set<String> names) {
    Declared(CompiledPolicies of) {
      this(of, new HashSet<>());
      of.byId().values().forEach(one -> names.addAll(one.policy().session().keySet()));
    }
  }

  /** Whether there is one. */
  sealed interface Found {}

  /** There is. */
  record Held(String token) implements Found {}

  /** There can be none. */
  record None(Problem problem) implements Found {}

  /** There is none for an agent that is disabled, which is a denial like others. */
  record Barred(Verification.Refused refused) implements Found {}

  /** One has to be issued first, where an event loop must not wait. */
  enum Unread implements Found {
    UNREAD
  }

  /**
   * The token for an agent.
   *
   * @param mayBlock whether one may be issued; where not, {@link Unread} is an answer
   */
  Found find(
      Exchange exchange, Principal principal, EnforceBody.Subject subject, boolean mayBlock) {
    String tenant = principal.tenant();
    Key key =
        new Key(tenant, principal.key().id(), subject.agent(), read(tenant, subject.values()));
    TokenIssuer.Issued known = kept.getIfPresent(key);
    if (known != null && lasts(known)) {
      return new Held(known.text());
    }
    if (!principal.has(Role.ISSUER)) {
      return new None(
          Problem.at(
              ProblemCode.INVALID_REQUEST,
              subject.pointer(),
              "needs a token beside it, or a key that has the role `issuer` as well"));
    }
    return mayBlock ? issue(exchange, principal, key, subject) : Unread.UNREAD;
  }

  /** Of some values those that a policy in force can read. */
  @SuppressWarnings("ReferenceEquality") // it is the same snapshot, or it may be another
  private Value.Struct read(String tenant, Value.Struct values) {
    CompiledPolicies policies = service.policies(tenant);
    Declared known = declared.get(tenant);
    if (known == null || known.of() != policies) {
      known = new Declared(policies);
      declared.put(tenant, known);
    }
    TreeMap<String, Value> readable = new TreeMap<>(values.members());
    readable.keySet().retainAll(known.names());
    return new Value.Struct(readable);
  }

  private boolean lasts(TokenIssuer.Issued token) {
    Instant end = token.claims().leaf().expires();
    return clock.instant().plus(SPARE).isBefore(end);
  }

  /** One at a time, so that who asks twice at once, or by id and by name, gets one token. */
  private synchronized Found issue(
      Exchange exchange, Principal principal, Key key, EnforceBody.Subject subject) {
    Optional<Agent> agent = directory.agent(key.tenant(), key.agent());
    if (agent.filter(Agent::disabled).isPresent()) {
      return new Barred(
          new Verification.Refused(Reason.Code.AGENT_SUSPENDED, "the agent is disabled"));
    }
    String id = agent.map(Agent::id).orElse(key.agent());
    TokenIssuer.Issued known = kept.getIfPresent(key.named(id));
    if (known != null && lasts(known)) {
      kept.put(key, known);
      return new Held(known.text());
    }
    Map<String, Value> order = Map.of("agentId", new Value.Text(id), "session", key.values());
    Call call = new Call(principal, exchange, Map.of(), new Value.Struct(new TreeMap<>(order)));
    return switch (issuing.issue(call, false)) {
      case TokenIssuing.Refused(Problem problem) -> new None(of(subject, problem));
      case TokenIssuing.Issued(HandedOut token) -> {
        kept.put(key, token.issued());
        kept.put(key.named(id), token.issued());
        yield new Held(token.issued().text());
      }
    };
  }

  /** An agent was changed: what was issued for it before may be more than it is given now. */
  synchronized void forget(Agent agent) {
    kept.asMap().values().removeIf(token -> token.claims().leaf().agent().equals(agent.id()));
  }

  /** What is wrong with the order of a token, as what is wrong with whom the request names. */
  private static Problem of(EnforceBody.Subject subject, Problem problem) {
    return switch (problem.code()) {
      case NO_POLICY ->
          Problem.at(
              ProblemCode.INVALID_REQUEST, subject.pointer(), "needs an agent that has `policies`");
      case UNKNOWN_REFERENCE, INVALID_REQUEST, INVALID_SESSION ->
          new Problem(
              ProblemCode.INVALID_REQUEST,
              problem.detail(),
              problem.misfits().stream().map(misfit -> of(subject, misfit)).toList(),
              null);
      default -> problem;
    };
  }

  private static Misfit of(EnforceBody.Subject subject, Misfit misfit) {
    boolean values = misfit.pointer().startsWith("/session");
    return new Misfit(values ? subject.valuesPointer() : subject.pointer(), misfit.why());
  }

  /** Whether there is an agent of an id or name that a caller may ask about. */
  boolean knows(Principal principal, String idOrName) {
    return directory
        .agent(principal.tenant(), idOrName)
        .filter(agent -> principal.coversAgent(agent.id()))
        .isPresent();
  }

  /** Whether a text is an agent's id or name. */
  boolean isCalled(String tenant, String agent, String idOrName) {
    return directory.agent(tenant, idOrName).map(Agent::id).filter(agent::equals).isPresent();
  }
}
