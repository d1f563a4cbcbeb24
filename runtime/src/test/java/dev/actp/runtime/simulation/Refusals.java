package dev.actp.runtime.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The refusals of one process, of which so many of anybody have a record in a minute: recounted
 * from all of them for every question. They outlive what is lost with a commit that fails.
 */
final class Refusals {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int most;
  private final List<Noted> noted = new ArrayList<>();

  /** A refusal of somebody; or, without an instant, that a record tells of those before. */
  private record Noted(String who, @Nullable Instant at) {}

  /** Somebody's minute, and how many of its refusals are counted. */
  private record Minute(@Nullable Instant began, int recorded, int counted) {
    static final Minute NONE = new Minute(null, 0, 0);

    boolean over(Instant now) {
      return began == null || !now.isBefore(began.plus(MINUTE));
    }
  }

  Refusals(int most) {
    this.most = most;
  }

  /** Notes a refusal; whether it has a record of its own. */
  boolean recorded(String who, Instant at) {
    int before = minute(who).counted;
    noted.add(new Noted(who, at));
    return minute(who).counted == before;
  }

  /** Whether a record has to tell of some. */
  boolean counting() {
    return noted.stream().anyMatch(one -> minute(one.who).counted > 0);
  }

  /** Whose counts have to be told. */
  List<String> due(Instant now, boolean all) {
    return noted.stream()
        .map(Noted::who)
        .distinct()
        .filter(who -> minute(who).counted > 0 && (all || minute(who).over(now)))
        .toList();
  }

  int counted(String who) {
    return minute(who).counted;
  }

  /** A record tells of what was counted. */
  void told(String who) {
    noted.add(new Noted(who, null));
  }

  private Minute minute(String who) {
    Minute minute = Minute.NONE;
    for (Noted one : noted) {
      if (one.who.equals(who)) {
        minute = one.at == null ? Minute.NONE : next(minute, one.at);
      }
    }
    return minute;
  }

  private Minute next(Minute before, Instant at) {
    Minute minute = before.counted == 0 && before.over(at) ? new Minute(at, 0, 0) : before;
    return minute.recorded < most
        ? new Minute(minute.began, minute.recorded + 1, 0)
        : new Minute(minute.began, most, minute.counted + 1);
  }
}
