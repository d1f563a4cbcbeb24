package dev.actp.runtime.service;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.store.LedgerTrees;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The decision point. Everything that reads or changes state goes through one writer, in one order.
 * A stage completes only after its record and effects are on disk; it never completes
 * exceptionally: what goes wrong is a denial or a refusal. Stages complete on the service's own
 * threads: do not block in them. Thread-safe.
 *
 * <p>The writer never computes {@code sql} or {@code sensitive}, so that no request keeps the
 * others waiting: a request whose decision asks for a result that is not there is put aside, the
 * result is computed on threads of their own ({@link FunctionBounds}), and the request is decided
 * anew.
 */
public final class DecisionService implements AutoCloseable {
  private static final int LONGEST_REQUEST_ID = 128;

  private final Settings settings;
  private final ArrayBlockingQueue<Job> queue;
  private final Desks desks;
  private final FunctionThreads functions;
  private final Writer writer;
  private final Thread thread;
  private volatile boolean closed;

  private DecisionService(Settings settings) {
    this.settings = settings;
    queue = new ArrayBlockingQueue<>(settings.queue());
    desks = new Desks(settings);
    functions = new FunctionThreads(settings);
    writer = new Writer(settings, queue, desks, functions, this::put);
    thread = Thread.ofPlatform().name("actp-writer").unstarted(writer);
  }

  /**
   * Reads the store, checks that the last records are what was committed last, and starts.
   *
   * @throws RuntimeException if the store cannot be read, contradicts itself, or holds a policy
   *     that does not compile
   */
  public static DecisionService start(Settings settings) {
    DecisionService service = new DecisionService(settings);
    service.thread.start();
    return service;
  }

  /**
   * One that does nothing by itself, for whoever says when which step is taken: {@link #step} on
   * one thread.
   */
  static DecisionService stepped(Settings settings) {
    return new DecisionService(settings);
  }

  /** Takes the writer's next step where nothing else does; false where nothing waits. */
  boolean step() {
    return writer.step();
  }

  /** Decides a request. Answers {@code OVERLOADED} at once where the queue is full. */
  public CompletionStage<Answer> enforce(Enforcement enforcement) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    String tenant = enforcement.request().tenant();
    CompiledPolicies policies = desks.published(tenant);
    String digest = null;
    if (repeatable(enforcement)) {
      digest = InForce.digest(policies, enforcement.request(), enforcement.token());
    }
    put(new Job.Ask(enforcement, digest, policies, answer, settings.monotonic().getAsLong()));
    return answer;
  }

  private static boolean repeatable(Enforcement enforcement) {
    String requestId = enforcement.requestId();
    return requestId != null
        && requestId.length() <= LONGEST_REQUEST_ID
        && enforcement.caller().kind() != Caller.Kind.TOKEN;
  }

  /** Performs an administrative act on a tenant. */
  public CompletionStage<Done> perform(String tenant, Actor actor, Act act) {
    CompletableFuture<Done> done = new CompletableFuture<>();
    put(new Job.Perform(tenant, actor, act, done));
    return done;
  }

  /**
   * Keeps what whoever sends notices has to say.
   *
   * @return whether it was kept: not where the store or the queue could not take it, or where the
   *     webhook is gone
   */
  public CompletionStage<Boolean> keep(String tenant, Posting posting) {
    CompletableFuture<Boolean> kept = new CompletableFuture<>();
    put(new Job.Keep(tenant, posting, kept));
    return kept;
  }

  /** How a token of a tenant stands now: what a decision would see, without deciding anything. */
  public CompletionStage<Standing> standing(VerifiedToken token) {
    CompletableFuture<Standing> standing = new CompletableFuture<>();
    put(new Job.Look(token, standing));
    return standing;
  }

  /**
   * Keeps a signed head of a tenant's tree, in its turn.
   *
   * @param size how many records it covers
   * @return whether it is on disk
   */
  public CompletionStage<Boolean> keep(String tenant, long size, SignedNote note) {
    return keep(tenant, new Posting.Head(size, note.toString()));
  }

  private void put(Job job) {
    if (closed || !queue.offer(job)) {
      refuse(job);
    } else if (closed && queue.remove(job)) {
      refuse(job);
    }
  }

  private void refuse(Job job) {
    job.refuse(Reason.Code.OVERLOADED, "too many requests are waiting", settings.wall().instant());
  }

  /**
   * A tenant's policies in force, compiled, out of memory: for checking what is asked for before it
   * is decided. What a completed stage put in force is seen; none for an unknown tenant.
   */
  public CompiledPolicies policies(String tenant) {
    return desks.published(tenant);
  }

  /** A tenant, out of memory: how a completed stage left it. */
  public Optional<Tenant> tenant(String id) {
    return Optional.ofNullable(desks.tenant(id));
  }

  /** What is stored, read-only; what a completed stage committed is seen. */
  public Queries queries() {
    return settings.store().queries();
  }

  /** The ledgers as trees; what a completed stage committed is in them. */
  public LedgerTrees trees() {
    return settings.store().trees();
  }

  /** Why everything is refused, where it is: one line for people. */
  public Optional<String> sealed() {
    return Optional.ofNullable(settings.sealed());
  }

  /** Whether so much room is used up that nothing is decided any more. */
  public boolean full() {
    return !settings.records().roomFor(Need.WORK, settings.store().used());
  }

  /** Whether the wall clock jumped, and nobody has confirmed it: nothing is allowed meanwhile. */
  public boolean clockJumped() {
    return writer.clockJumped();
  }

  /** What waits, and what the store takes up, from any thread. */
  public Load load() {
    return new Load(
        queue.size(),
        settings.queue(),
        functions.waiting(),
        settings.functions().waiting(),
        settings.store().used(),
        settings.records().room());
  }

  /**
   * How much of what is bounded is taken.
   *
   * @param waiting requests and acts that wait for the writer, of {@code waitingMost}
   * @param functions requests that wait for a thread that computes functions, of {@code
   *     functionsMost}
   * @param used bytes that the store takes, of {@code room}; there 0 is for any number
   */
  public record Load(
      int waiting, int waitingMost, int functions, int functionsMost, long used, long room) {}

  /** How many records the index for searches lacks, over all tenants. Blocks on the disk. */
  public long unindexed() {
    return settings.store().unindexed();
  }

  /**
   * Ends it: what is queued is still decided; what comes later, or still lacks results of
   * functions, is answered {@code OVERLOADED}. Closes the store.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (thread.getState() == Thread.State.NEW) {
      writer.finish();
    }
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    functions.close();
    queue.forEach(this::refuse);
    settings.store().close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
