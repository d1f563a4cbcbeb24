package dev.actp.server.http;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Reach;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.token.Confirmation;
import dev.actp.runtime.token.OpaqueSecret;
import dev.actp.runtime.token.TokenIssuer;
import dev.actp.runtime.token.Verification;
import dev.actp.runtime.value.Value;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands tokens on: to another agent, for less, for no longer. Whoever issues tokens may, and
 * whoever holds one may hand on that one, as far as its policies let it ({@code delegation depth}).
 * What the child would be more than its parent is refused with the difference, and recorded.
 */
final class TokenDelegation {
  private final Directory directory;
  private final DecisionService service;
  private final Administration administration;
  private final TokenIssuer issuer;
  private final TokenResolver resolver;
  private final SecureRandom random;
  private final InstantSource clock;

  TokenDelegation(
      Directory directory,
      DecisionService service,
      Administration administration,
      TokenIssuer issuer,
      TokenResolver resolver,
      SecureRandom random,
      InstantSource clock) {
    this.directory = directory;
    this.service = service;
    this.administration = administration;
    this.issuer = issuer;
    this.resolver = resolver;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Hands a token on.
   *
   * @param byReference whether the child is handed out as a reference where the body does not say
   */
  TokenIssuing.Issuing delegate(Call call, boolean byReference) {
    Members body = call.body();
    String text = body.text("token", "parentToken", "parent_token");
    String id = body.text("parent", "parentId", "parent_id");
    Optional<IssuedToken> parent = parent(call, text, id);
    if (parent.isEmpty()) {
      return new TokenIssuing.Refused(
          call.principal().holder() == null && text == null && id == null
              ? Problem.at(ProblemCode.INVALID_REQUEST, "/token", "is required, or `parent`")
              : Problem.of(
                  ProblemCode.UNKNOWN_REFERENCE, "there is no such token that could be handed on"));
    }
    if (!covers(call.principal(), parent.get())) {
      return new TokenIssuing.Refused(
          Problem.of(ProblemCode.FORBIDDEN, "the key is not for a policy of the token"));
    }
    String named = body.needText("agentId", "agent_id", "agent", "childAgent", "child_agent");
    Optional<Agent> agent = directory.agent(call.tenant(), named);
    if (agent.isPresent() && !call.principal().coversAgent(agent.get().id())) {
      return new TokenIssuing.Refused(
          Problem.of(ProblemCode.FORBIDDEN, "the key is not for this agent"));
    }
    String to = agent.map(Agent::id).orElse(named);
    return delegate(call, body, parent.get(), to, byReference);
  }

  /** A holder hands on what it shows, whichever way it names it, and nothing else. */
  private Optional<IssuedToken> parent(Call call, @Nullable String text, @Nullable String id) {
    String jti = id;
    if (text != null) {
      Verification verified = resolver.resolve(call.tenant(), call.principal().key().id(), text);
      if (!(verified instanceof Verification.Genuine(VerifiedToken token))
          || (id != null && !id.equals(token.leaf().jti()))) {
        return Optional.empty();
      }
      jti = token.leaf().jti();
    }
    VerifiedToken holder = call.principal().holder();
    if (holder != null) {
      String own = holder.leaf().jti();
      jti = jti == null || jti.equals(own) ? own : null;
    }
    return jti == null
        ? Optional.empty()
        : service
            .queries()
            .token(call.tenant(), jti)
            .filter(token -> call.principal().coversAgent(token.agent()));
  }

  private static boolean covers(Principal principal, IssuedToken parent) {
    return parent.claims().leaf().grants().stream()
        .allMatch(grant -> principal.coversPolicy(grant.policy()));
  }

  private TokenIssuing.Issuing delegate(
      Call call, Members body, IssuedToken parent, String agent, boolean byReference) {
    Instant now = clock.instant();
    VerifiedToken.Link held = parent.claims().leaf();
    Map<String, CompiledPolicy> byId = policies(call.tenant(), held);
    String first = held.grants().isEmpty() ? "" : held.grants().getFirst().policy();
    boolean all = body.any("capabilities") == null;
    Wanted wanted = Wanted.read(body, byId, (policy, one) -> holds(held, policy, one, all), first);
    Lifetime.Asked asked = Lifetime.asked(body, now);
    Value.Struct metadata = body.struct("metadata");
    boolean reference = TokenIssuing.reference(body, byReference);
    String holder = Confirmation.read(body);
    if (holder == null && parent.claims().holder() != null) {
      body.misfit(Confirmation.NAME, "is required, as the parent is bound to a key");
    }
    body.refuseOthers();
    if (!body.misfits().isEmpty()) {
      return new TokenIssuing.Refused(Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()));
    }
    Duration longest =
        Lifetime.longest(List.copyOf(byId.values()), call.principal().key().longestToken());
    Optional<Misfit> wrong = Lifetime.wrong(now, asked, longest);
    if (wrong.isPresent() && (asked == null || !asked.end().isAfter(held.expires()))) {
      return new TokenIssuing.Refused(Problem.of(ProblemCode.INVALID_EXPIRY, List.of(wrong.get())));
    }
    Instant end =
        asked == null ? earlier(Lifetime.byDefault(now, longest), held.expires()) : asked.end();
    List<TokenIssuer.Grant> grants = grants(held, byId, wanted);
    var leaf =
        new TokenIssuer.Order(
            call.tenant(),
            agent,
            now,
            end,
            Value.Struct.EMPTY,
            grants,
            wanted.narrowings(),
            holder);
    return issuer
        .delegate(new TokenIssuer.Delegation(parent.claims(), leaf, digests(call, parent)))
        .map(
            issued ->
                new HandedOut(
                    issued,
                    grants,
                    actions(grants, byId),
                    wanted.warnings(),
                    metadata,
                    reference ? OpaqueSecret.TOKEN_REFERENCE.generate(random) : null))
        .map(child -> perform(call, parent, child, now, wider(parent, byId, wanted)))
        .orElseGet(() -> new TokenIssuing.Refused(TokenIssuing.tooLarge()));
  }

  private TokenIssuing.Issuing perform(
      Call call, IssuedToken parent, HandedOut child, Instant now, @Nullable String wider) {
    IssuedToken token = child.token(now, call.principal().actor().id());
    return switch (administration.perform(
        call, new Act.DelegateToken(parent.jti(), token, wider))) {
      case Done.Committed done -> new TokenIssuing.Issued(child);
      case Done.Refused refused ->
          new TokenIssuing.Refused(
              refused.why() == Done.Why.UNKNOWN
                  ? Problem.of(ProblemCode.UNKNOWN_REFERENCE, refused.message())
                  : Administration.problem(refused));
    };
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** The current policies that a token names. */
  private Map<String, CompiledPolicy> policies(String tenant, VerifiedToken.Link held) {
    Map<String, CompiledPolicy> byId = new LinkedHashMap<>();
    for (VerifiedToken.Grant grant : held.grants()) {
      CompiledPolicy policy = service.policies(tenant).byId().get(grant.policy());
      if (policy != null) {
        byId.put(grant.policy(), policy);
      }
    }
    return byId;
  }

  /** Where all is handed on, what is bound to the token stays with it. */
  private static boolean holds(
      VerifiedToken.Link held, String policy, Capability capability, boolean all) {
    boolean bound =
        capability.clauses().stream()
            .anyMatch(clause -> clause.category() == Clause.Category.DELEGATION);
    return !(all && bound)
        && held.grants().stream()
            .anyMatch(
                grant ->
                    grant.policy().equals(policy)
                        && grant.capabilities().contains(capability.name()));
  }

  /** A child is pinned where its parent is. */
  private static List<TokenIssuer.Grant> grants(
      VerifiedToken.Link held, Map<String, CompiledPolicy> byId, Wanted wanted) {
    List<TokenIssuer.Grant> grants = new ArrayList<>();
    wanted
        .names()
        .forEach(
            (policy, names) -> {
              String pinned =
                  held.grants().stream()
                      .filter(grant -> grant.policy().equals(policy))
                      .map(VerifiedToken.Grant::pinned)
                      .filter(Objects::nonNull)
                      .findFirst()
                      .orElse(null);
              CompiledPolicy current = byId.get(policy);
              String digest = current == null ? "" : current.digest();
              grants.add(
                  new TokenIssuer.Grant(
                      policy,
                      pinned == null ? digest : pinned,
                      pinned != null,
                      names.stream().sorted().toList()));
            });
    return grants;
  }

  private Map<String, String> digests(Call call, IssuedToken parent) {
    Map<String, String> digests = new HashMap<>();
    for (VerifiedToken.Link link : parent.claims().links()) {
      policies(call.tenant(), link).forEach((id, policy) -> digests.put(id, policy.digest()));
    }
    return digests;
  }

  private static List<String> actions(
      List<TokenIssuer.Grant> grants, Map<String, CompiledPolicy> byId) {
    return grants.stream()
        .filter(grant -> byId.containsKey(grant.policy()))
        .flatMap(
            grant ->
                Objects.requireNonNull(byId.get(grant.policy())).policy().capabilities().stream()
                    .filter(one -> grant.capabilities().contains(one.name())))
        .flatMap(one -> one.actions().stream())
        .distinct()
        .toList();
  }

  /** What of the narrowed resources is plainly wider than what the parent has. */
  private static @Nullable String wider(
      IssuedToken parent, Map<String, CompiledPolicy> byId, Wanted wanted) {
    for (VerifiedToken.Narrowing narrowing : wanted.narrowings()) {
      CompiledPolicy policy = Objects.requireNonNull(byId.get(narrowing.policy()));
      Reach reach = new Reach(policy, parent.claims());
      for (Capability one : policy.policy().capabilities()) {
        Optional<String> beyond =
            one.name().equals(narrowing.capability())
                ? reach.beyond(one, narrowing)
                : Optional.empty();
        if (beyond.isPresent()) {
          return beyond.get();
        }
      }
    }
    return null;
  }
}
