package dev.actp.runtime.simulation;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.reference.ReferenceDecider;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.verify.Demands;
import dev.actp.runtime.ledger.verify.LedgerVerifier;
import dev.actp.runtime.ledger.verify.Verdict;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.Enforcement;
import dev.actp.runtime.service.RecordBounds;
import dev.actp.runtime.service.Settings;
import dev.actp.runtime.service.Stepped;
import dev.actp.runtime.state.Bounds;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.store.Store;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One world: a decision service over a store that fails, callers that wait, two clocks, and the
 * model that all of it is held against. Nothing in it happens by itself.
 */
final class World {
  static final String TENANT = "acme";
  static final Actor ADMIN = new Actor(Actor.Kind.KEY, "k-admin");
  private static final int QUEUE = 8;

  /** Small ones, so that what is idle is looked for often; none is reached. */
  private static final Bounds BOUNDS = new Bounds(400, 10_000, 400, 64, 10_000, 400, 3, 4);

  final Past past = new Past();
  final PlanBook plans = new PlanBook();
  final Clocks clocks = new Clocks();
  final Tokens tokens = new Tokens(this);
  final List<String> trace = new ArrayList<>();
  private final SimulatedStore store;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final List<Receipt> receipts = new ArrayList<>();

  /** How many refusals of anybody have a record in a minute. */
  final int refusals;

  /** For how many records there is room; 0 for any number. */
  final int room;

  private final int batch;
  private final Random chance;
  private final int faults;
  private Stepped service;
  private Held held;
  private boolean faulty;
  private int processes;

  /** After how many answers the process dies; never, where it is negative. */
  private int dying = -1;

  World(long seed) {
    this(seed, new MemoryStore());
  }

  World(long seed, Store kept) {
    Random random = new Random(seed);
    batch = 1 + random.nextInt(6);
    faults = random.nextInt(3) * 12;
    refusals = random.nextBoolean() ? random.nextInt(4) : RecordBounds.USUAL.refusals();
    room = random.nextInt(6) == 0 ? 30 + random.nextInt(40) : 0;
    chance = new Random(random.nextLong());
    store = new SimulatedStore(kept, this::fault);
    service = start();
    held = new Held(this, store, new Oracle.Bounds(3, 4));
    new Opening(this).open(random);
    faulty = true;
  }

  private SimulatedStore.Fault fault() {
    SimulatedStore.Fault[] all = SimulatedStore.Fault.values();
    return faulty && chance.nextInt(100) < faults
        ? all[chance.nextInt(all.length)]
        : SimulatedStore.Fault.NONE;
  }

  /** The chances of one step, so that leaving out another changes nothing for it. */
  void reseed(long seed) {
    chance.setSeed(seed);
  }

  private Stepped start() {
    boolean before = faulty;
    faulty = false;
    store.revive();
    Settings settings =
        Settings.of(
                store,
                new ReferenceDecider(),
                version -> PlannedPolicy.of(plans.of(version.files())),
                "simulation/1")
            .withClocks(clocks::wall, clocks::nanos)
            .withBounds(BOUNDS)
            .withRandom(new SeededSecrets())
            .withRecords(new RecordBounds(refusals, room * SimulatedStore.RECORD_BYTES))
            .withQueue(QUEUE, batch);
    Stepped started = Stepped.start(settings);
    store.revive();
    processes++;
    clocks.started();
    faulty = before;
    return started;
  }

  void ask(Enforcement enforcement) {
    Waiting.Ask ask = new Waiting.Ask(enforcement);
    put(ask, service.service().enforce(enforcement), answer -> ask.answer = answer);
  }

  void perform(Act act) {
    Waiting.Perform perform = new Waiting.Perform(act);
    put(perform, service.service().perform(TENANT, ADMIN, act), done -> perform.done = done);
  }

  void look(VerifiedToken token) {
    Waiting.Look look = new Waiting.Look(token);
    put(look, service.service().standing(token), standing -> look.standing = standing);
  }

  private <T> void put(Waiting one, CompletionStage<T> stage, Consumer<T> take) {
    boolean room = waiting.size() < QUEUE;
    int process = processes;
    stage.whenComplete(
        (answer, failure) -> {
          if (process == processes && !store.crashed()) {
            take.accept(answer);
            dying--;
            if (dying == 0) {
              store.crash();
            }
          }
        });
    if (room) {
      waiting.add(one);
    } else {
      held.overloaded(one);
    }
  }

  int waiting() {
    return waiting.size();
  }

  /** The writer takes a step; perhaps the process dies on the way. */
  void step(int answersBeforeDeath) {
    List<Waiting> taken = new ArrayList<>();
    while (!waiting.isEmpty() && taken.size() < batch) {
      taken.add(waiting.remove());
    }
    dying = answersBeforeDeath;
    service.step();
    dying = -1;
    held.step(taken, receipts);
    if (store.crashed()) {
      trace.add("   the process died");
      restart();
    }
  }

  /** The process dies between two steps. What waits is never answered. */
  void crash() {
    store.crash();
    restart();
  }

  /** The process ends as it should, and another starts. */
  void close() {
    while (!waiting.isEmpty()) {
      step(-1);
    }
    service.service().close();
    held.close();
    restart();
  }

  private void restart() {
    waiting.clear();
    past.lose();
    verify();
    service = start();
    held = new Held(this, store, new Oracle.Bounds(3, 4));
  }

  /** The ledger is whole, and holds all that anybody was told. */
  void verify() {
    try {
      Verdict verdict =
          LedgerVerifier.verify(store.leaves(), new Demands(receipts, List.of(), List.of()));
      Check.that(verdict instanceof Verdict.Intact, "the ledger is broken: %s", verdict);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Check.that(
        past.next() == store.durable().size(),
        "the ledger has %s records, and %s things happened",
        store.durable().size(),
        past.next());
  }

  /** Everything that waits is answered, the process ends, and what is left is looked at. */
  void end() {
    faulty = false;
    close();
    service.service().close();
    Lasting.check(past);
  }
}
