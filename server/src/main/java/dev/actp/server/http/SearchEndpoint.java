package dev.actp.server.http;

import dev.actp.runtime.decision.Listing;
import dev.actp.runtime.service.DecisionService;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Searches of AuthZEN 1.0, section 8. What is found was decided, each by a dry run, which is on
 * record as one: nothing is found that an evaluation would not permit.
 */
final class SearchEndpoint {
  private final Authzen dialect = new Authzen();
  private final AuthzenSearch.Kind kind;
  private final Decisions decisions;
  private final DecisionService service;
  private final Executor threads;

  /**
   * @param threads where searches are waited for; refuses what is too much
   */
  SearchEndpoint(
      AuthzenSearch.Kind kind, Decisions decisions, DecisionService service, Executor threads) {
    this.kind = kind;
    this.decisions = decisions;
    this.service = service;
    this.threads = threads;
  }

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
            begin(exchange, AuthzenSearch.read(kind, document));
      };
    } catch (RuntimeException | StackOverflowError e) {
      return Decisions.failure(exchange, dialect, e);
    }
  }

  private Reply begin(Exchange exchange, AuthzenSearch search) {
    if (!exchange.query().isEmpty()) {
      return dialect.refused(Problem.of(ProblemCode.INVALID_QUERY, "there are no parameters here"));
    }
    if (!search.misfits().isEmpty()) {
      return dialect.refused(Problem.of(ProblemCode.INVALID_REQUEST, search.misfits()));
    }
    return switch (decisions.enforcer(exchange)) {
      case Doorkeeper.Turned(Problem problem) -> dialect.refused(problem);
      case Doorkeeper.Enforcer(Principal principal) ->
          search.stranger() || !decisions.knows(principal, search.asked())
              ? Reply.ok(out -> write(out, search, new Page(List.of(), "", true)))
              : admit(exchange, search);
    };
  }

  private Reply admit(Exchange exchange, AuthzenSearch search) {
    return switch (decisions.admit(exchange, search.asked(), true)) {
      case Doorkeeper.Turned(Problem problem) -> dialect.refused(problem);
      case Doorkeeper.Untrusted untrusted ->
          Reply.ok(out -> write(out, search, new Page(List.of(), "", true)));
      case Doorkeeper.Admitted admitted -> search(exchange, search, admitted.dry());
      case Doorkeeper.OnDisk onDisk -> throw new IllegalStateException("the disk was read");
    };
  }

  /**
   * One page.
   *
   * @param next empty behind the last
   */
  private record Page(List<String> found, String next, boolean complete) {}

  private Reply search(Exchange exchange, AuthzenSearch search, Doorkeeper.Admitted admitted) {
    AuthzenSearch.Candidates candidates =
        search.candidates(
            new Listing(service.policies(admitted.token().tenant()), admitted.token()));
    Iterator<String> names = candidates.names().iterator();
    List<String> found = new ArrayList<>();
    int looked = 0;
    String last = search.after();
    while (names.hasNext() && found.size() < search.limit() && looked < AuthzenSearch.MOST) {
      int room = Math.min(search.limit() - found.size(), AuthzenSearch.MOST - looked);
      List<CompletableFuture<EnforceAnswer>> asked = new ArrayList<>();
      while (names.hasNext() && asked.size() < room) {
        last = names.next();
        asked.add(
            decisions.decide(exchange, dialect, search.of(last), admitted).toCompletableFuture());
      }
      looked += asked.size();
      for (CompletableFuture<EnforceAnswer> one : asked) {
        EnforceAnswer answer = one.join();
        if (answer.unavailable()) {
          return dialect.refused(Problem.of(ProblemCode.STORE_UNAVAILABLE));
        }
        if (answer.wouldAllow()) {
          found.add(search.named(answer.asked()));
        }
      }
    }
    String next = names.hasNext() ? search.next(last) : "";
    return Reply.ok(out -> write(out, search, new Page(found, next, candidates.complete())));
  }

  private static void write(Out out, AuthzenSearch search, Page page) {
    out.each("results", page.found(), search.result())
        .object(
            "page",
            inner -> inner.text("next_token", page.next()).number("count", page.found().size()))
        .object("context", context -> context.flag("complete", page.complete()));
  }
}
