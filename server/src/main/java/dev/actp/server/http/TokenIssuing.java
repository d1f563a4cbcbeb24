package dev.actp.server.http;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.token.OpaqueSecret;
import dev.actp.runtime.token.TokenIssuer;
import dev.actp.runtime.value.Value;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Issues tokens: for a known agent, under policies in force, with session values that fit them, for
 * a time that may be.
 */
final class TokenIssuing {
  private final Directory directory;
  private final DecisionService service;
  private final Administration administration;
  private final TokenIssuer issuer;
  private final SecureRandom random;
  private final InstantSource clock;

  TokenIssuing(
      Directory directory,
      DecisionService service,
      Administration administration,
      TokenIssuer issuer,
      SecureRandom random,
      InstantSource clock) {
    this.directory = directory;
    this.service = service;
    this.administration = administration;
    this.issuer = issuer;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Issues a token.
   *
   * @param byReference whether it is handed out as a reference where the body does not say
   */
  Reply issue(Call call, boolean byReference) {
    Members body = call.body();
    String named = body.needText("agentId", "agent_id", "agent");
    Optional<Agent> agent = directory.agent(call.tenant(), named);
    if (named.isEmpty()) {
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    if (agent.isEmpty() || !call.principal().coversAgent(agent.get().id())) {
      return Problem.at(
              ProblemCode.UNKNOWN_REFERENCE, "/agentId", "there is no agent `" + named + "`")
          .reply();
    }
    if (agent.get().disabled()) {
      return Problem.of(ProblemCode.CONFLICT, "the agent is disabled").reply();
    }
    return issue(call, body, agent.get(), byReference);
  }

  private Reply issue(Call call, Members body, Agent agent, boolean byReference) {
    Instant now = clock.instant();
    Granting granting = Granting.of(body, call.principal(), agent, service.policies(call.tenant()));
    List<TokenIssuer.Grant> grants = granting.grants(body);
    Lifetime.Asked asked = Lifetime.asked(body, now);
    Value.Struct session = SessionValues.read(body, agent);
    Value.Struct metadata = body.struct("metadata");
    boolean reference = reference(body, byReference);
    body.refuseOthers();
    if (!body.misfits().isEmpty()) {
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    if (grants.isEmpty()) {
      return Problem.of(
              ProblemCode.NO_POLICY, "name one by `policyId`, or give the agent its `policies`")
          .reply();
    }
    List<CompiledPolicy> policies = List.copyOf(granting.byId().values());
    List<Misfit> misfits = SessionValues.against(policies, session, agent);
    if (!misfits.isEmpty()) {
      return Problem.of(ProblemCode.INVALID_SESSION, misfits).reply();
    }
    List<String> warnings = new ArrayList<>(granting.warnings());
    warnings.addAll(SessionValues.unread(policies, session));
    Duration longest = Lifetime.longest(policies, call.principal().key().longestToken());
    Optional<Misfit> wrong = Lifetime.wrong(now, asked, longest);
    if (wrong.isPresent()) {
      return Problem.of(ProblemCode.INVALID_EXPIRY, List.of(wrong.get())).reply();
    }
    Instant expires = asked == null ? Lifetime.byDefault(now, longest) : asked.end();
    var order = new TokenIssuer.Order(call.tenant(), agent.id(), now, expires, session, grants);
    return issuer
        .issue(order)
        .map(
            issued ->
                new Handover(
                    call,
                    granting,
                    grants,
                    warnings,
                    issued,
                    metadata,
                    reference ? OpaqueSecret.TOKEN_REFERENCE.generate(random) : null))
        .map(handover -> register(handover, now))
        .orElseGet(
            () ->
                Problem.of(
                        ProblemCode.INVALID_SESSION,
                        "the token would be over 8 KiB, or the tenant has no active key")
                    .reply());
  }

  /** {@code format}: {@code jwt} or {@code reference}. */
  private static boolean reference(Members body, boolean byDefault) {
    String format = body.text("format");
    if (format != null && !format.equals("jwt") && !format.equals("reference")) {
      body.misfit("format", "is `jwt` or `reference`");
    }
    return format == null ? byDefault : format.equals("reference");
  }

  private Reply register(Handover handover, Instant now) {
    IssuedToken token =
        new IssuedToken(
            handover.issued().claims(),
            now,
            handover.call().principal().actor().id(),
            handover.metadata(),
            handover.reference() == null ? null : OpaqueSecret.hash(handover.reference()));
    return administration.perform(
        handover.call(), new Act.RegisterToken(token), done -> handover.reply());
  }

  /**
   * A token on its way to the caller.
   *
   * @param reference its reference, where it is handed out by that
   */
  private record Handover(
      Call call,
      Granting granting,
      List<TokenIssuer.Grant> grants,
      List<String> warnings,
      TokenIssuer.Issued issued,
      Value.Struct metadata,
      @Nullable String reference) {

    Reply reply() {
      String id = issued.claims().leaf().jti();
      Consumer<Out> withheld = out -> write(out.flag("token_withheld", true));
      String secret = reference == null ? issued.text() : reference;
      return Reply.created("/v1/tokens/" + id, out -> write(out.text("token", secret)))
          .secret(withheld);
    }

    private void write(Out out) {
      var leaf = issued.claims().leaf();
      out.text("id", leaf.jti())
          .text("token_type", reference == null ? "jwt" : "reference")
          .text("agent_id", leaf.agent())
          .text("agentId", leaf.agent())
          .texts("capabilities", granting.actions(grants))
          .each(
              "grants",
              grants,
              (grant, g) ->
                  grant.text("policy", g.policy()).texts("capabilities", g.capabilities()))
          .value("session", issued.claims().values())
          .value("metadata", metadata)
          .time("expires_at", leaf.expires())
          .time("expiresAt", leaf.expires());
      if (!warnings.isEmpty()) {
        out.texts("warnings", warnings);
      }
    }
  }
}
