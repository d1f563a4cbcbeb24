package dev.actp.server.http;

import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.token.KeyRing;
import dev.actp.runtime.token.KeyRings;
import dev.actp.runtime.token.Verification;
import dev.actp.runtime.value.Value;
import dev.actp.server.http.OauthError.Code;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Token exchange (RFC 8693): tokens are handed on in the words of OAuth. The subject token is the
 * parent, the actor the agent that gets the child, and {@code scope} and {@code
 * authorization_details} (RFC 9396) say what of the parent it gets. What becomes of it is {@link
 * TokenDelegation}'s to say, here as there.
 */
final class TokenExchange {
  private static final Set<Role> ISSUING = Set.of(Role.ISSUER);

  private final TokenDelegation delegation;
  private final TokenResolver tokens;
  private final DecisionService service;
  private final KeyRings rings;
  private final Discovery discovery;
  private final InstantSource clock;

  TokenExchange(
      TokenDelegation delegation,
      TokenResolver tokens,
      DecisionService service,
      KeyRings rings,
      Discovery discovery,
      InstantSource clock) {
    this.delegation = delegation;
    this.tokens = tokens;
    this.service = service;
    this.rings = rings;
    this.discovery = discovery;
    this.clock = clock;
  }

  Route route() {
    return new Route(
        Route.Method.POST,
        List.of("/v1/oauth/token"),
        ISSUING,
        Set.of(),
        Route.Body.FORM,
        this::answer,
        true);
  }

  private Reply answer(Call call) {
    return switch (ExchangeForm.read(call.document())) {
      case ExchangeForm.Wrong(OauthError error) -> error.reply();
      case ExchangeForm.Asked asked -> answer(call, asked);
    };
  }

  private Reply answer(Call call, ExchangeForm.Asked asked) {
    if (!targets(call).containsAll(asked.targets())) {
      return OauthError.of(
              Code.INVALID_TARGET, "tokens are for this decision point, and for nothing else")
          .reply();
    }
    return switch (subject(call, asked)) {
      case Refused(OauthError error) -> error.reply();
      case Known(VerifiedToken subject) ->
          switch (actor(call, asked, subject)) {
            case Refused(OauthError error) -> error.reply();
            case Agent(String agent) -> answer(call, asked, subject, agent);
          };
    };
  }

  /** By what names the decision point may be asked for. */
  private Set<String> targets(Call call) {
    Set<String> names = new HashSet<>();
    rings.of(call.tenant()).map(KeyRing::audience).ifPresent(names::add);
    discovery.url(call.exchange()).map(PublicUrl::toString).ifPresent(names::add);
    return names;
  }

  /** Who is found by a parameter. */
  private sealed interface Subject {}

  /** See {@link Subject}. */
  private sealed interface Actor {}

  private record Known(VerifiedToken token) implements Subject {}

  private record Agent(String idOrName) implements Actor {}

  private record Refused(OauthError error) implements Subject, Actor {}

  /** A bound token says nothing about whoever shows it (RFC 8693 has no place for a proof). */
  private Subject subject(Call call, ExchangeForm.Asked asked) {
    Subject found = known(call, asked.subject(), "subject_token");
    return found instanceof Known(VerifiedToken token)
            && !call.principal().coversAgent(token.leaf().agent())
        ? refused("subject_token", "is not good")
        : found;
  }

  private Subject known(Call call, String text, String parameter) {
    return switch (tokens.resolve(call.tenant(), call.principal().key().id(), text)) {
      case Verification.Genuine(VerifiedToken token) -> new Known(token);
      case Verification.Bound bound ->
          refused(parameter, "is bound to a key, which cannot be proved here");
      case Verification.Refused refused ->
          refused.code() == Reason.Code.OVERLOADED
              ? new Refused(OauthError.of(Problem.of(ProblemCode.OVERLOADED)))
              : refused(parameter, "is not good");
    };
  }

  private static Refused refused(String parameter, String why) {
    return new Refused(OauthError.of(Code.INVALID_REQUEST, "the `" + parameter + "` " + why));
  }

  /** Without another one, the subject acts for itself, with less. */
  private Actor actor(Call call, ExchangeForm.Asked asked, VerifiedToken subject) {
    String actor = asked.actor();
    if (actor == null) {
      return new Agent(subject.leaf().agent());
    }
    if (ExchangeForm.AGENT.equals(asked.actorType())) {
      return new Agent(actor);
    }
    return switch (known(call, actor, "actor_token")) {
      case Refused refused -> refused;
      case Known(VerifiedToken token) -> {
        Reason.Code defect = service.standing(token).toCompletableFuture().join().defect();
        yield defect == null
            ? new Agent(token.leaf().agent())
            : refused("actor_token", "is not good: " + Words.of(defect));
      }
    };
  }

  private Reply answer(Call call, ExchangeForm.Asked asked, VerifiedToken subject, String agent) {
    return switch (CapabilityDetails.read(
        asked.details(), subject, service.policies(call.tenant()))) {
      case CapabilityDetails.Wrong(String why) ->
          OauthError.of(Code.INVALID_AUTHORIZATION_DETAILS, why).reply();
      case CapabilityDetails.Asked(List<Value> details) ->
          answer(call, asked, order(asked, agent, details));
    };
  }

  /**
   * The same as an order of {@link TokenDelegation}: details first, so that they keep their places.
   */
  private static Value.Struct order(ExchangeForm.Asked asked, String agent, List<Value> details) {
    TreeMap<String, Value> order = new TreeMap<>();
    order.put("token", new Value.Text(asked.subject()));
    order.put("agentId", new Value.Text(agent));
    boolean reference = ExchangeForm.isReference(asked.subject()) && !asked.asJwt();
    order.put("format", new Value.Text(reference ? "reference" : "jwt"));
    if (!details.isEmpty() || !asked.scope().isEmpty()) {
      List<Value> wanted = new ArrayList<>(details);
      asked
          .scope()
          .forEach(
              name ->
                  wanted.add(
                      details.isEmpty() ? new Value.Text(name) : CapabilityDetails.whole(name)));
      order.put("capabilities", new Value.Sequence(wanted));
    }
    return new Value.Struct(order);
  }

  private Reply answer(Call call, ExchangeForm.Asked asked, Value.Struct order) {
    Call delegating = new Call(call.principal(), call.exchange(), Map.of(), order);
    return switch (delegation.delegate(delegating, false)) {
      case TokenIssuing.Refused(Problem problem) -> error(problem, asked).reply();
      case TokenIssuing.Issued(HandedOut child) -> issued(call, asked, child);
    };
  }

  private Reply issued(Call call, ExchangeForm.Asked asked, HandedOut child) {
    String reference = child.reference();
    String text = reference == null ? child.issued().text() : reference;
    Consumer<Out> rest = out -> write(out, call, asked, child.issued().claims());
    return Reply.ok(out -> rest.accept(out.text("access_token", text)))
        .with("pragma", "no-cache")
        .secret(out -> rest.accept(out.flag("token_withheld", true)));
  }

  private void write(Out out, Call call, ExchangeForm.Asked asked, VerifiedToken child) {
    Set<String> names = new TreeSet<>();
    child.leaf().grants().forEach(grant -> names.addAll(grant.capabilities()));
    Duration life = Duration.between(clock.instant(), child.leaf().expires());
    out.text("issued_token_type", asked.asJwt() ? ExchangeForm.JWT : ExchangeForm.ACCESS_TOKEN)
        .text("token_type", OauthEndpoints.type(child))
        .number("expires_in", Math.max(0, life.toSeconds()))
        .text("scope", OauthEndpoints.scope(names));
    CapabilityDetails.write(out, child, service.policies(call.tenant()), Set.of(), false);
  }

  /** What keeps a token from being handed on, in the words of what the client asked for. */
  private static OauthError error(Problem problem, ExchangeForm.Asked asked) {
    boolean narrows =
        problem.code() == ProblemCode.DELEGATION_REFUSED
            || (problem.code() == ProblemCode.INVALID_REQUEST
                && problem.misfits().stream().map(Misfit::pointer).allMatch(TokenExchange::isWish));
    if (narrows && !asked.details().isEmpty()) {
      return OauthError.of(Code.INVALID_AUTHORIZATION_DETAILS, said(problem));
    }
    if (narrows && !asked.scope().isEmpty()) {
      return OauthError.of(Code.INVALID_SCOPE, said(problem));
    }
    return problem.code() == ProblemCode.DELEGATION_REFUSED
        ? OauthError.of(Code.INVALID_REQUEST, said(problem))
        : OauthError.of(problem);
  }

  private static boolean isWish(String pointer) {
    return pointer.startsWith("/capabilities");
  }

  private static String said(Problem problem) {
    return OauthError.text(problem)
        .replace("/capabilities", "/authorization_details")
        .replaceAll("(/authorization_details/\\d+/)on\\b", "$1locations");
  }
}
