package dev.actp.server.ledger;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.service.DecisionService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs the heads of the ledgers' trees, keeps them, and brings them to the anchors: beside the
 * decisions, which never wait for it. A head is signed once it is on disk, and given out once the
 * signature is. Thread-safe.
 */
public final class Checkpointer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

  /** How many new records ask for a checkpoint at once. */
  static final long RECORDS = 10_000;

  /** How long new records wait for one. */
  static final Duration INTERVAL = Duration.ofSeconds(60);

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** Longer than all anchors together take. */
  private static final Duration LONGEST = Duration.ofSeconds(20 * (AnchorText.MOST + 1));

  private final DecisionService service;
  private final LedgerKeys keys;
  private final List<AnchorLine> anchors;
  private final InstantSource clock;
  private final Map<String, Made> newest = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("actp-checkpoints").factory());

  /** A checkpoint that is kept. */
  private record Made(Checkpoint checkpoint, SignedNote note, Instant at) {}

  /** Starts nothing. */
  public Checkpointer(
      DecisionService service, LedgerKeys keys, List<Anchor> anchors, InstantSource clock) {
    this.service = service;
    this.keys = keys;
    this.anchors = anchors.stream().map(AnchorLine::new).toList();
    this.clock = clock;
  }

  /** Where the ledgers stand, for whoever asks whether the server is well. */
  public enum State {
    /** Every anchor has what it is to have, or gets it. */
    ANCHORED,
    /** There is no anchor: the ledgers prove nothing against who runs the server. */
    UNANCHORED,
    /** The last attempt to reach an anchor failed. */
    ANCHOR_FAILING,
    /** The store is behind an anchor; everything is denied. */
    SEALED
  }

  /** How the ledgers stand. */
  public State state() {
    if (service.sealed().isPresent()) {
      return State.SEALED;
    }
    if (anchors.isEmpty()) {
      return State.UNANCHORED;
    }
    return anchors.stream().anyMatch(AnchorLine::failing) ? State.ANCHOR_FAILING : State.ANCHORED;
  }

  /**
   * How far signatures and anchors are behind, over all tenants.
   *
   * @param records how many there are
   * @param unsigned how many no checkpoint covers
   * @param unanchored how many the anchor that is furthest behind does not cover; all where there
   *     is none, and after a start until each was reached
   */
  public record Lag(long records, long unsigned, long unanchored) {}

  /** How far it has come. Blocks on the disk. */
  public Lag lag() {
    long records = 0;
    long unsigned = 0;
    long unanchored = 0;
    for (Tenant tenant : service.queries().tenants()) {
      Made made = newest.computeIfAbsent(tenant.id(), this::stored);
      long signed = made == null ? 0 : made.checkpoint().size();
      String origin = Checkpoint.origin(tenant.id());
      long anchored = anchors.stream().mapToLong(one -> one.reached(origin)).min().orElse(0);
      long size = service.trees().size(tenant.id());
      records += size;
      unsigned += Math.max(0, size - signed);
      unanchored += Math.max(0, size - anchored);
    }
    return new Lag(records, unsigned, unanchored);
  }

  /** Makes what is missing, from now on every second. A sealed ledger is left as it is. */
  public void start() {
    if (service.sealed().isEmpty()) {
      ScheduledFuture<?> unused =
          thread.scheduleWithFixedDelay(
              () -> round(false), 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void round(boolean last) {
    try {
      Instant now = clock.instant();
      for (Tenant tenant : service.queries().tenants()) {
        if (last || due(tenant.id(), now)) {
          now(tenant.id());
        }
      }
      for (AnchorLine line : anchors) {
        bring(line, now, last);
      }
    } catch (RuntimeException e) {
      LOG.warn("no checkpoint could be made", e);
    }
  }

  private void bring(AnchorLine line, Instant now, boolean last) {
    for (Made made : newest.values()) {
      if (last || line.due(now)) {
        line.bring(made.checkpoint(), made.note(), now);
      }
    }
  }

  private boolean due(String tenant, Instant now) {
    Made made = newest.get(tenant);
    if (made == null) {
      return true;
    }
    long fresh = service.trees().size(tenant) - made.checkpoint().size();
    return fresh >= RECORDS || (fresh > 0 && !now.isBefore(made.at().plus(INTERVAL)));
  }

  /**
   * The checkpoint of all records that there are: made now where there is none. Blocks until it is
   * on disk. The newest one where the ledger is sealed, or no new one can be kept.
   */
  public synchronized Optional<SignedNote> now(String tenant) {
    Made before = newest.computeIfAbsent(tenant, this::stored);
    long size = service.trees().size(tenant);
    if (size == 0 || (before != null && before.checkpoint().size() == size)) {
      return latest(tenant);
    }
    if (service.sealed().isEmpty()) {
      byte[] root = service.trees().read(tenant, tree -> tree.root(size));
      Checkpoint checkpoint = new Checkpoint(Checkpoint.origin(tenant), size, root);
      Optional<SignedNote> note = keys.sign(tenant, checkpoint.text());
      if (note.isPresent() && service.keep(tenant, size, note.get()).toCompletableFuture().join()) {
        newest.put(tenant, new Made(checkpoint, note.get(), clock.instant()));
      }
    }
    return latest(tenant);
  }

  private @Nullable Made stored(String tenant) {
    return service
        .trees()
        .checkpoint(tenant)
        .flatMap(SignedNote::parse)
        .flatMap(
            note ->
                Checkpoint.parse(note.text())
                    .map(checkpoint -> new Made(checkpoint, note, Instant.MIN)))
        .orElse(null);
  }

  /** The newest checkpoint that is kept. */
  public Optional<SignedNote> latest(String tenant) {
    return Optional.ofNullable(newest.computeIfAbsent(tenant, this::stored)).map(Made::note);
  }

  /** Makes the last checkpoints, and brings them to the anchors once more. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("an anchor keeps the server from stopping, and is left alone");
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (service.sealed().isEmpty()) {
      round(true);
    }
  }
}
