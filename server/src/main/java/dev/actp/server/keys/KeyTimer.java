package dev.actp.server.keys;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every minute whether keys have to move on, on a thread of its own. */
public final class KeyTimer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyTimer.class);
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final TokenKeys keys;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("actp-keys").factory());

  /** Starts it. */
  public KeyTimer(TokenKeys keys) {
    this.keys = keys;
    long seconds = PERIOD.toSeconds();
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(this::look, seconds, seconds, TimeUnit.SECONDS);
  }

  /** What it moves on. */
  public TokenKeys keys() {
    return keys;
  }

  /** An exception would end the timer for ever. */
  private void look() {
    try {
      keys.advance();
    } catch (RuntimeException e) {
      LOG.error("the keys that sign tokens cannot move on", e);
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
