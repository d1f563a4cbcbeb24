package dev.actp.runtime.service;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.Memo;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Something that waits for the writer, and the one answer that it gets. */
sealed interface Job {

  /** Answers that nothing was done. */
  void refuse(Reason.Code code, String detail, Instant at);

  /**
   * A request to be decided.
   *
   * @param digest the canonical request's digest under {@code policies}, where it can be repeated
   * @param memo the results of functions that were computed for it
   * @param rounds how often they were
   * @param since when it began to wait, by the monotonic clock
   */
  record Ask(
      Enforcement enforcement,
      @Nullable String digest,
      CompiledPolicies policies,
      CompletableFuture<Answer> answer,
      Memo memo,
      int rounds,
      long since)
      implements Job {

    Ask(
        Enforcement enforcement,
        @Nullable String digest,
        CompiledPolicies policies,
        CompletableFuture<Answer> answer,
        long since) {
      this(enforcement, digest, policies, answer, new Memo().lookingUp(), 0, since);
    }

    /** The same, once more was computed for it. */
    Ask again(long now) {
      return new Ask(enforcement, digest, policies, answer, memo.lookingUp(), rounds + 1, now);
    }

    @Override
    public void refuse(Reason.Code code, String detail, Instant at) {
      answer.complete(Denials.unrecorded(code, detail, at, enforcement.dryRun()));
    }
  }

  /** A look at how a token stands. */
  record Look(VerifiedToken token, CompletableFuture<Standing> standing) implements Job {
    @Override
    public void refuse(Reason.Code code, String detail, Instant at) {
      standing.complete(new Standing(code, Set.of()));
    }
  }

  /** Something to be kept that has no record. */
  record Keep(String tenant, Posting posting, CompletableFuture<Boolean> kept) implements Job {
    @Override
    public void refuse(Reason.Code code, String detail, Instant at) {
      kept.complete(false);
    }
  }

  /** An administrative act. */
  record Perform(String tenant, Actor actor, Act act, CompletableFuture<Done> done) implements Job {
    @Override
    public void refuse(Reason.Code code, String detail, Instant at) {
      Done.Why why =
          switch (code) {
            case OVERLOADED -> Done.Why.OVERLOADED;
            case LEDGER_SEALED -> Done.Why.SEALED;
            default -> Done.Why.STORE_UNAVAILABLE;
          };
      done.complete(new Done.Refused(why, detail, null));
    }
  }
}
