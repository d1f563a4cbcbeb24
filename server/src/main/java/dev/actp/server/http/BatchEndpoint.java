package dev.actp.server.http;

import dev.actp.runtime.token.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Several decisions in one request. Each is a decision of its own: recorded, counted, and committed
 * in the order in which they are asked for.
 */
final class BatchEndpoint {
  private final Dialect dialect;
  private final Decisions decisions;
  private final Executor threads;

  /**
   * @param threads where batches are waited for; refuses what is too much
   */
  BatchEndpoint(Dialect dialect, Decisions decisions, Executor threads) {
    this.dialect = dialect;
    this.decisions = decisions;
    this.threads = threads;
  }

  /**
   * What one request came to.
   *
   * @param members of its answer
   */
  private record One(boolean allowed, Consumer<Out> members) {}

  /** Answers the request, sooner or later, whatever happens. */
  void handle(Exchange exchange) {
    try {
      threads.execute(() -> exchange.send(guarded(exchange)));
    } catch (RejectedExecutionException e) {
      exchange.send(dialect.refused(Problem.of(ProblemCode.OVERLOADED)));
    }
  }

  private Reply guarded(Exchange exchange) {
    try {
      return switch (Decisions.read(exchange)) {
        case Decisions.NoDocument(Problem problem) -> dialect.refused(problem);
        case Decisions.Document(var document) ->
            switch (dialect.readBatch(document)) {
              case Batch.Unfit(Problem problem) -> dialect.refused(problem);
              case Batch.Single(EnforceBody asked) -> single(exchange, asked);
              case Batch.Several batch -> several(exchange, batch);
            };
      };
    } catch (RuntimeException | StackOverflowError e) {
      return Decisions.failure(exchange, dialect, e);
    }
  }

  private Reply single(Exchange exchange, EnforceBody asked) {
    return switch (decisions.admit(exchange, asked, true)) {
      case Doorkeeper.Turned(Problem problem) -> dialect.refused(problem);
      case Doorkeeper.Untrusted(Verification.Refused refused) ->
          Reply.ok(decisions.untrusted(dialect, asked, refused));
      case Doorkeeper.Admitted admitted ->
          decisions.reply(
              exchange,
              dialect,
              decisions.decide(exchange, dialect, asked, admitted).toCompletableFuture().join());
      case Doorkeeper.OnDisk onDisk -> throw new IllegalStateException("the disk was read");
    };
  }

  private Reply several(Exchange exchange, Batch.Several batch) {
    List<CompletionStage<One>> begun = new ArrayList<>();
    for (EnforceBody asked : batch.asked()) {
      Doorkeeper.Admission admission = decisions.admit(exchange, asked, true);
      if (admission instanceof Doorkeeper.Turned(Problem problem)
          && isOfAll(problem, begun.isEmpty())) {
        return dialect.refused(problem);
      }
      CompletionStage<One> one = one(exchange, asked, admission);
      begun.add(one);
      if (batch.semantic() != Batch.Semantic.EXECUTE_ALL
          && batch.semantic().endsWith(one.toCompletableFuture().join().allowed())) {
        break;
      }
    }
    List<Consumer<Out>> answers =
        begun.stream().map(one -> one.toCompletableFuture().join().members()).toList();
    return Reply.ok(
        out -> out.each(dialect.answers(), answers, (element, members) -> members.accept(element)));
  }

  /** Whether it is wrong with the whole request: with its address, or with who sends it. */
  private static boolean isOfAll(Problem problem, boolean first) {
    return switch (problem.code().status()) {
      case 400 -> true;
      case 401 -> first;
      default -> false;
    };
  }

  private CompletionStage<One> one(
      Exchange exchange, EnforceBody asked, Doorkeeper.Admission admission) {
    return switch (admission) {
      case Doorkeeper.Turned(Problem problem) -> denied(dialect.refusedOne(problem));
      case Doorkeeper.Untrusted(Verification.Refused refused) ->
          denied(decisions.untrusted(dialect, asked, refused));
      case Doorkeeper.Admitted admitted ->
          decisions
              .decide(exchange, dialect, asked, admitted)
              .thenApply(
                  answer -> new One(answer.allows(), decisions.decided(exchange, dialect, answer)))
              .exceptionally(failure -> failed(exchange, failure));
      case Doorkeeper.OnDisk onDisk -> throw new IllegalStateException("the disk was read");
    };
  }

  /** One failed, and the others are decided all the same. */
  private One failed(Exchange exchange, Throwable failure) {
    Decisions.failure(exchange, dialect, failure);
    return new One(false, dialect.refusedOne(Problem.of(ProblemCode.INTERNAL)));
  }

  private static CompletionStage<One> denied(Consumer<Out> members) {
    return CompletableFuture.completedFuture(new One(false, members));
  }
}
