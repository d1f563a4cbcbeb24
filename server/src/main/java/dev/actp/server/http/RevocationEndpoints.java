package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.registry.Revoked;
import dev.actp.runtime.service.Act;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Policies and whole tenants taken back, and given back again; and what is taken back now. Once a
 * revocation has returned, no decision that begins later allows by what it names.
 */
final class RevocationEndpoints {
  private static final Set<Role> CHANGING = Set.of(Role.ADMIN);
  private static final Set<Role> READING = Set.of(Role.ADMIN, Role.AUDITOR);

  private final Directory directory;
  private final Administration administration;

  RevocationEndpoints(Directory directory, Administration administration) {
    this.directory = directory;
    this.administration = administration;
  }

  List<Route> routes() {
    String all = "/v1/revocations";
    return List.of(
        new Route(
            Route.Method.GET,
            List.of(all),
            READING,
            Set.of("limit", "cursor"),
            Route.Body.NONE,
            this::list),
        changing(List.of(all), Route.Body.JSON, this::revokeEverything),
        changing(List.of(all + "/undo"), Route.Body.JSON, this::reinstateEverything),
        changing(ofPolicy("/revoke"), Route.Body.EMPTY, this::revokePolicy),
        changing(ofPolicy("/reinstate"), Route.Body.EMPTY, this::reinstatePolicy));
  }

  private static Route changing(List<String> paths, Route.Body body, Endpoint endpoint) {
    return new Route(Route.Method.POST, paths, CHANGING, Set.of(), body, endpoint);
  }

  private static List<String> ofPolicy(String end) {
    return List.of("/v1/policies/:id" + end, "/api/policies/:id" + end);
  }

  private Reply list(Call call) {
    return Paging.reply(
        call,
        "revocations",
        (after, limit) -> directory.queries().revocations(call.tenant(), after, limit),
        RevocationEndpoints::write);
  }

  private static void write(Out out, Revoked revoked) {
    switch (revoked.what()) {
      case Revocation.Token(String jti) -> out.text("what", "token").text("token", jti);
      case Revocation.Capability(String jti, String capability) ->
          out.text("what", "capability").text("token", jti).text("capability", capability);
      case Revocation.OfPolicy(String policy) -> out.text("what", "policy").text("policy", policy);
      case Revocation.OfAgent(String agent) -> out.text("what", "agent").text("agent", agent);
      case Revocation.Everything.EVERYTHING -> out.text("what", "everything");
    }
    out.text("audit_id", "aud_" + revoked.index());
  }

  private Reply revokeEverything(Call call) {
    return confirmed(
        call,
        new Act.Revoke(Revocation.Everything.EVERYTHING),
        "every token of the tenant would be refused");
  }

  private Reply reinstateEverything(Call call) {
    return confirmed(
        call,
        new Act.Reinstate(Revocation.Everything.EVERYTHING),
        "every token of the tenant that is not revoked by itself would be good again");
  }

  /** Nobody switches a tenant off or on by a slip: the body has to name it. */
  private Reply confirmed(Call call, Act act, String what) {
    Members body = call.body();
    String confirm = body.text("confirm");
    if (!call.tenant().equals(confirm) && body.misfits().isEmpty()) {
      body.misfit("confirm", "has to be `%s`, the tenant: %s".formatted(call.tenant(), what));
    }
    body.refuseOthers();
    if (!body.misfits().isEmpty()) {
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    return changed(call, act, call.tenant());
  }

  private Reply revokePolicy(Call call) {
    return found(
        call,
        policy ->
            policy.kind() == Policy.Kind.GUARDRAIL
                ? Problem.of(
                        ProblemCode.CONFLICT, "a guardrail grants nothing that could be revoked")
                    .reply()
                : changed(call, new Act.Revoke(of(policy)), policy.id()));
  }

  private Reply reinstatePolicy(Call call) {
    return found(call, policy -> changed(call, new Act.Reinstate(of(policy)), policy.id()));
  }

  private static Revocation of(PolicyVersion policy) {
    return new Revocation.OfPolicy(policy.id());
  }

  private Reply changed(Call call, Act act, String id) {
    return administration.perform(
        call,
        act,
        done ->
            Reply.ok(
                out -> {
                  out.text("id", id).flag("revoked", act instanceof Act.Revoke);
                  RevokedReply.receipt(out, done);
                }));
  }

  private Reply found(Call call, Function<PolicyVersion, Reply> then) {
    Optional<PolicyVersion> policy = directory.policy(call.tenant(), call.part("id"));
    return policy
        .map(then)
        .orElseGet(() -> Problem.of(ProblemCode.NOT_FOUND, "there is no such policy").reply());
  }
}
