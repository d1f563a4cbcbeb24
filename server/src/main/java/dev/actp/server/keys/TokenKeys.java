package dev.actp.server.keys;

import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.token.KeyRing;
import dev.actp.runtime.token.KeyRings;
import dev.actp.runtime.token.KeySchedule;
import dev.actp.runtime.token.KeyState;
import dev.actp.runtime.token.TokenKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the keys that sign tokens follow one another: by the schedule, by hand, and at once where
 * one is known to others. What a key may do more is recorded before it may, what it may do less is
 * so before it is recorded. Thread-safe; each method may block.
 */
public final class TokenKeys {
  /** How many keys a tenant has at most, those included that do not count any more. */
  public static final int KEYS_MAX = 256;

  private static final Logger LOG = LoggerFactory.getLogger(TokenKeys.class);
  private static final Actor SCHEDULE = new Actor(Actor.Kind.OPERATOR, "key schedule");

  private final StoredKeys stored;
  private final KeyRings rings;
  private final KeySchedule schedule;
  private final DecisionService service;
  private final InstantSource clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  public TokenKeys(
      StoredKeys stored,
      KeyRings rings,
      KeySchedule schedule,
      DecisionService service,
      InstantSource clock) {
    this.stored = stored;
    this.rings = rings;
    this.schedule = schedule;
    this.service = service;
    this.clock = clock;
  }

  /** The schedule that it follows. */
  public KeySchedule schedule() {
    return schedule;
  }

  /** A tenant's keys, in the order in which they came into their states. */
  public List<TokenKey> keys(String tenant) {
    return rings.of(tenant).stream()
        .flatMap(ring -> ring.keys().values().stream())
        .sorted(Comparator.comparing(TokenKey::since).thenComparing(TokenKey::id))
        .toList();
  }

  /** Does what is due; what cannot be done now stays due. */
  public void advance() {
    rings.tenants().forEach(this::advance);
  }

  private void advance(String tenant) {
    oneAtATime.lock();
    try {
      Instant now = clock.instant();
      for (KeySchedule.Step step : schedule.due(ring(tenant), now)) {
        if (take(ring(tenant), step, now) instanceof Done.Refused refused) {
          LOG.warn("the keys of {} cannot move on: {}", tenant, refused.message());
        }
      }
    } catch (UncheckedIOException e) {
      LOG.warn("the keys of {} cannot move on", tenant, e);
    } finally {
      oneAtATime.unlock();
    }
  }

  private Done take(KeyRing ring, KeySchedule.Step step, Instant now) {
    return switch (step) {
      case KeySchedule.Step.Publish ignored -> {
        TokenKey next = StoredKeys.successor(ring, now);
        yield recorded(SCHEDULE, next.id(), KeyState.PENDING, ring, ring.with(next));
      }
      case KeySchedule.Step.Activate(TokenKey next) ->
          recorded(SCHEDULE, next.id(), KeyState.ACTIVE, ring, ring.rotated(next, now));
      case KeySchedule.Step.Retire(TokenKey key) ->
          recorded(
              SCHEDULE,
              key.id(),
              KeyState.RETIRED,
              ring,
              ring.with(key.withState(KeyState.RETIRED, now)));
    };
  }

  /**
   * Makes the keys of a tenant that is about to be created.
   *
   * @throws IOException if they cannot be kept
   */
  public void found(String tenant) throws IOException {
    switch (stored.withoutGiven().load(tenant, clock.instant())) {
      case StoredKeys.Loaded(KeyRing ring) -> rings.put(ring);
      case StoredKeys.Wrong(List<String> problems) -> throw new IOException(problems.getFirst());
    }
  }

  /**
   * Lets the key that was published sign at once, or a new one; what signed before verifies on.
   *
   * @return the key that signs now
   */
  public Done rotate(String tenant, Actor actor) {
    oneAtATime.lock();
    try {
      Instant now = clock.instant();
      KeyRing ring = ring(tenant);
      TokenKey next = StoredKeys.successor(ring, now);
      return recorded(actor, next.id(), KeyState.ACTIVE, ring, ring.rotated(next, now));
    } finally {
      oneAtATime.unlock();
    }
  }

  /**
   * Ends a key that others may know: nothing that it ever signed counts from now on. Where it was
   * the one that signs, the next one does.
   */
  public Done compromise(String tenant, Actor actor, String id) {
    oneAtATime.lock();
    try {
      Instant now = clock.instant();
      KeyRing ring = ring(tenant);
      TokenKey key = ring.keys().get(id);
      if (key == null) {
        return new Done.Refused(Done.Why.UNKNOWN, "there is no such token key", null);
      }
      KeyRing without = ring.withState(id, KeyState.COMPROMISED, now).orElse(ring);
      rings.put(without); // before it is kept: it ends even where the disk fails
      keep(() -> stored.save(without, id));
      Done done = record(tenant, actor, id, KeyState.COMPROMISED);
      return without.signing(key.purpose()).isPresent() || done instanceof Done.Refused
          ? done
          : succeeded(actor, without, done, now);
    } finally {
      oneAtATime.unlock();
    }
  }

  private Done succeeded(Actor actor, KeyRing ring, Done done, Instant now) {
    TokenKey next = StoredKeys.successor(ring, now);
    Done follows = recorded(actor, next.id(), KeyState.ACTIVE, ring, ring.rotated(next, now));
    return follows instanceof Done.Refused ? follows : done;
  }

  private Done recorded(Actor actor, String id, KeyState state, KeyRing before, KeyRing after) {
    if (after.keys().size() > KEYS_MAX) {
      return new Done.Refused(
          Done.Why.FULL,
          "the tenant has " + KEYS_MAX + " token keys; take files of retired ones away",
          null);
    }
    Done done = record(before.tenant(), actor, id, state);
    if (done instanceof Done.Committed) {
      put(before, after);
    }
    return done;
  }

  private Done record(String tenant, Actor actor, String id, KeyState state) {
    Act act = new Act.ChangeTokenKey(id, state);
    return service.perform(tenant, actor, act).toCompletableFuture().join();
  }

  /** Kept before it is used. */
  private void put(KeyRing before, KeyRing after) {
    keep(() -> stored.save(before, after));
    rings.put(after);
  }

  private static void keep(Keeping keeping) {
    try {
      keeping.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes to the disk. */
  private interface Keeping {
    void run() throws IOException;
  }

  private KeyRing ring(String tenant) {
    return rings.of(tenant).orElseThrow();
  }
}
