package dev.actp.server.ledger;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.SignedNote;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is on its way to one anchor. Only a ledger's newest checkpoint is: it stands for all before
 * it, so that an anchor that is away for long lets nothing pile up. For one thread but for {@link
 * #failing} and {@link #reached}.
 */
final class AnchorLine {
  private static final Logger LOG = LoggerFactory.getLogger(AnchorLine.class);
  private static final int MOST_DOUBLINGS = 8;

  private final Anchor anchor;
  private final Map<String, Long> there = new ConcurrentHashMap<>();
  private Instant next = Instant.MIN;
  private volatile int failures;

  AnchorLine(Anchor anchor) {
    this.anchor = anchor;
  }

  /** Whether the last attempt failed. */
  boolean failing() {
    return failures > 0;
  }

  /** How many records of a ledger it is known to have a checkpoint of. */
  long reached(String origin) {
    return there.getOrDefault(origin, 0L);
  }

  /** Whether an attempt is due: after failures only after a while, 256 seconds at most. */
  boolean due(Instant now) {
    return !now.isBefore(next);
  }

  /** Brings a checkpoint there, where it is not. */
  void bring(Checkpoint checkpoint, SignedNote note, Instant now) {
    if (there.getOrDefault(checkpoint.origin(), -1L) >= checkpoint.size()) {
      return;
    }
    try {
      anchor.write(note, checkpoint);
      there.put(checkpoint.origin(), checkpoint.size());
      failures = 0;
    } catch (IOException | RuntimeException e) {
      failures = Math.min(failures + 1, MOST_DOUBLINGS);
      Duration pause = Duration.ofSeconds(1L << failures);
      next = now.plus(pause);
      LOG.warn(
          "a checkpoint is not at the anchor {}; again in {}: {}",
          anchor.name(),
          pause,
          e.toString());
    }
  }
}
