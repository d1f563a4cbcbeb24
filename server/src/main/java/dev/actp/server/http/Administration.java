package dev.actp.server.http;

import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Performs what administration asks for, one act after the other where an act rests on what was
 * looked up before it. Blocks until the act is committed.
 */
final class Administration {
  private final DecisionService service;
  private final ReentrantLock oneAtATime = new ReentrantLock(true);

  Administration(DecisionService service) {
    this.service = service;
  }

  /** The act, once committed, or why it was refused. */
  Done perform(Call call, Act act) {
    return perform(call.tenant(), call, act);
  }

  private Done perform(String tenant, Call call, Act act) {
    return service.perform(tenant, call.principal().actor(), act).toCompletableFuture().join();
  }

  /** Performs the act and answers with what {@code answer} makes of it, or with the refusal. */
  Reply perform(Call call, Act act, Function<Done.Committed, Reply> answer) {
    return perform(call.tenant(), call, act, answer);
  }

  /** The same for a tenant that is not the caller's, as an operator may. */
  Reply perform(String tenant, Call call, Act act, Function<Done.Committed, Reply> answer) {
    return switch (perform(tenant, call, act)) {
      case Done.Committed committed -> answer.apply(committed);
      case Done.Refused refused -> refusal(refused);
    };
  }

  /** Looks up and acts while nobody else does. */
  Reply exclusively(Supplier<Reply> lookUpAndAct) {
    oneAtATime.lock();
    try {
      return lookUpAndAct.get();
    } finally {
      oneAtATime.unlock();
    }
  }

  static Reply refusal(Done.Refused refused) {
    return problem(refused).reply();
  }

  static Problem problem(Done.Refused refused) {
    ProblemCode code =
        switch (refused.why()) {
          case UNKNOWN -> ProblemCode.NOT_FOUND;
          case CONFLICT -> ProblemCode.CONFLICT;
          case FORBIDDEN -> ProblemCode.FORBIDDEN;
          case ESCALATION -> ProblemCode.DELEGATION_REFUSED;
          case FULL -> ProblemCode.LIMIT_REACHED;
          case QUOTA -> ProblemCode.QUOTA_REACHED;
          case INVALID -> ProblemCode.INVALID_REQUEST;
          case SEALED -> ProblemCode.LEDGER_SEALED;
          case OVERLOADED -> ProblemCode.OVERLOADED;
          case STORE_UNAVAILABLE -> ProblemCode.STORE_UNAVAILABLE;
        };
    return Problem.of(code, refused.message()).with(refused.exceeded());
  }
}
