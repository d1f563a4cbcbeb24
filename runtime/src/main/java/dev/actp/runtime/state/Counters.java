package dev.actp.runtime.state;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * All live counters. What counts nothing any more is forgotten, at a cost that is constant on the
 * average.
 */
final class Counters {
  private final Bounds bounds;

  /** Whether a session, by id, is over at an instant. */
  private final BiPredicate<String, Long> sessionOver;

  private final Map<CounterKey, Tally> live = new HashMap<>();
  private final Map<Opened, TreeMap<Long, List<CounterKey>>> opened = new HashMap<>();

  /** The totals of each token. */
  private final Map<String, Set<CounterKey>> totals = new HashMap<>();

  /** One of each, since a store gives every key a counter of its own. */
  private final Map<Counter, Counter> shared = new HashMap<>();

  private final Set<CounterKey> dirty = new HashSet<>();
  private int sweepAt;

  /** What a releasing use looks for: its own action and resource. */
  private record Opened(String releasedBy, String resource) {}

  Counters(Bounds bounds, BiPredicate<String, Long> sessionOver) {
    this.bounds = bounds;
    sweepAt = Bounds.firstSweep(bounds.counters());
    this.sessionOver = sessionOver;
  }

  Value used(CounterKey key, long now) {
    Tally tally = live.get(key);
    return tally == null ? Value.Num.ZERO : tally.used(now);
  }

  /** Whether so many counters that are not there yet would still fit. */
  boolean roomFor(int more, long now) {
    if (live.size() + more > bounds.counters()) {
      sweep(now);
    }
    return live.size() + more <= bounds.counters();
  }

  boolean has(CounterKey key) {
    return live.containsKey(key);
  }

  void add(Tally.Charged charged) {
    if (live.size() >= sweepAt) {
      sweep(charged.at());
    }
    CounterKey key = charged.counter();
    Tally tally = live.get(key);
    if (tally == null) {
      key = sharing(key);
      tally = Tally.of(key.counter(), bounds);
      keep(key, tally);
    }
    tally.add(charged);
    if (tally instanceof OpenTally) {
      index(key, new OpenTally.Unit(charged.use(), charged.session(), charged.resource()));
    }
    dirty.add(key);
  }

  void giveBack(Tally.Charged charged) {
    CounterKey key = charged.counter();
    Tally tally = live.get(key);
    if (tally != null) {
      tally.giveBack(charged);
      unindex(key, charged.resource(), charged.use());
      dirty.add(key);
    }
  }

  void clear(CounterKey key) {
    if (live.remove(key) != null) {
      forget(key);
      dirty.add(key);
    }
  }

  /** A token that was renewed lives longer, and what it used up in total counts as long. */
  void extend(String token, long ends) {
    for (CounterKey key : totals.getOrDefault(token, Set.of())) {
      if (live.get(key) instanceof TotalTally total) {
        total.extend(ends);
        dirty.add(key);
      }
    }
  }

  private void keep(CounterKey key, Tally tally) {
    live.put(key, tally);
    String token = token(key);
    if (token != null) {
      totals.computeIfAbsent(token, none -> new HashSet<>(2)).add(key);
    }
  }

  private CounterKey sharing(CounterKey key) {
    Counter counter = shared.computeIfAbsent(key.counter(), one -> one);
    return new CounterKey(counter, key.values());
  }

  private void forget(CounterKey key) {
    String token = token(key);
    Set<CounterKey> keys = token == null ? null : totals.get(token);
    if (keys != null && keys.remove(key) && keys.isEmpty()) {
      totals.remove(token);
    }
  }

  /** The token whose total it is; null for every other counter. */
  private static @Nullable String token(CounterKey key) {
    int place = key.counter().keys().indexOf(Counter.Key.Of.TOKEN);
    boolean total = key.counter().window() instanceof Window.Total;
    return total && place >= 0 ? key.values().get(place) : null;
  }

  /**
   * The counters with a unit that an action on a resource releases, all of one earlier use: the
   * oldest of the same session if there is one, else the oldest.
   *
   * @return one charge of that use per counter; empty where nothing is open
   */
  List<Tally.Charged> releasable(String action, String session, String resource) {
    TreeMap<Long, List<CounterKey>> uses = opened.get(new Opened(action, resource));
    if (uses == null) {
      return List.of();
    }
    long use = uses.firstKey();
    for (Map.Entry<Long, List<CounterKey>> each : uses.entrySet()) {
      if (openedBy(each.getValue().get(0), each.getKey()).equals(session)) {
        use = each.getKey();
        break;
      }
    }
    List<Tally.Charged> charges = new ArrayList<>();
    for (CounterKey key : List.copyOf(uses.getOrDefault(use, List.of()))) {
      charges.add(new Tally.Charged(key, Value.Num.of(1), 0, use, 0, session, resource));
    }
    return charges;
  }

  private String openedBy(CounterKey key, long use) {
    return live.get(key) instanceof OpenTally open ? open.session(use) : "";
  }

  private void index(CounterKey key, OpenTally.Unit unit) {
    String releasedBy = key.counter().releasedBy();
    if (releasedBy != null) {
      opened
          .computeIfAbsent(new Opened(releasedBy, unit.resource()), absent -> new TreeMap<>())
          .computeIfAbsent(unit.use(), absent -> new ArrayList<>(1))
          .add(key);
    }
  }

  private void unindex(CounterKey key, String resource, long use) {
    String releasedBy = key.counter().releasedBy();
    if (releasedBy == null) {
      return;
    }
    Opened place = new Opened(releasedBy, resource);
    TreeMap<Long, List<CounterKey>> uses = opened.get(place);
    if (uses == null) {
      return;
    }
    List<CounterKey> keys = uses.get(use);
    if (keys != null && keys.remove(key) && keys.isEmpty()) {
      uses.remove(use);
      if (uses.isEmpty()) {
        opened.remove(place);
      }
    }
  }

  /** Forgets what is idle. Runs whenever the number of counters has doubled. */
  void sweep(long now) {
    shared.clear();
    Iterator<Map.Entry<CounterKey, Tally>> entries = live.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<CounterKey, Tally> entry = entries.next();
      if (over(entry.getKey(), entry.getValue(), now)) {
        if (entry.getValue() instanceof OpenTally open) {
          open.units().forEach(unit -> unindex(entry.getKey(), unit.resource(), unit.use()));
        }
        dirty.add(entry.getKey());
        forget(entry.getKey());
        entries.remove();
      }
    }
    sweepAt = Math.max(Bounds.firstSweep(bounds.counters()), 2 * live.size());
  }

  private boolean over(CounterKey key, Tally tally, long now) {
    if (tally.idle(now)) {
      return true;
    }
    Counter counter = key.counter();
    if (counter.kind() != Counter.Kind.OPEN && !(counter.window() instanceof Window.Total)) {
      return false;
    }
    int session = counter.keys().indexOf(Counter.Key.Of.SESSION);
    if (session >= 0) {
      return sessionOver.test(key.values().get(session), now);
    }
    return counter.keys().contains(Counter.Key.Of.TOKEN)
        && tally instanceof TotalTally total
        && total.ends() <= now;
  }

  int size() {
    return live.size();
  }

  /** How many changed since the last {@link #drain}. */
  int changed() {
    return dirty.size();
  }

  /** Hands over what changed since the last call. */
  void drain(Wire wire, List<VolatileRow> rows) {
    for (CounterKey key : dirty) {
      CounterCodec.write(key, wire.reset());
      byte[] name = wire.toBytes();
      Tally tally = live.get(key);
      if (tally != null) {
        tally.write(wire.reset());
      }
      rows.add(new VolatileRow(VolatileRow.COUNTER, name, tally == null ? null : wire.toBytes()));
    }
    dirty.clear();
  }

  void restore(byte[] name, byte[] value) {
    CounterKey key = sharing(CounterCodec.read(new WireReader(name)));
    Tally tally = Tally.read(key.counter(), bounds, new WireReader(value));
    keep(key, tally);
    if (tally instanceof OpenTally open) {
      open.units().forEach(unit -> index(key, unit));
    }
    sweepAt = Math.max(Bounds.firstSweep(bounds.counters()), 2 * live.size());
  }
}
