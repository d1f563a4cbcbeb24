package dev.actp.server.http;

import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.service.Standing;
import dev.actp.runtime.token.KeyRings;
import dev.actp.runtime.token.Verification;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tokens as OAuth 2.0 asks about them (RFC 7662) and takes them back (RFC 7009). The token itself
 * is in the form; the caller shows an API key of its own.
 */
final class OauthEndpoints {
  private static final Set<Role> ASKING =
      Set.of(Role.ENFORCER, Role.ISSUER, Role.ADMIN, Role.AUDITOR);
  private static final Set<Role> REVOKING = Set.of(Role.ISSUER, Role.ADMIN);

  private final TokenResolver tokens;
  private final DecisionService service;
  private final Administration administration;
  private final KeyRings rings;

  OauthEndpoints(
      TokenResolver tokens,
      DecisionService service,
      Administration administration,
      KeyRings rings) {
    this.tokens = tokens;
    this.service = service;
    this.administration = administration;
    this.rings = rings;
  }

  List<Route> routes() {
    return List.of(
        route("/v1/introspect", ASKING, this::introspect),
        route("/v1/revoke", REVOKING, this::revoke));
  }

  private static Route route(String path, Set<Role> roles, Endpoint endpoint) {
    return new Route(Route.Method.POST, List.of(path), roles, Set.of(), Route.Body.FORM, endpoint);
  }

  /** A token that is not good for anything is told apart from no other (RFC 7662 2.2). */
  private Reply introspect(Call call) {
    return resolved(
        call,
        token -> {
          if (!call.principal().coversAgent(token.leaf().agent())) {
            return inactive();
          }
          Standing standing = service.standing(token).toCompletableFuture().join();
          Reason.Code defect = standing.defect();
          if (defect == null) {
            return Reply.ok(out -> active(call, out, token, standing));
          }
          return defect.family() == Reason.Family.ERROR
              ? Problem.of(ProblemCode.STORE_UNAVAILABLE).reply()
              : inactive();
        },
        inactive());
  }

  private static Reply inactive() {
    return Reply.ok(out -> out.flag("active", false));
  }

  private void active(Call call, Out out, VerifiedToken token, Standing standing) {
    VerifiedToken.Link leaf = token.leaf();
    Set<String> held = new TreeSet<>();
    leaf.grants().forEach(grant -> held.addAll(grant.capabilities()));
    held.removeAll(standing.revoked());
    out.flag("active", true)
        .text("scope", scope(held))
        .text("client_id", leaf.agent())
        .text("token_type", type(token))
        .number("exp", leaf.expires().getEpochSecond())
        .number("nbf", leaf.notBefore().getEpochSecond())
        .text("sub", leaf.agent())
        .text("jti", leaf.jti())
        .text("sid", token.session())
        .text("tid", token.tenant());
    rings
        .of(token.tenant())
        .ifPresent(ring -> out.text("iss", ring.issuer()).text("aud", ring.audience()));
    out.texts("capabilities", held);
    CapabilityDetails.write(
        out,
        token,
        service.policies(token.tenant()),
        standing.revoked(),
        call.principal().hasOneOf(PolicyEndpoints.READING));
    ChainView.write(out, token);
    if (token.links().size() > 1) {
      act(out, token.links());
    }
  }

  /** Names as a scope, without those that cannot be in one. */
  static String scope(Set<String> names) {
    return names.stream()
        .filter(ExchangeForm.SCOPE.asMatchPredicate())
        .collect(Collectors.joining(" "));
  }

  /** How a token is shown: a bound one not without a proof (RFC 9200). */
  static String type(VerifiedToken token) {
    return token.holder() == null ? "Bearer" : "PoP";
  }

  /** The agent that acts, and nested in it those that it acts for (RFC 8693 4.1). */
  private static void act(Out out, List<VerifiedToken.Link> links) {
    out.object(
        "act",
        act -> {
          act.text("sub", links.getLast().agent());
          if (links.size() > 1) {
            act(act, links.subList(0, links.size() - 1));
          }
        });
  }

  /** A token that is no good token is as good as revoked (RFC 7009 2.2). */
  private Reply revoke(Call call) {
    return resolved(
        call,
        token -> {
          if (!call.principal().coversAgent(token.leaf().agent())) {
            return Problem.of(ProblemCode.FORBIDDEN, "the key is not for this agent").reply();
          }
          Act act = new Act.Revoke(new Revocation.Token(token.leaf().jti()));
          return administration.perform(
              call, act, (Done.Committed done) -> RevokedReply.reply(token.leaf().jti(), done));
        },
        Reply.ok(out -> {}));
  }

  /** Every token has one kind here, so that {@code token_type_hint} hints at nothing. */
  private Reply resolved(Call call, Function<VerifiedToken, Reply> then, Reply otherwise) {
    Members form = call.body();
    String token = form.text("token");
    if (token == null || token.isEmpty()) {
      return Problem.of(ProblemCode.INVALID_FORM, "`token` is required").reply();
    }
    return switch (tokens.resolve(call.tenant(), call.principal().key().id(), token)) {
      case Verification.Genuine(VerifiedToken genuine) -> then.apply(genuine);
      case Verification.Bound(VerifiedToken bound) -> then.apply(bound);
      case Verification.Refused refused ->
          refused.code() == Reason.Code.OVERLOADED
              ? Problem.of(ProblemCode.OVERLOADED).reply()
              : otherwise;
    };
  }
}
