package dev.actp.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@value #MOST} lines of a kind through in a minute, and says how many more there were. A
 * kind is a logger's level and template, so that it is ours and not a caller's; of {@value
 * #KINDS_MAX} kinds each has an account of its own, the others have one together.
 */
final class Repeats extends AppenderBase<ILoggingEvent> {
  static final int MOST = 10;
  static final int KINDS_MAX = 256;
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final String OTHERS = "";

  private final Next next;
  private final InstantSource clock;
  private final Map<String, Kind> kinds = new HashMap<>();
  private boolean telling;

  /** What there was of a kind since the beginning of its minute. */
  private static final class Kind {
    private long until;
    private int passed;
    private long left;
    private @Nullable ILoggingEvent last;
  }

  /** Where lines go. */
  interface Next {
    /** Takes an event without waiting; false where it cannot, and the event is left out. */
    boolean take(ILoggingEvent event);

    /** Nothing comes any more. */
    void stop();
  }

  Repeats(Next next, InstantSource clock) {
    this.next = next;
    this.clock = clock;
  }

  @Override
  protected void append(ILoggingEvent event) {
    long now = clock.millis();
    String name = event.getLoggerName() + '\n' + event.getLevel() + '\n' + event.getMessage();
    Kind kind = kinds.get(name);
    if (kind == null) {
      kind = kinds.computeIfAbsent(kinds.size() < KINDS_MAX ? name : OTHERS, none -> new Kind());
    }
    if (now >= kind.until) {
      tell(kind);
      kind.until = now + WINDOW.toMillis();
      kind.passed = 0;
    }
    if (kind.passed < MOST && next.take(event)) {
      kind.passed++;
    } else {
      kind.left++;
      kind.last = event;
      tellInTime();
    }
  }

  /** A flood may end, and nobody writes a line that would tell of it. */
  private void tellInTime() {
    if (!telling && getContext() != null) {
      telling = true;
      var unused =
          getContext()
              .getScheduledExecutorService()
              .scheduleWithFixedDelay(this::tellDue, 1, 1, TimeUnit.MINUTES);
    }
  }

  /** Says of every kind whose minute is over how many lines were left out. */
  synchronized void tellDue() {
    long now = clock.millis();
    kinds.values().stream().filter(kind -> now >= kind.until).forEach(this::tell);
  }

  private void tell(Kind kind) {
    ILoggingEvent last = kind.last;
    if (kind.left > 0 && last != null) {
      LoggingEvent summary = new LoggingEvent();
      summary.setLoggerName(last.getLoggerName());
      summary.setLevel(last.getLevel());
      summary.setThreadName(last.getThreadName());
      summary.setInstant(clock.instant());
      summary.setMessage(kind.left + " more lines like this were left out: " + last.getMessage());
      if (next.take(summary)) {
        kind.left = 0;
        kind.last = null;
      }
    }
  }

  @Override
  public synchronized void stop() {
    if (isStarted()) {
      kinds.values().forEach(this::tell);
      super.stop();
      next.stop();
    }
  }
}
