package dev.actp.runtime.simulation;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.ledger.Receipt;
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
  private final Stopped stopped;
  private final Refusals refusals;

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
    stopped = new Stopped(world);
    refusals = new Refusals(world.refusals);
  }

  /** A step that took these; an act is the last of its batch. */
  void step(List<Waiting> taken, List<Receipt> receipts) {
    if (taken.isEmpty()) {
      idle();
    }
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

  private void idle() {
    if (refusals.counting()) {
      batch(List.of());
    }
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
      Reason.Code why = stopped.why(job);
      boolean confirms = job instanceof Waiting.Perform one && one.act instanceof Act.ConfirmClock;
      expected.add(
          why == null ? happens(job, confirms ? trusted() : now()) : () -> refused(job, why));
      confirmed |= confirms;
    }
    if (!committed(before, false)) {
      jobs.forEach(this::refused);
    } else {
      expected.forEach(Expected::check);
      if (confirmed) {
        world.clocks.started();
      }
    }
  }

  /** When something happens; while the clock is not trusted, as what was last. */
  private Instant now() {
    return world.clocks.untrusted() ? world.past.advance(Instant.MIN) : trusted();
  }

  private Instant trusted() {
    return world.past.advance(world.clocks.wall());
  }

  /** The process ended as it should: nothing that was counted is left. */
  void close() {
    idle();
    if (stale && store.nextReadingFailed()) {
      return;
    }
    int before = world.past.events().size();
    if (committed(before, true) && store.hasCommit() && store.nextCommit().done()) {
      world.past.commit();
    }
  }

  /**
   * Whether all since a place in the past is on disk, and the counts of refusals with it; or
   * nothing of it is anything for the store.
   */
  private boolean committed(int before, boolean closing) {
    List<String> told = List.of();
    if (refusals.counting()) {
      Instant now = now();
      told = refusals.due(now, closing);
      world.past.add(new Event.Tick(now));
      told.forEach(who -> world.past.add(new Event.Acted(now)));
    }
    List<Event> happened = world.past.events();
    List<Event> since = List.copyOf(happened.subList(before, happened.size()));
    boolean committed = since.stream().noneMatch(Event::stored) || committed(since, told);
    if (committed) {
      told.forEach(refusals::told);
    }
    return committed;
  }

  private boolean committed(List<Event> since, List<String> told) {
    Check.that(store.hasCommit(), "nothing was committed, but %s", since);
    SimulatedStore.Committed commit = store.nextCommit();
    List<String> outcomes = commit.records().stream().map(StoredRecord::outcome).toList();
    List<String> expected = since.stream().filter(Event::recorded).map(Held::outcome).toList();
    Check.that(outcomes.equals(expected), "recorded was %s, not %s", outcomes, expected);
    List<Integer> counts = told.stream().map(refusals::counted).sorted().toList();
    Check.that(commit.counts().equals(counts), "counted was %s, not %s", commit.counts(), counts);
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
        Oracle.Verdict verdict = counted(oracle.decide(ask.enforcement));
        verdict.events().forEach(past::add);
        if (verdict.events().isEmpty()) {
          past.add(new Event.Tick(now));
        }
        yield () -> answered(ask, verdict, now);
      }
      case Waiting.Perform perform -> {
        long index = past.next();
        ActOracle.Verdict verdict = new ActOracle(past, oracle, world.plans).of(perform.act);
        boolean refused = verdict.result() == ActOracle.Result.REFUSED;
        boolean recorded = !refused || refusals.recorded("key " + World.ADMIN.id(), now);
        Event event = recorded ? verdict.event() : null;
        past.add(event == null ? new Event.Tick(now) : event);
        yield () -> done(perform, verdict.result(), recorded ? index : -1);
      }
      case Waiting.Look look -> {
        Optional<Reason.Code> defect = oracle.defect(look.token);
        past.add(new Event.Tick(now));
        yield () -> looked(look, defect.orElse(null));
      }
    };
  }

  /** What comes of a request, where refusals are counted that are too many. */
  private Oracle.Verdict counted(Oracle.Verdict verdict) {
    if (verdict.events().isEmpty()
        || !(verdict.events().getFirst() instanceof Event.Decided decided)
        || verdict.outcome() == Outcome.ALLOW
        || verdict.events().stream().anyMatch(Event.Opened.class::isInstance)) {
      return verdict;
    }
    String agent = world.past.agent(decided.agent()) == null ? "" : decided.agent();
    if (refusals.recorded("agent " + agent, decided.at())) {
      return verdict;
    }
    List<Event> events = new ArrayList<>(verdict.events());
    events.set(0, decided.unrecorded());
    return new Oracle.Verdict(verdict.outcome(), verdict.codes(), null, events);
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
    Check.that(receipt == null ? decided.index() < 0 : receipt.index() == decided.index(), what);
    Check.that(answer.counted() == (receipt == null), what);
    Check.that(receipt != null || answer.decision().outcome() != Outcome.ALLOW, what);
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
    Check.that(receipt == null ? expected < 0 : receipt.index() == expected, what);
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
