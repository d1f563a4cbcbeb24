package dev.actp.runtime.service;

import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Liveness;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.registry.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes anything: takes what waits, decides it in order, commits it together,
 * and only then answers. What cannot be committed is refused, and what is in memory is thrown away
 * for what the store has.
 */
final class Writer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final String NOT_COMMITTED = "the store could not take it; nothing was done";

  private static final String JUMPED = "the clock jumped and nobody has confirmed it";
  private static final String FULL =
      "the ledger's room is used up; erasing makes some, or a larger bound";

  /** No clock is before what a desk did last: that is when this happens. */
  private static final Instant LAST = Instant.EPOCH;

  private final Settings settings;
  private final ArrayBlockingQueue<Job> queue;
  private final Desks desks;
  private final Deciding deciding;
  private final Acts acts;
  private final SteadyClock clock;
  private final FunctionThreads functions;
  private final Consumer<Job.Ask> again;

  /** Set where memory may differ from the store: nothing is done before it was read again. */
  private boolean stale;

  /**
   * Starts nothing.
   *
   * @param functions where results are computed that decisions lack
   * @param again takes the requests that have theirs
   */
  Writer(
      Settings settings,
      ArrayBlockingQueue<Job> queue,
      Desks desks,
      FunctionThreads functions,
      Consumer<Job.Ask> again) {
    this.functions = functions;
    this.again = again;
    this.settings = settings;
    this.queue = queue;
    this.desks = desks;
    deciding = new Deciding(settings.decider(), settings.store().queries(), settings.watch());
    acts = new Acts(settings.store().queries());
    clock = new SteadyClock(settings.wall(), settings.monotonic(), settings.jump());
  }

  @Override
  public void run() {
    while (true) {
      try {
        Job first = desks.counting() ? queue.poll(1, TimeUnit.SECONDS) : queue.take();
        if (first == null) {
          idle();
        } else {
          work(first);
        }
      } catch (InterruptedException stop) {
        finish();
        return;
      }
    }
  }

  private void work(Job first) {
    List<Job> waiting = new ArrayList<>(settings.batch());
    waiting.add(first);
    queue.drainTo(waiting, settings.batch() - 1);
    process(waiting);
  }

  /** Nobody wants anything, but the time of what was counted may have come. */
  private void idle() {
    if (desks.counting()) {
      batch(List.of());
    }
  }

  /** Does what waits, as much as is taken at a time; false where nothing does. */
  boolean step() {
    Job first = queue.poll();
    if (first == null) {
      idle();
    } else {
      work(first);
    }
    return first != null;
  }

  /** Does all that waits, and leaves the store as the next start likes it best. */
  void finish() {
    while (step()) {
      // until nothing waits
    }
    try {
      refresh();
      desks.commit(instant(), true);
    } catch (RuntimeException e) {
      LOG.warn("the last checkpoint could not be written; the next start takes longer", e);
    }
  }

  /**
   * An act ends its batch, so that what the next one looks up in the store is all there; what is
   * kept without a record has looked at the store before, and finds all there too.
   */
  private void process(List<Job> waiting) {
    int from = 0;
    for (int i = 0; i < waiting.size(); i++) {
      if (waiting.get(i) instanceof Job.Keep && i > from) {
        batch(waiting.subList(from, i));
        from = i;
      }
      if (waiting.get(i) instanceof Job.Perform || i == waiting.size() - 1) {
        batch(waiting.subList(from, i + 1));
        from = i + 1;
      }
    }
  }

  private void batch(List<Job> jobs) {
    List<Runnable> answers = new ArrayList<>(jobs.size());
    try {
      refresh();
      for (Job job : jobs) {
        answers.add(perform(job));
      }
      long began = settings.monotonic().getAsLong();
      if (desks.commit(instant(), false)) {
        settings.watch().committed(settings.monotonic().getAsLong() - began);
      }
    } catch (Throwable failure) { // whatever it is, nothing of the batch is to be seen
      LOG.error("a batch of {} could not be committed and is denied", jobs.size(), failure);
      stale = true;
      Instant now = settings.wall().instant();
      jobs.forEach(job -> job.refuse(Reason.Code.STORE_UNAVAILABLE, NOT_COMMITTED, now));
      return;
    }
    answers.forEach(Runnable::run);
  }

  private void refresh() {
    if (stale) {
      desks.reload();
      stale = false;
    }
  }

  /** When something happens that goes on whatever the clock says. */
  private Instant instant() {
    Instant now = clock.now();
    return clock.jumped() ? LAST : now;
  }

  /** Does a job in memory; what is returned answers it once it is committed. */
  private Runnable perform(Job job) {
    Instant now = clock.now();
    String seal = settings.sealed();
    if (seal != null) {
      return () -> job.refuse(Reason.Code.LEDGER_SEALED, seal, now);
    }
    Need need = Need.of(job);
    if (clock.jumped() && need != Need.TAKING_BACK) {
      return () -> job.refuse(Reason.Code.CLOCK_JUMPED, JUMPED, now);
    }
    if (!settings.records().roomFor(need, settings.store().used())) {
      return () -> job.refuse(Reason.Code.STORE_UNAVAILABLE, FULL, now);
    }
    return switch (job) {
      case Job.Ask ask -> timed(ask, now);
      case Job.Perform perform -> perform(perform, confirms(job) ? now : instant());
      case Job.Look look -> look(look, now);
      case Job.Keep keep -> keep(keep, now);
    };
  }

  /** Whether the clock jumped; from any thread. */
  boolean clockJumped() {
    return clock.jumped();
  }

  /** Whether it is done even where the tenant is disabled. */
  private static boolean goesOn(Job.Perform perform) {
    return perform.actor().kind() == Actor.Kind.OPERATOR || Need.of(perform) == Need.UPKEEP;
  }

  private static boolean confirms(Job job) {
    return job instanceof Job.Perform perform && perform.act() instanceof Act.ConfirmClock;
  }

  private Runnable timed(Job.Ask ask, Instant now) {
    long began = settings.monotonic().getAsLong();
    settings.watch().waited(began - ask.since());
    Runnable answer = decide(ask, now);
    settings.watch().decided(settings.monotonic().getAsLong() - began);
    return answer;
  }

  private Runnable decide(Job.Ask ask, Instant now) {
    Desk desk = desks.find(ask.enforcement().request().tenant());
    if (desk == null) {
      return () -> ask.refuse(Reason.Code.TOKEN_INVALID, "there is no such tenant", now);
    }
    return switch (deciding.decide(desk, ask, now)) {
      case Deciding.Answered(Answer answer) -> () -> ask.answer().complete(answer);
      case Deciding.Lacking lacking -> () -> functions.compute(lacking, again);
    };
  }

  private Runnable keep(Job.Keep keep, Instant now) {
    Desk desk = desks.find(keep.tenant());
    boolean kept = desk != null && acts.keep(desk, keep.posting(), now);
    return () -> keep.kept().complete(kept);
  }

  private Runnable look(Job.Look look, Instant now) {
    VerifiedToken token = look.token();
    Desk desk = desks.find(token.tenant());
    if (desk == null) {
      return () -> look.refuse(Reason.Code.TOKEN_INVALID, "there is no such tenant", now);
    }
    Standing standing = standing(desk, token, desk.advance(now));
    return () -> look.standing().complete(standing);
  }

  private static Standing standing(Desk desk, VerifiedToken token, Instant now) {
    if (desk.about().disabled()) {
      return new Standing(Reason.Code.TENANT_DISABLED, Set.of());
    }
    Facts facts = desk.state.facts(now);
    Set<String> revoked = new HashSet<>();
    for (VerifiedToken.Link link : token.links()) {
      if (facts.read(new FactKey.TokenStanding(link.jti(), link.agent()))
          instanceof Reading.Revocations revocations) {
        revoked.addAll(revocations.capabilities());
      }
    }
    Optional<Reason> defect = Liveness.defect(desk.policies(), token, facts);
    return new Standing(defect.map(Reason::code).orElse(null), revoked);
  }

  private Runnable perform(Job.Perform perform, Instant now) {
    boolean creates = perform.act() instanceof Act.CreateTenant;
    if (creates && desks.full() && !perform.tenant().equals(Tenant.OPERATOR)) {
      String message = "there are " + Desks.MOST + " tenants";
      Done refused = new Done.Refused(Done.Why.FULL, message, null);
      return () -> perform.done().complete(refused);
    }
    Desk desk = creates ? desks.findOrOpen(perform.tenant()) : desks.find(perform.tenant());
    if (desk == null) {
      String message = "there is no tenant `" + perform.tenant() + "`";
      Done refused = new Done.Refused(Done.Why.UNKNOWN, message, null);
      return () -> perform.done().complete(refused);
    }
    if (desk.about().disabled() && !goesOn(perform)) {
      String message = "the tenant is disabled";
      Done refused = new Done.Refused(Done.Why.FORBIDDEN, message, null);
      return () -> perform.done().complete(refused);
    }
    Done done = acts.perform(desk, perform.actor(), perform.act(), now);
    desks.dropUnknown(perform.tenant());
    return () -> {
      if (confirms(perform)) {
        clock.confirm(); // now that it is recorded who did
      }
      perform.done().complete(done);
    };
  }
}
