package dev.actp.server.http;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.token.Confirmation;
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
    Wanted wanted = Wanted.read(body, granting.byId(), (policy, capability) -> true, null);
    List<TokenIssuer.Grant> grants = granting.grants(body, wanted);
    Lifetime.Asked asked = Lifetime.asked(body, now);
    Value.Struct session = SessionValues.read(body, agent);
    Value.Struct metadata = body.struct("metadata");
    boolean reference = reference(body, byReference);
    String holder = Confirmation.read(body);
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
    warnings.addAll(wanted.warnings());
    warnings.addAll(SessionValues.unread(policies, session));
    Duration longest = Lifetime.longest(policies, call.principal().key().longestToken());
    Optional<Misfit> wrong = Lifetime.wrong(now, asked, longest);
    if (wrong.isPresent()) {
      return Problem.of(ProblemCode.INVALID_EXPIRY, List.of(wrong.get())).reply();
    }
    Instant expires = asked == null ? Lifetime.byDefault(now, longest) : asked.end();
    var order =
        new TokenIssuer.Order(
            call.tenant(), agent.id(), now, expires, session, grants, wanted.narrowings(), holder);
    return issuer
        .issue(order)
        .map(
            issued ->
                new HandedOut(
                    issued,
                    grants,
                    granting.actions(grants),
                    warnings,
                    metadata,
                    reference ? OpaqueSecret.TOKEN_REFERENCE.generate(random) : null))
        .map(
            token ->
                administration.perform(
                    call,
                    new Act.RegisterToken(token.token(now, call.principal().actor().id())),
                    done -> token.reply()))
        .orElseGet(() -> tooLarge().reply());
  }

  static Problem tooLarge() {
    return Problem.of(
        ProblemCode.INVALID_SESSION,
        "the token would be over 8 KiB, or the tenant has no active key");
  }

  /** {@code format}: {@code jwt} or {@code reference}. */
  static boolean reference(Members body, boolean byDefault) {
    String format = body.text("format");
    if (format != null && !format.equals("jwt") && !format.equals("reference")) {
      body.misfit("format", "is `jwt` or `reference`");
    }
    return format == null ? byDefault : format.equals("reference");
  }
}
