package dev.actp.runtime.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many signatures a caller may have checked in a second. A check costs some 170 microseconds,
 * so that a caller who sends new forgeries all the time could keep the processors busy.
 * Thread-safe.
 */
public final class MissBudget {
  private static final int CALLERS_MAX = 10_000;
  private static final int SECOND_SHIFT = 32;

  private final int perSecond;
  private final InstantSource clock;
  private final Cache<String, AtomicLong> callers =
      Caffeine.newBuilder()
          .maximumSize(CALLERS_MAX)
          .expireAfterAccess(Duration.ofMinutes(1))
          .build();

  /** A budget of 1 or more checks a second for each caller. */
  public MissBudget(int perSecond, InstantSource clock) {
    this.perSecond = perSecond;
    this.clock = clock;
  }

  /** Takes one check from the caller's budget of this second; false where nothing is left of it. */
  public boolean take(String caller) {
    return take(caller, perSecond);
  }

  /** The same where the caller has a budget of its own. */
  public boolean take(String caller, long most) {
    long second = clock.instant().getEpochSecond() & 0xFFFF_FFFFL;
    AtomicLong window = callers.get(caller, unused -> new AtomicLong());
    long after =
        window.updateAndGet(
            before ->
                before >>> SECOND_SHIFT == second ? before + 1 : (second << SECOND_SHIFT) + 1);
    return (after & 0xFFFF_FFFFL) <= most;
  }
}
