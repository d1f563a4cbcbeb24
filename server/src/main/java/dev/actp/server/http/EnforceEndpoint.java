package dev.actp.server.http;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The decision path of the server: everything up to the decision service runs on the connection's
 * event loop, unless a credential has to be read from disk first. Whatever goes wrong is a denial.
 */
final class EnforceEndpoint {
  private final Dialect dialect;
  private final Decisions decisions;
  private final Executor threads;

  /**
   * @param threads for requests that have to wait for the disk; refuses what is too much
   */
  EnforceEndpoint(Dialect dialect, Decisions decisions, Executor threads) {
    this.dialect = dialect;
    this.decisions = decisions;
    this.threads = threads;
  }

  /**
   * Answers the request, sooner or later, whatever happens. Called on the connection's event loop.
   */
  void handle(Exchange exchange) {
    try {
      switch (Decisions.read(exchange)) {
        case Decisions.NoDocument(Problem problem) -> exchange.send(dialect.refused(problem));
        case Decisions.Document(var document) -> begin(exchange, dialect.read(document), false);
      }
    } catch (RejectedExecutionException e) {
      exchange.send(dialect.refused(Problem.of(ProblemCode.OVERLOADED)));
    } catch (RuntimeException | StackOverflowError e) {
      failed(exchange, e);
    }
  }

  private void begin(Exchange exchange, EnforceBody body, boolean mayBlock) {
    switch (decisions.admit(exchange, body, mayBlock)) {
      case Doorkeeper.Turned(Problem problem) -> exchange.send(dialect.refused(problem));
      case Doorkeeper.Untrusted(var refused) ->
          exchange.send(Reply.ok(decisions.untrusted(dialect, body, refused)));
      case Doorkeeper.Admitted admitted -> decide(exchange, body, admitted);
      case Doorkeeper.OnDisk onDisk -> threads.execute(() -> beginBlocking(exchange, body));
    }
  }

  private void beginBlocking(Exchange exchange, EnforceBody body) {
    try {
      begin(exchange, body, true);
    } catch (RuntimeException | StackOverflowError e) {
      failed(exchange, e);
    }
  }

  private void decide(Exchange exchange, EnforceBody body, Doorkeeper.Admitted admitted) {
    decisions
        .decide(exchange, dialect, body, admitted)
        .whenComplete((answer, failure) -> exchange.send(() -> reply(exchange, answer, failure)));
  }

  private Reply reply(
      Exchange exchange, @Nullable EnforceAnswer answer, @Nullable Throwable failure) {
    if (answer == null) {
      return Decisions.failure(exchange, dialect, failure);
    }
    try {
      return decisions.reply(exchange, dialect, answer);
    } catch (RuntimeException | StackOverflowError e) {
      return Decisions.failure(exchange, dialect, e);
    }
  }

  private void failed(Exchange exchange, Throwable failure) {
    exchange.send(Decisions.failure(exchange, dialect, failure));
  }
}
