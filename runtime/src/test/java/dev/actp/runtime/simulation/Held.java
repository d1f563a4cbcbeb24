package dev.actp.runtime.simulation;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Answer;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.service.Standing;
import dev.actp.runtime.store.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds what a process answers and keeps against the model, one step of its writer at a time. */
final class Held {
  private final World world;
  private final SimulatedStore store;
  private final Oracle.Bounds bounds;

  /** Whether a commit failed, so that the store is read before anything else is done. */
  private boolean stale;

  /** What has to be true of an answer that left. */
  private interface Expected {
    void check();
  }

  Held(World world, SimulatedStore store, Oracle.Bounds bounds) {
    this.world = world;
    this.store = store;
    this.bounds = bounds;
  }

  /** A step that took these; an act is the last of its batch. */
  void step(List<Waiting> taken, List<Receipt> receipts) {
    int from = 0;
    for (int i = 0; i < taken.size(); i++) {
      if (taken.get(i) instanceof Waiting.Perform || i == taken.size() - 1) {
        batch(taken.subList(from, i + 1));
        from = i + 1;
        if (store.crashed() && !store.hasCommit()) {
          break;
        }
      }
    }
    taken.forEach(one -> keep(one, receipts));
    Check.that(!store.hasCommit(), "something was committed that nobody asked for");
  }

  private void batch(List<Waiting> jobs) {
    if (stale && store.nextReadingFailed()) {
      jobs.forEach(this::refused);
      return;
    }
    stale = false;
    int before = world.past.events().size();
    List<Expected> expected = new ArrayList<>();
    boolean confirmed = false;
    for (Waiting job : jobs) {
      boolean confirms = job instanceof Waiting.Perform one && one.act instanceof Act.ConfirmClock;
      if (world.clocks.untrusted() && !confirms) {
        expected.add(
            takesBack(job)
                ? happens(job, world.past.advance(Instant.MIN))
                : () -> untrusted(job));
      } else {
        expected.add(happens(job, world.past.advance(world.clocks.wall())));
      }
      confirmed |= confirms;
    }
    List<Event> happened = world.past.events();
    List<Event> recorded =
        happened.subList(before, happened.size()).stream().filter(Event::recorded).toList();
    boolean failed = !recorded.isEmpty() && !committed(recorded);
    if (failed) {
      jobs.forEach(this::refused);
    } else {
      expected.forEach(Expected::check);
      if (confirmed) {
        world.clocks.started();
      }
    }
  }

  /** Whether something goes on while the clock is not trusted, at the instant of what was last. */
  private static boolean takesBack(Waiting job) {
    return job instanceof Waiting.Perform perform
        && (perform.act instanceof Act.Revoke
            || perform.act instanceof Act.RemoveMember
            || perform.act instanceof Act.Cancel
            || (perform.act instanceof Act.PutAgent(Agent agent) && agent.disabled()));
  }

  private boolean committed(List<Event> recorded) {
    Check.that(store.hasCommit(), "nothing was committed, but %s", recorded);
    SimulatedStore.Committed commit = store.nextCommit();
    List<String> outcomes = commit.records().stream().map(StoredRecord::outcome).toList();
    List<String> expected = recorded.stream().map(Held::outcome).toList();
    Check.that(outcomes.equals(expected), "recorded was %s, not %s", outcomes, expected);
    if (commit.done()) {
      world.past.commit();
    } else {
      world.past.lose();
    }
    stale = commit.failed();
    return !commit.failed();
  }

  private static String outcome(Event event) {
    return event instanceof Event.Decided decided
        ? decided.outcome().name().toLowerCase(Locale.ROOT)
        : "act";
  }

  private Expected happens(Waiting job, Instant now) {
    Past past = world.past;
    Plan plan = past.plan();
    Oracle oracle = new Oracle(past, plan == null ? world.plans.none() : plan, bounds, now);
    return switch (job) {
      case Waiting.Ask ask -> {
        Oracle.Verdict verdict = oracle.decide(ask.enforcement);
        verdict.events().forEach(past::add);
        if (verdict.events().isEmpty()) {
          past.add(new Event.Tick(now));
        }
        yield () -> answered(ask, verdict, now);
      }
      case Waiting.Perform perform -> {
        long index = past.next();
        ActOracle.Verdict verdict = new ActOracle(past, oracle, world.plans).of(perform.act);
        Event event = verdict.event();
        past.add(event == null ? new Event.Tick(now) : event);
        yield () -> done(perform, verdict.result(), index);
      }
      case Waiting.Look look -> {
        Optional<Reason.Code> defect = oracle.defect(look.token);
        past.add(new Event.Tick(now));
        yield () -> looked(look, defect.orElse(null));
      }
    };
  }

  private void answered(Waiting.Ask ask, Oracle.Verdict verdict, Instant now) {
    Answer answer = ask.answer;
    if (answer == null) {
      missing();
      return;
    }
    Supplier<String> what = () -> "it was " + answer + "\n  not " + verdict;
    Check.that(answer.decision().outcome() == verdict.outcome(), what);
    Check.that(codes(answer).equals(verdict.codes()), what);
    Check.that(answer.replayed() == (verdict.earlier() != null), what);
    Check.that(answer.dryRun() == ask.enforcement.dryRun(), what);
    Event.Decided decided =
        verdict.earlier() != null ? verdict.earlier() : (Event.Decided) verdict.events().getFirst();
    Receipt receipt = answer.receipt();
    Check.that(receipt != null && receipt.index() == decided.index(), what);
    if (verdict.earlier() == null) {
      Check.that(answer.decidedAt().equals(now), what);
      List<String> ids = answer.approvals().stream().map(Approval::id).toList();
      Check.that(ids.equals(decided.asked()), what);
    }
  }

  private static Set<Reason.Code> codes(Answer answer) {
    return answer.decision().reasons().stream().map(Reason::code).collect(Collectors.toSet());
  }

  private void done(Waiting.Perform perform, ActOracle.Result result, long index) {
    Done done = perform.done;
    if (done == null) {
      missing();
      return;
    }
    Supplier<String> what = () -> "it came to " + done + "\n  not to " + result + " at " + index;
    Receipt receipt =
        switch (done) {
          case Done.Committed committed -> committed.receipt();
          case Done.Refused refused -> refused.receipt();
        };
    Check.that(done instanceof Done.Refused == (result == ActOracle.Result.REFUSED), what);
    long expected = result == ActOracle.Result.ALREADY ? index - 1 : index;
    Check.that(receipt != null && receipt.index() == expected, what);
  }

  private void looked(Waiting.Look look, Reason.@Nullable Code defect) {
    Standing standing = look.standing;
    if (standing == null) {
      missing();
    } else {
      Check.that(
          standing.defect() == defect,
          "a token stands %s, not %s",
          standing,
          String.valueOf(defect));
    }
  }

  /** Nothing was heard, which is as it should be of a process that died. */
  private void missing() {
    Check.that(store.crashed(), "something was never answered");
  }

  private void untrusted(Waiting job) {
    refused(job, Reason.Code.CLOCK_JUMPED);
  }

  private void refused(Waiting job) {
    refused(job, Reason.Code.STORE_UNAVAILABLE);
  }

  /** It did not fit into the queue. */
  void overloaded(Waiting job) {
    refused(job, Reason.Code.OVERLOADED);
  }

  private void refused(Waiting job, Reason.Code code) {
    switch (job) {
      case Waiting.Ask ask -> {
        Answer answer = ask.answer;
        if (answer == null) {
          missing();
        } else {
          boolean denied = answer.decision().outcome() == Outcome.DENY;
          Check.that(denied && answer.receipt() == null, "refused, not %s", answer);
          Check.that(codes(answer).equals(Set.of(code)), "%s, not %s", code, answer);
        }
      }
      case Waiting.Perform perform -> {
        Done done = perform.done;
        Check.that(done != null || store.crashed(), "an act was never answered");
        Check.that(
            done == null || (done instanceof Done.Refused no && no.receipt() == null),
            "refused, not %s",
            String.valueOf(done));
      }
      case Waiting.Look look -> {
        Standing standing = look.standing;
        Check.that(standing == null || standing.defect() == code, "%s", String.valueOf(standing));
      }
    }
  }

  /** What left is in the ledger, as it was said. */
  private void keep(Waiting job, List<Receipt> receipts) {
    Receipt receipt =
        switch (job) {
          case Waiting.Ask ask -> ask.answer == null ? null : ask.answer.receipt();
          case Waiting.Perform one ->
              one.done instanceof Done.Committed done ? done.receipt() : null;
          case Waiting.Look ignored -> null;
        };
    if (receipt != null) {
      int index = (int) receipt.index();
      Check.that(index < store.durable().size(), "an answer left that is not on disk: %s", job);
      Receipt kept = store.durable().get(index).sealed().receipt();
      Check.that(kept.equals(receipt), "an answer is not what is on disk: %s", job);
      receipts.add(receipt);
    }
  }
}
