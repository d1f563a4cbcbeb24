package dev.actp.compiler.testing;

import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Node;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the clock of a test through its steps without the test: it has to be set before it is
 * needed, never goes back, and the test has to end.
 */
final class TestClock {
  /** The most requests of one test, repetitions included. */
  static final int MAX_REQUESTS = 100_000;

  private final Report report;
  private @Nullable Instant now;
  private @Nullable OffsetDateTime set;
  private @Nullable Span setAt;
  private long requests;
  private boolean reported;

  private TestClock(Report report) {
    this.report = report;
  }

  /** Reports the first step of a test that the clock stands in the way of. */
  static void check(List<Step> setUp, List<Step> steps, Node title, Report report) {
    TestClock clock = new TestClock(report);
    clock.run(setUp, 1);
    clock.run(steps, 1);
    if (clock.requests > MAX_REQUESTS) {
      report.error(
          Code.TEST_TOO_LONG,
          "this test makes " + clock.requests + " requests, and " + MAX_REQUESTS + " is the limit",
          title.span());
    }
  }

  private void run(List<Step> steps, long times) {
    for (Step step : steps) {
      if (!reported) {
        run(step, times);
      }
    }
  }

  private void run(Step step, long times) {
    switch (step) {
      case Step.Request request -> {
        needed(request.action());
        requests = Math.min(requests + times, Integer.MAX_VALUE);
      }
      case Step.Advance advance -> advance(advance);
      case Step.At at -> set(at);
      case Step.Repeat repeat -> repeat(repeat, times);
      case Step.As as -> run(as.steps(), times);
      case Step.SetSession other -> {}
      case Step.SetAgent other -> {}
      case Step.SetRequestIp other -> {}
      case Step.Answer other -> {}
      case Step.RevokeCapability other -> {}
      case Step.RevokeAgent other -> {}
      case Step.Delegate delegate -> needed(delegate.agent());
      case Step.StoreUnavailable other -> {}
    }
  }

  private void needed(Node step) {
    if (now == null) {
      reported = true;
      report.error(
          Code.TEST_WITHOUT_TIME,
          "this test sets no time",
          step.span(),
          "put a time before it, such as `at 2026-01-05T10:00:00Z`, here or above the first test");
    }
  }

  private void advance(Step.Advance advance) {
    needed(advance);
    now = now == null ? null : now.plus(advance.by().toDuration());
  }

  private void set(Step.At at) {
    Instant time = at.time().toInstant();
    if (now != null && time.isBefore(now)) {
      reported = true;
      report.add(backwards(at, now));
    }
    now = time;
    set = at.time();
    setAt = at.span();
  }

  private Diagnostic backwards(Step.At at, Instant already) {
    OffsetDateTime seen = set == null ? at.time() : already.atOffset(set.getOffset());
    String shown = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(seen);
    Diagnostic problem =
        Diagnostic.error(
                Code.TEST_TIME_GOES_BACK,
                "the clock stands at `" + shown + "` already and never goes back",
                at.span())
            .withHelp("put what happens earlier first, or into a test of its own");
    return setAt == null ? problem : problem.withLabel(setAt, "last set here");
  }

  /** Twice shows whether the clock goes back; the other rounds take as long as the second. */
  private void repeat(Step.Repeat repeat, long times) {
    long rounds = repeat.times().value();
    long all = Math.min(times * Math.min(rounds, MAX_REQUESTS + 1), MAX_REQUESTS + 1);
    run(repeat.steps(), all);
    if (rounds > 1 && !reported) {
      @Nullable Instant before = now;
      run(repeat.steps(), 0);
      if (before != null && now != null && !reported) {
        Duration round = Duration.between(before, now);
        long others = Math.min(rounds, MAX_REQUESTS) - 2;
        now = now.plus(round.multipliedBy(others));
      }
    }
  }
}
