package dev.actp.server.http;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
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

  /** What became of it. */
  sealed interface Issuing {
    Reply reply();
  }

  /** It is issued, and on record. */
  record Issued(HandedOut token) implements Issuing {
    @Override
    public Reply reply() {
      return token.reply();
    }
  }

  /** It is not. */
  record Refused(Problem problem) implements Issuing {
    @Override
    public Reply reply() {
      return problem.reply();
    }
  }

  /**
   * Issues a token.
   *
   * @param byReference whether it is handed out as a reference where the body does not say
   */
  Issuing issue(Call call, boolean byReference) {
    Members body = call.body();
    String named = body.needText("agentId", "agent_id", "agent");
    Optional<Agent> agent = directory.agent(call.tenant(), named);
    if (named.isEmpty()) {
      return new Refused(Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()));
    }
    if (agent.isEmpty() || !call.principal().coversAgent(agent.get().id())) {
      return new Refused(
          Problem.at(
              ProblemCode.UNKNOWN_REFERENCE, "/agentId", "there is no agent `" + named + "`"));
    }
    if (agent.get().disabled()) {
      return new Refused(Problem.of(ProblemCode.CONFLICT, "the agent is disabled"));
    }
    return issue(call, body, agent.get(), byReference);
  }

  private Issuing issue(Call call, Members body, Agent agent, boolean byReference) {
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
      return new Refused(Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()));
    }
    if (grants.isEmpty()) {
      return new Refused(
          Problem.of(
              ProblemCode.NO_POLICY, "name one by `policyId`, or give the agent its `policies`"));
    }
    List<CompiledPolicy> policies = List.copyOf(granting.byId().values());
    List<Misfit> misfits = SessionValues.against(policies, session, agent);
    if (!misfits.isEmpty()) {
      return new Refused(Problem.of(ProblemCode.INVALID_SESSION, misfits));
    }
    List<String> warnings = new ArrayList<>(granting.warnings());
    warnings.addAll(wanted.warnings());
    warnings.addAll(SessionValues.unread(policies, session));
    Duration longest = Lifetime.longest(policies, call.principal().key().longestToken());
    Optional<Misfit> wrong = Lifetime.wrong(now, asked, longest);
    if (wrong.isPresent()) {
      return new Refused(Problem.of(ProblemCode.INVALID_EXPIRY, List.of(wrong.get())));
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
        .map(token -> register(call, token, now))
        .orElseGet(() -> new Refused(tooLarge()));
  }

  private Issuing register(Call call, HandedOut token, Instant now) {
    Act act = new Act.RegisterToken(token.token(now, call.principal().actor().id()));
    return switch (administration.perform(call, act)) {
      case Done.Committed done -> new Issued(token);
      case Done.Refused refused -> new Refused(Administration.problem(refused));
    };
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
