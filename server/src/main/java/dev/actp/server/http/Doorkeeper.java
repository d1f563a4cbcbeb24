package dev.actp.server.http;

import dev.actp.runtime.decision.Possession;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.service.Caller;
import dev.actp.runtime.token.Proofs;
import dev.actp.runtime.token.Verification;
import java.util.Optional;

/**
 * Lets requests for decisions in: with an enforcer's key and a token in the body, or with a token
 * alone, which may ask about itself and gets no more than an answer.
 */
final class Doorkeeper {
  private final Authenticator authenticator;
  private final TokenResolver tokens;
  private final Proofs proofs;
  private final AgentTokens agents;
  private final Tolls tolls;

  Doorkeeper(
      Authenticator authenticator,
      TokenResolver tokens,
      Proofs proofs,
      AgentTokens agents,
      Tolls tolls) {
    this.tolls = tolls;
    this.authenticator = authenticator;
    this.tokens = tokens;
    this.proofs = proofs;
    this.agents = agents;
  }

  /** Whether it was let in. */
  sealed interface Admission {}

  /** Whether somebody may ask what tokens alone may not. */
  sealed interface Asking {}

  /** It was not, or nobody may. */
  record Turned(Problem problem) implements Admission, Asking {}

  /** Whoever this is may. */
  record Enforcer(Principal principal) implements Asking {}

  /** Its caller was, but the token in the body does not verify: a denial like others. */
  record Untrusted(Verification.Refused refused) implements Admission {}

  /**
   * It was.
   *
   * @param possession what was shown of the key that the token is bound to
   * @param enforcesObligations whether the caller declared that it does
   * @param full whether it wants, and may see, clauses and values
   */
  record Admitted(
      VerifiedToken token,
      Possession possession,
      Caller caller,
      boolean enforcesObligations,
      boolean dryRun,
      boolean full)
      implements Admission {
    /** The same, to see what would come of it. */
    Admitted dry() {
      return new Admitted(token, possession, caller, enforcesObligations, true, full);
    }
  }

  /** Whether to let it in is on disk, where an event loop must not look. */
  enum OnDisk implements Admission {
    ON_DISK
  }

  /**
   * Lets a request in or not.
   *
   * @param mayBlock whether the disk may be read; where not, {@link OnDisk} is an answer
   */
  Admission admit(Exchange exchange, Credential credential, EnforceBody body, boolean mayBlock) {
    if (Credential.inAddress(exchange.uri())) {
      return turned(Problem.of(ProblemCode.CREDENTIAL_IN_URL));
    }
    if (!body.misfits().isEmpty()) {
      return turned(Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()));
    }
    Admission admission = admitted(exchange, credential, body, mayBlock);
    if (admission instanceof Admitted admitted && body.subject() != null) {
      admission = about(body.subject(), admitted, mayBlock);
    }
    return admission instanceof Admitted admitted
        ? tolls.request(admitted.token().tenant()).map(Doorkeeper::turned).orElse(admission)
        : admission;
  }

  /** Whether a credential is an enforcer's key. May read the disk. */
  Asking enforcer(Exchange exchange, Credential credential) {
    return switch (credential) {
      case Credential.Refused(Problem problem) -> new Turned(problem);
      case Credential.Key(String secret) -> enforcer(exchange, authenticator.presented(secret));
      case Credential.Token token ->
          new Turned(
              Problem.of(ProblemCode.FORBIDDEN, "a token alone asks about one request at a time"));
      case Credential.Client unread -> new Turned(Problem.of(ProblemCode.UNAUTHENTICATED));
      case Credential.None none -> new Turned(Problem.of(ProblemCode.UNAUTHENTICATED));
    };
  }

  private Asking enforcer(Exchange exchange, Authenticator.Presented presented) {
    return switch (authenticator.find(presented, exchange.from())) {
      case Authenticator.Unknown unknown -> new Turned(Problem.of(ProblemCode.UNAUTHENTICATED));
      case Authenticator.Elsewhere(ApiKey key) -> new Turned(tolls.elsewhere(key, exchange.from()));
      case Authenticator.Good(ApiKey key) ->
          key.roles().contains(ApiKey.Role.ENFORCER)
              ? new Enforcer(new Principal(key))
              : new Turned(Problem.of(ProblemCode.FORBIDDEN, "the key needs the role `enforcer`"));
    };
  }

  /** Whether a request shows a token, or names an agent that its caller may ask about. */
  boolean knows(Principal principal, EnforceBody body) {
    return body.token() != null
        || body.subject() == null
        || agents.knows(principal, body.subject().agent());
  }

  /** A token is its agent's, so whoever names another one is mistaken in one of the two. */
  private Admission about(EnforceBody.Subject subject, Admitted admitted, boolean mayBlock) {
    String agent = admitted.token().leaf().agent();
    if (subject.agent().equals(agent)) {
      return admitted;
    }
    if (!mayBlock) {
      return OnDisk.ON_DISK;
    }
    return agents.isCalled(admitted.token().tenant(), agent, subject.agent())
        ? admitted
        : turned(
            Problem.at(
                ProblemCode.INVALID_REQUEST, subject.pointer(), "is not the agent of the token"));
  }

  private Admission admitted(
      Exchange exchange, Credential credential, EnforceBody body, boolean mayBlock) {
    return switch (credential) {
      case Credential.Refused(Problem problem) -> turned(problem);
      case Credential.Key(String secret) -> byKey(exchange, secret, body, mayBlock);
      case Credential.Token(String text) -> byToken(exchange, text, body, mayBlock);
      case Credential.Client unread -> turned(Problem.of(ProblemCode.UNAUTHENTICATED));
      case Credential.None none ->
          body.token() == null
              ? turned(Problem.of(ProblemCode.UNAUTHENTICATED))
              : byToken(exchange, body.token(), body, mayBlock);
    };
  }

  private Admission byKey(Exchange exchange, String secret, EnforceBody body, boolean mayBlock) {
    Authenticator.Presented presented = authenticator.presented(secret);
    boolean waits =
        !authenticator.remembers(presented)
            || (body.token() != null && !tokens.remembers(body.token()));
    if (waits && !mayBlock) {
      return OnDisk.ON_DISK;
    }
    return switch (enforcer(exchange, presented)) {
      case Turned turned -> turned;
      case Enforcer(Principal principal) -> byKey(exchange, principal, body, mayBlock);
    };
  }

  private Admission byKey(
      Exchange exchange, Principal principal, EnforceBody body, boolean mayBlock) {
    if (body.tenantHint() != null && !TenantHint.allows(body.tenantHint(), principal.tenant())) {
      return turned(Problem.of(ProblemCode.FOREIGN_TENANT));
    }
    return switch (Options.of(exchange)) {
      case Options.Unknown unknown -> turned(Problem.of(ProblemCode.INVALID_QUERY, unknown.why()));
      case Options.Known options ->
          switch (token(exchange, principal, body, mayBlock)) {
            case AgentTokens.Held(String token) -> byKey(exchange, principal, body, token, options);
            case AgentTokens.Unread unread -> OnDisk.ON_DISK;
            case AgentTokens.None(Problem problem) -> turned(problem);
            case AgentTokens.Barred(Verification.Refused refused) -> new Untrusted(refused);
          };
    };
  }

  /** The token of the body, else one for the agent that it names. */
  private AgentTokens.Found token(
      Exchange exchange, Principal principal, EnforceBody body, boolean mayBlock) {
    if (body.token() != null) {
      return new AgentTokens.Held(body.token());
    }
    return body.subject() == null
        ? new AgentTokens.None(Problem.at(ProblemCode.INVALID_REQUEST, "/token", "is required"))
        : agents.find(exchange, principal, body.subject(), mayBlock);
  }

  private Admission byKey(
      Exchange exchange,
      Principal principal,
      EnforceBody body,
      String token,
      Options.Known options) {
    if (options.full() && !principal.has(ApiKey.Role.AUDITOR)) {
      return turned(Problem.of(ProblemCode.FORBIDDEN, "`explain=full` needs the role `auditor`"));
    }
    return switch (tokens.resolve(principal.tenant(), principal.key().id(), token)) {
      case Verification.Refused refused ->
          refused.code() == Reason.Code.OVERLOADED
              ? turned(Problem.of(ProblemCode.OVERLOADED))
              : new Untrusted(refused);
      case Verification.Genuine(VerifiedToken genuine) ->
          byKey(principal, options, genuine, Possession.None.NONE);
      case Verification.Bound(VerifiedToken bound) -> {
        String caller = principal.key().id();
        yield byKey(principal, options, bound, possession(exchange, body, token, bound, caller));
      }
    };
  }

  private static Admission byKey(
      Principal principal, Options.Known options, VerifiedToken token, Possession possession) {
    return principal.coversAgent(token.leaf().agent())
        ? new Admitted(
            token,
            possession,
            principal.caller(),
            principal.key().enforcesObligations(),
            options.dryRun(),
            options.full())
        : turned(Problem.of(ProblemCode.FORBIDDEN, "the key is not for this agent"));
  }

  private Admission byToken(Exchange exchange, String text, EnforceBody body, boolean mayBlock) {
    if (!mayBlock && !tokens.remembers(text)) {
      return OnDisk.ON_DISK;
    }
    if (body.token() != null && !body.token().equals(text)) {
      return turned(
          Problem.of(ProblemCode.TWO_CREDENTIALS, "header and body hold different tokens"));
    }
    switch (Options.of(exchange)) {
      case Options.Unknown(String why) -> {
        return turned(Problem.of(ProblemCode.INVALID_QUERY, why));
      }
      case Options.Known(boolean dryRun, boolean full) -> {
        if (dryRun || full) {
          return turned(
              Problem.of(
                  ProblemCode.FORBIDDEN, "a token alone gets neither dry runs nor explanations"));
        }
      }
    }
    Optional<String> tenant = tokens.tenantOf(text);
    if (tenant.isEmpty()) {
      return turned(Problem.of(ProblemCode.UNAUTHENTICATED));
    }
    String caller = "token from " + exchange.peer();
    return switch (tokens.resolve(tenant.get(), caller, text)) {
      case Verification.Refused refused ->
          turned(
              Problem.of(
                  refused.code() == Reason.Code.OVERLOADED
                      ? ProblemCode.OVERLOADED
                      : ProblemCode.UNAUTHENTICATED));
      case Verification.Genuine(VerifiedToken genuine) ->
          byToken(body, genuine, Possession.None.NONE);
      case Verification.Bound(VerifiedToken bound) ->
          byToken(body, bound, possession(exchange, body, text, bound, caller));
    };
  }

  private static Admission byToken(EnforceBody body, VerifiedToken token, Possession possession) {
    return body.tenantHint() == null || TenantHint.allows(body.tenantHint(), token.tenant())
        ? new Admitted(
            token,
            possession,
            new Caller(token.leaf().jti(), Caller.Kind.TOKEN),
            false,
            false,
            false)
        : turned(Problem.of(ProblemCode.FOREIGN_TENANT));
  }

  /** What the proof in the body is worth. */
  private Possession possession(
      Exchange exchange, EnforceBody body, String text, VerifiedToken token, String caller) {
    VerifiedToken.Holder holder = token.holder();
    if (holder == null || body.proof() == null) {
      return Possession.None.NONE;
    }
    String digest = Proofs.digest(body.action(), body.resource(), body.context());
    Proofs.Target target =
        new Proofs.Target(holder.key(), text, exchange.method(), exchange.path(), digest);
    return proofs.read(target, caller, body.proof());
  }

  private static Admission turned(Problem problem) {
    return new Turned(problem);
  }
}
