package dev.actp.server.http;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.service.Answer;
import dev.actp.server.metrics.Counts;
import dev.actp.server.metrics.Metrics;
import dev.actp.server.metrics.Stage;
import dev.actp.server.metrics.Times;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What a port counts and measures. Thread-safe; nothing is looked up by what a caller sends. */
final class HttpMeters {
  private final Counts<Outcome> decisions;
  private final Counts<Outcome> dryRuns;
  private final Counts<Reason.Code> denials;
  private final LongAdder repeated;
  private final LongAdder untrusted;
  private final Counts<ProblemCode> refusals;
  private final Counts<Status> answers;
  private final LongAdder turnedAway;
  private final LongAdder opened;
  private final LongAdder closed;
  private final Times read;
  private final Times whole;

  /** The first digit of a status. */
  private enum Status {
    INFORMATIONAL,
    SUCCESS,
    REDIRECT,
    CLIENT_ERROR,
    SERVER_ERROR
  }

  HttpMeters(Metrics metrics) {
    decisions = metrics.counts("actp.decisions", "decisions committed", "outcome", Outcome.class);
    dryRuns = metrics.counts("actp.dry.runs", "decisions tried out", "outcome", Outcome.class);
    denials =
        metrics.counts(
            "actp.denials", "denials by their first reason", "reason", Reason.Code.class);
    repeated = metrics.count("actp.decisions.repeated", "earlier answers that were given again");
    untrusted =
        metrics.count("actp.untrusted.tokens", "denials of tokens that do not verify, unrecorded");
    refusals =
        metrics.counts(
            "actp.http.refusals", "requests refused by problem code", "code", ProblemCode.class);
    answers = metrics.counts("actp.http.answers", "answers by status", "status", Status.class);
    turnedAway =
        metrics.count("actp.http.connections.refused", "connections closed as one too many");
    opened = metrics.count("actp.http.connections.opened", "connections that were let in");
    closed = new LongAdder();
    metrics.gauge("actp.http.connections", "connections open now", this::open);
    read = Stage.READ.times(metrics);
    whole = Stage.WHOLE.times(metrics);
  }

  /** Connections that are open now. */
  private long open() {
    long gone = closed.sum(); // first: a connection opens before it closes
    return opened.sum() - gone;
  }

  void opened() {
    opened.increment();
  }

  void closed() {
    closed.increment();
  }

  void turnedAway() {
    turnedAway.increment();
  }

  /** An answer leaves. */
  void answered(Reply reply) {
    answers.add(
        switch (reply.status() / 100) {
          case 1 -> Status.INFORMATIONAL;
          case 2 -> Status.SUCCESS;
          case 3 -> Status.REDIRECT;
          case 4 -> Status.CLIENT_ERROR;
          default -> Status.SERVER_ERROR;
        });
    if (reply.problem() != null) {
      refusals.add(reply.problem().code());
    }
  }

  /** A request was read and its token verified: it is put to the decision service. */
  void asked(Exchange exchange) {
    read.record(System.nanoTime() - exchange.began());
  }

  /** A token does not verify, which is a denial without a record. */
  void untrusted() {
    untrusted.increment();
  }

  /** A decision is there, and about to be sent. */
  void decided(Exchange exchange, Answer answer) {
    whole.record(System.nanoTime() - exchange.began());
    if (answer.replayed()) {
      repeated.increment();
      return;
    }
    Decision decision = answer.decision();
    (answer.dryRun() ? dryRuns : decisions).add(decision.outcome());
    List<Reason> reasons = decision.reasons();
    if (decision.outcome() == Outcome.DENY && !answer.dryRun() && !reasons.isEmpty()) {
      denials.add(reasons.get(0).code());
    }
  }
}
