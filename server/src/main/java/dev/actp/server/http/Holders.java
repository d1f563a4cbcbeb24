package dev.actp.server.http;

import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Standing;
import dev.actp.runtime.token.MissBudget;
import dev.actp.runtime.token.Verification;
import java.util.Optional;

/**
 * Lets holders of capability tokens act for themselves, where an operation takes that: each some
 * times a second, since everything that they do is recorded. May read the disk.
 */
final class Holders {
  private final TokenResolver tokens;
  private final DecisionService service;
  private final MissBudget budget;

  /**
   * @param budget how often a token may be used for it
   */
  Holders(TokenResolver tokens, DecisionService service, MissBudget budget) {
    this.tokens = tokens;
    this.service = service;
    this.budget = budget;
  }

  /** Whether somebody is let in. */
  sealed interface Admission {}

  /** Somebody is. */
  record Admitted(Principal principal) implements Admission {}

  /** Nobody is, and this is the answer. */
  record Turned(Reply reply) implements Admission {}

  /** Lets in whoever shows a token that is good now. */
  Admission admit(Exchange exchange, String text) {
    Optional<String> tenant = tokens.tenantOf(text);
    if (tenant.isEmpty()) {
      return turned(ProblemCode.UNAUTHENTICATED);
    }
    return switch (tokens.resolve(tenant.get(), "token from " + exchange.peer(), text)) {
      case Verification.Refused refused ->
          turned(
              refused.code() == Reason.Code.OVERLOADED
                  ? ProblemCode.OVERLOADED
                  : ProblemCode.UNAUTHENTICATED);
      case Verification.Genuine(VerifiedToken token) -> admit(token);
      case Verification.Bound bound -> turned(ProblemCode.UNAUTHENTICATED);
    };
  }

  private Admission admit(VerifiedToken token) {
    Standing standing = service.standing(token).toCompletableFuture().join();
    if (standing.defect() != null) {
      return turned(
          standing.defect().family() == Reason.Family.ERROR
              ? ProblemCode.STORE_UNAVAILABLE
              : ProblemCode.UNAUTHENTICATED);
    }
    return budget.take(token.leaf().jti())
        ? new Admitted(Principal.holding(token))
        : turned(ProblemCode.OVERLOADED);
  }

  private static Admission turned(ProblemCode code) {
    return new Turned(Problem.of(code).reply());
  }
}
