package dev.actp.server.policy;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said of versions of policies beside their text: what a new one changes about the one in
 * force, found on one thread within a time, and what was refused. Nothing is put in force or
 * refused because of what a comparison finds or does not find. Thread-safe.
 */
public final class Versioning implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Versioning.class);
  private static final int WAITING_MAX = 16;

  private final DecisionService service;
  private final AtomicReference<SourceState> source = new AtomicReference<>(SourceState.NONE);
  private final RefusedVersions refused = new RefusedVersions();
  private final ThreadPoolExecutor thread;

  /**
   * @param service whose policies are in force
   */
  public Versioning(DecisionService service) {
    this.service = service;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().name("policy-changes").daemon().factory());
    thread.allowCoreThreadTimeOut(true);
  }

  /** What was refused. */
  public RefusedVersions refused() {
    return refused;
  }

  /** How the place stands that policies are taken from. */
  public SourceState source() {
    return Objects.requireNonNull(source.get());
  }

  void source(SourceState state) {
    source.set(state);
  }

  /** What is compared: two versions of a policy, of which there may be no older one. */
  private record Pair(int since, @Nullable Policy before, Policy after) {}

  /**
   * Acts that say what they change, where that is found in time.
   *
   * @param patience for all of them together
   */
  public List<Act.ActivatePolicy> compared(
      String tenant, List<Act.ActivatePolicy> acts, Duration patience) {
    List<Pair> pairs = acts.stream().map(act -> pair(tenant, act)).toList();
    Map<Integer, Value.Struct> found = new ConcurrentHashMap<>();
    compare(pairs, found, patience);
    List<Act.ActivatePolicy> compared = new ArrayList<>();
    for (int i = 0; i < acts.size(); i++) {
      Act.ActivatePolicy act = acts.get(i);
      Act.Coming coming = act.coming().changing(pairs.get(i).since(), found.get(i));
      compared.add(
          new Act.ActivatePolicy(act.id(), act.main(), act.files(), act.compiled(), coming));
    }
    return compared;
  }

  /** The version in force beside it; none where its compiled form is another one already. */
  private Pair pair(String tenant, Act.ActivatePolicy act) {
    Policy after = act.compiled().policy();
    Optional<PolicyVersion> current = service.queries().policy(tenant, act.id());
    CompiledPolicies policies = service.policies(tenant);
    Policy before =
        current
            .flatMap(
                version ->
                    Stream.concat(policies.byId().values().stream(), policies.guardrails().stream())
                        .filter(one -> one.digest().equals(version.digest()))
                        .findFirst())
            .map(CompiledPolicy::policy)
            .orElse(null);
    return new Pair(current.map(PolicyVersion::number).orElse(0), before, after);
  }

  private void compare(List<Pair> pairs, Map<Integer, Value.Struct> found, Duration patience) {
    Future<?> comparing;
    try {
      comparing = thread.submit(() -> compare(pairs, found));
    } catch (RejectedExecutionException e) {
      return;
    }
    try {
      comparing.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      comparing.cancel(true);
    } catch (InterruptedException e) {
      comparing.cancel(true);
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.warn("versions of policies could not be compared", e.getCause());
    }
  }

  private static void compare(List<Pair> pairs, Map<Integer, Value.Struct> found) {
    for (int i = 0; i < pairs.size() && !Thread.currentThread().isInterrupted(); i++) {
      Pair pair = pairs.get(i);
      if (pair.since() == 0 || pair.before() != null) {
        Value.Struct changes = PolicyChanges.between(pair.before(), pair.after());
        if (!Thread.currentThread().isInterrupted()) {
          found.put(i, changes);
        }
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
