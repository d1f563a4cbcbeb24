package dev.actp.runtime.simulation;

import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a version of the simulated policy says.
 *
 * @param number tells versions apart that say the same
 * @param limits the limits of each capability, by its name
 * @param quota over all capabilities, or null
 * @param quorum how many people {@code pay} needs, and for how long their word is good
 * @param writeWithin how long ago {@code read} may have succeeded for {@code write}; null for ever
 * @param sendWithin how long {@code read} keeps {@code send} from being done; null for ever
 */
record Plan(
    int number,
    Map<String, List<Counted>> limits,
    @Nullable Counted quota,
    int quorum,
    Duration lasts,
    @Nullable Duration writeWithin,
    @Nullable Duration sendWithin,
    int denials,
    Duration denialsWithin,
    Duration suspends) {
  static final String NAME = "policy";
  static final String ID = "p1";
  static final String QUOTA_SCOPE = "any action on **";
  static final String GROUP = "finance";

  /** What each capability grants; the order in which they are exercised. */
  static final Map<String, String> ACTIONS =
      new TreeMap<>(
          Map.of(
              "dual-a", "dual",
              "dual-b", "dual",
              "free", "free",
              "hold", "hold",
              "one", "one",
              "pay", "pay",
              "read", "read",
              "send", "send",
              "two", "two",
              "write", "write"));

  private static final List<Duration> LENGTHS =
      List.of(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(1));
  private static final List<Window.Unit> UNITS =
      List.of(Window.Unit.MINUTE, Window.Unit.HOUR, Window.Unit.DAY, Window.Unit.MONTH);
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("UTC"), ZoneId.of("America/New_York"), ZoneId.of("Asia/Kathmandu"));
  private static final List<Counter.Key> KEYS =
      List.of(
          Counter.Key.Of.AGENT,
          Counter.Key.Of.TENANT,
          Counter.Key.Of.TOKEN,
          Counter.Key.Of.SESSION,
          Counter.Key.Of.RESOURCE,
          new Counter.Key.SessionValue("customer"),
          new Counter.Key.Attribute("kind"));

  /** Any plan. */
  static Plan any(Random random) {
    Map<String, List<Counted>> limits = new TreeMap<>();
    limits.put("one", counted(random, Counter.Kind.COUNT, 1 + random.nextInt(2)));
    limits.put("two", mixed(random));
    limits.put("dual-a", counted(random, Counter.Kind.COUNT, 1));
    limits.put("dual-b", counted(random, Counter.Kind.BUDGET, 1));
    limits.put("hold", counted(random, Counter.Kind.OPEN, 1));
    limits.put("pay", random.nextBoolean() ? List.of() : mixed(random));
    return new Plan(
        0,
        limits,
        random.nextInt(3) == 0 ? one(random, Counter.Kind.QUOTA, 0) : null,
        1 + random.nextInt(2),
        Duration.ofMinutes(1 + random.nextInt(20)),
        random.nextBoolean() ? null : pick(random, LENGTHS),
        random.nextBoolean() ? null : pick(random, LENGTHS),
        2 + random.nextInt(3),
        pick(random, LENGTHS),
        pick(random, LENGTHS));
  }

  private static List<Counted> mixed(Random random) {
    List<Counted> mixed = new ArrayList<>(counted(random, Counter.Kind.BUDGET, 1));
    mixed.addAll(counted(random, Counter.Kind.COUNT, 1));
    return mixed;
  }

  private static List<Counted> counted(Random random, Counter.Kind kind, int most) {
    List<Counted> all = new ArrayList<>();
    for (int place = 0; place < most; place++) {
      Counted one = one(random, kind, place);
      if (all.stream().noneMatch(one::countsAs)) {
        all.add(one);
      }
    }
    return all;
  }

  private static Counted one(Random random, Counter.Kind kind, int place) {
    return new Counted(
        kind,
        kind == Counter.Kind.OPEN ? Window.Total.IN_TOTAL : window(random),
        keys(random, kind),
        most(random, kind),
        place);
  }

  private static Window window(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Window.Total.IN_TOTAL;
      case 1 -> new Window.Calendar(pick(random, UNITS), pick(random, ZONES));
      default -> new Window.Sliding(pick(random, LENGTHS));
    };
  }

  /**
   * No open units by session: which of them a use of another session releases depends on whether a
   * session that is over was forgotten yet.
   */
  private static List<Counter.Key> keys(Random random, Counter.Kind kind) {
    List<Counter.Key> all = new ArrayList<>(KEYS);
    if (kind == Counter.Kind.OPEN) {
      all.remove(Counter.Key.Of.SESSION);
    }
    Counter.Key first = pick(random, all);
    Counter.Key second = pick(random, all);
    return random.nextInt(3) > 0 || first.equals(second) ? List.of(first) : List.of(first, second);
  }

  private static BigDecimal most(Random random, Counter.Kind kind) {
    return kind == Counter.Kind.BUDGET
        ? BigDecimal.valueOf(10 + random.nextInt(2_000), 2)
        : BigDecimal.valueOf(1 + random.nextInt(kind == Counter.Kind.QUOTA ? 9 : 4));
  }

  /** The same with other maxima, and perhaps with a window changed, whose counter starts again. */
  Plan edited(Random random, int otherNumber) {
    Map<String, List<Counted>> others = new TreeMap<>();
    limits.forEach(
        (name, all) ->
            others.put(name, all.stream().map(one -> one.with(most(random, one.kind()))).toList()));
    if (random.nextInt(4) == 0) {
      others.put("one", counted(random, Counter.Kind.COUNT, 1));
    }
    return new Plan(
        otherNumber,
        others,
        quota == null ? null : quota.with(most(random, Counter.Kind.QUOTA)),
        quorum,
        lasts,
        writeWithin,
        sendWithin,
        denials,
        denialsWithin,
        suspends);
  }

  /** Whether it says the same as another. */
  boolean means(Plan other) {
    return renumbered(0).equals(other.renumbered(0));
  }

  Plan renumbered(int otherNumber) {
    return new Plan(
        otherNumber,
        limits,
        quota,
        quorum,
        lasts,
        writeWithin,
        sendWithin,
        denials,
        denialsWithin,
        suspends);
  }

  static Set<String> capabilities() {
    return ACTIONS.keySet();
  }

  static <T> T pick(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
