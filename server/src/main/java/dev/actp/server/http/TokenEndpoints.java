package dev.actp.server.http;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.service.Standing;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tokens that were issued: looking at them and taking them back. */
final class TokenEndpoints {
  private static final Set<Role> ISSUING = Set.of(Role.ISSUER);
  private static final Set<Role> REVOKING = Set.of(Role.ISSUER, Role.ADMIN);
  private static final Set<Role> READING = Set.of(Role.ADMIN, Role.ISSUER, Role.AUDITOR);

  private final DecisionService service;
  private final Administration administration;
  private final TokenIssuing issuing;
  private final TokenDelegation delegation;
  private final TokenRenewal renewal;

  TokenEndpoints(
      DecisionService service,
      Administration administration,
      TokenIssuing issuing,
      TokenDelegation delegation,
      TokenRenewal renewal) {
    this.service = service;
    this.administration = administration;
    this.issuing = issuing;
    this.delegation = delegation;
    this.renewal = renewal;
  }

  List<Route> routes() {
    List<String> one = List.of("/v1/tokens/:id", "/api/tokens/:id");
    List<String> revoke = List.of("/v1/tokens/:id/revoke", "/api/tokens/:id/revoke");
    return List.of(
        new Route(
            Route.Method.POST,
            List.of("/v1/tokens"),
            ISSUING,
            Set.of(),
            Route.Body.JSON,
            call -> issuing.issue(call, false).reply()),
        new Route(
            Route.Method.POST,
            List.of("/api/tokens"),
            ISSUING,
            Set.of(),
            Route.Body.JSON,
            call -> issuing.issue(call, true).reply()),
        delegating("/v1/tokens/delegate", false),
        delegating("/api/tokens/delegate", true),
        new Route(
            Route.Method.GET,
            List.of("/v1/tokens", "/api/tokens"),
            READING,
            Set.of("limit", "cursor"),
            Route.Body.NONE,
            this::list),
        new Route(Route.Method.GET, one, READING, Set.of(), Route.Body.NONE, this::get),
        new Route(
            Route.Method.POST,
            List.of("/v1/tokens/:id/renew", "/api/tokens/:id/renew"),
            ISSUING,
            Set.of(),
            Route.Body.JSON,
            call -> found(call, token -> renewal.renew(call, token))),
        new Route(Route.Method.POST, revoke, REVOKING, Set.of(), Route.Body.JSON, this::revoke));
  }

  private Route delegating(String path, boolean byReference) {
    return new Route(
        Route.Method.POST,
        List.of(path),
        ISSUING,
        Set.of(),
        Route.Body.JSON,
        call -> delegation.delegate(call, byReference).reply(),
        true);
  }

  private Reply list(Call call) {
    return Paging.reply(
        call,
        "tokens",
        (after, limit) -> service.queries().tokens(call.tenant(), after, limit),
        TokenEndpoints::write);
  }

  private Reply get(Call call) {
    return found(
        call,
        token -> {
          Standing standing = service.standing(token.claims()).toCompletableFuture().join();
          Reason.Code defect = standing.defect();
          if (defect != null && defect.family() == Reason.Family.ERROR) {
            return Problem.of(ProblemCode.STORE_UNAVAILABLE).reply();
          }
          return Reply.ok(
              out -> {
                write(out, token);
                out.flag("active", defect == null)
                    .text("inactive_because", defect == null ? null : Words.of(defect))
                    .texts("revoked", new TreeSet<>(standing.revoked()));
              });
        });
  }

  /**
   * The whole token, or every capability of it that {@code capability} names, by name or by action.
   */
  private Reply revoke(Call call) {
    Members body = call.body();
    String capability = body.text("capability", "action");
    body.refuseOthers();
    if (!body.misfits().isEmpty()) {
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    return found(
        call,
        token ->
            capability == null
                ? administration.perform(
                    call,
                    new Act.Revoke(new Revocation.Token(token.jti())),
                    done -> RevokedReply.reply(token.jti(), done))
                : revoke(call, token, capability));
  }

  private Reply revoke(Call call, IssuedToken token, String capability) {
    List<String> names = granting(token, capability);
    if (names.isEmpty()) {
      return Problem.at(
              ProblemCode.INVALID_REQUEST,
              "/capability",
              "the token does not hold `" + capability + "`")
          .reply();
    }
    Reply last = null;
    for (String name : names) {
      Act act = new Act.Revoke(new Revocation.Capability(token.jti(), name));
      switch (administration.perform(call, act)) {
        case Done.Refused refused -> {
          return Administration.refusal(refused);
        }
        case Done.Committed done -> last = RevokedReply.reply(token.jti(), done);
      }
    }
    return java.util.Objects.requireNonNull(last);
  }

  /** The names of the token's capabilities that have a name or grant an action. */
  private List<String> granting(IssuedToken token, String nameOrAction) {
    var inForce = service.policies(token.claims().tenant()).byId();
    return token.claims().leaf().grants().stream()
        .flatMap(
            grant ->
                grant.capabilities().stream()
                    .filter(
                        name ->
                            name.equals(nameOrAction)
                                || grants(inForce.get(grant.policy()), name, nameOrAction)))
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean grants(@Nullable CompiledPolicy policy, String capability, String action) {
    return policy != null
        && policy.policy().capabilities().stream()
            .filter(c -> c.name().equals(capability))
            .map(Capability::actions)
            .anyMatch(actions -> actions.contains(action));
  }

  private Reply found(Call call, Function<IssuedToken, Reply> then) {
    return service
        .queries()
        .token(call.tenant(), call.part("id"))
        .filter(token -> call.principal().coversAgent(token.agent()))
        .map(then)
        .orElseGet(() -> Problem.of(ProblemCode.NOT_FOUND, "there is no such token").reply());
  }

  private static void write(Out out, IssuedToken token) {
    VerifiedToken.Link leaf = token.claims().leaf();
    out.text("id", leaf.jti())
        .text("agent_id", leaf.agent())
        .text("agentId", leaf.agent())
        .text("session_id", token.claims().session())
        .value("session", token.claims().values())
        .each("grants", leaf.grants(), ChainView::grant)
        .value("metadata", token.metadata())
        .text("issued_by", token.issuer())
        .time("issued_at", token.issued())
        .time("expires_at", leaf.expires());
    ChainView.write(out, token.claims());
  }
}
