package dev.actp.server.ledger;

import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Erasure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the erasures that were asked for, those of before a restart too, on a thread of its
 * own: of each tenant one after another, of several a step each in turn, at half of one processor's
 * time at most. What cannot be done now is tried again a second later.
 */
public final class Eraser implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Eraser.class);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final DecisionService service;
  private final InstantSource clock;
  private final Set<String> waiting = new LinkedHashSet<>();
  private final Map<String, Erasure> underWay = new HashMap<>();
  private final Map<String, String> failing = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean closed;

  private Eraser(DecisionService service, InstantSource clock) {
    this.service = service;
    this.clock = clock;
    thread = Thread.ofPlatform().daemon().name("actp-eraser").unstarted(this::run);
    service.queries().tenants().stream().map(Tenant::id).forEach(waiting::add);
  }

  /** Starts with what is still to be done. A sealed ledger is left as it is. */
  public static Eraser start(DecisionService service, InstantSource clock) {
    Eraser eraser = new Eraser(service, clock);
    if (service.sealed().isEmpty()) {
      eraser.thread.start();
    }
    return eraser;
  }

  /** There is something to do for a tenant. */
  public void wake(String tenant) {
    synchronized (waiting) {
      waiting.add(tenant);
      waiting.notifyAll();
    }
  }

  /** Why a tenant's erasure does not go on for now. */
  public Optional<String> failing(String tenant) {
    return Optional.ofNullable(failing.get(tenant));
  }

  private void run() {
    try {
      while (!closed) {
        for (String tenant : next()) {
          TimeUnit.NANOSECONDS.sleep(step(tenant));
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Who has something to do; waits where nobody has. */
  private List<String> next() throws InterruptedException {
    synchronized (waiting) {
      while (waiting.isEmpty()) {
        waiting.wait();
      }
      return List.copyOf(waiting);
    }
  }

  /** Takes a step for a tenant; for how many nanoseconds to rest then. */
  private long step(String tenant) {
    long began = System.nanoTime();
    try {
      Optional<Erasure> erasure = underWay(tenant);
      boolean well = erasure.isEmpty() || went(tenant, erasure.get().step(clock.instant()));
      return well ? System.nanoTime() - began : AGAIN.toNanos();
    } catch (RuntimeException e) {
      LOG.warn("an erasure could not go on", e);
      failed(tenant, "the store could not be read");
      return AGAIN.toNanos();
    }
  }

  private Optional<Erasure> underWay(String tenant) {
    Erasure known = underWay.get(tenant);
    if (known != null) {
      return Optional.of(known);
    }
    synchronized (waiting) {
      waiting.remove(tenant); // before looking: whoever asks meanwhile adds it again
    }
    Optional<Erasure> found = Erasure.waiting(service, tenant);
    if (found.isPresent()) {
      underWay.put(tenant, found.get());
      wake(tenant);
    }
    return found;
  }

  private boolean went(String tenant, Erasure.Step step) {
    return switch (step) {
      case Erasure.Going ignored -> {
        failing.remove(tenant);
        yield true;
      }
      case Erasure.Ended ignored -> {
        underWay.remove(tenant);
        failing.remove(tenant);
        yield true;
      }
      case Erasure.Stopped(var why) -> {
        failed(tenant, why.message());
        yield false;
      }
    };
  }

  private void failed(String tenant, String why) {
    underWay.remove(tenant);
    wake(tenant);
    if (failing.put(tenant, why) == null) {
      LOG.warn("an erasure of `{}` is tried again: {}", tenant, why);
    }
  }

  /** Stops between two steps; the next start goes on. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
