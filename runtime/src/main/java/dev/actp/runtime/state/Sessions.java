package dev.actp.runtime.state;

import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.function.Glob;
import dev.actp.runtime.function.LooseGlob;
import dev.actp.runtime.function.LooseText;
import dev.actp.runtime.state.Digests.Digest;
import dev.actp.runtime.value.Value;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that did something, with their history; each is forgotten when its tokens have
 * expired.
 */
final class Sessions {
  private final Bounds bounds;
  private final Digests digests;

  /** In the order of their last use, the longest unused first. */
  private final Map<String, Session> live = new LinkedHashMap<>(64, 0.75f, true);

  private final Set<String> dirty = new HashSet<>();
  private int sweepAt;
  private int uses;

  private static final class Session {
    private long ends;
    private final Map<String, ActionHistory> actions = new HashMap<>();
  }

  Sessions(Bounds bounds, Digests digests) {
    this.bounds = bounds;
    sweepAt = Bounds.firstSweep(bounds.sessions());
    this.digests = digests;
  }

  boolean over(String session, long now) {
    Session known = live.get(session);
    return known == null || known.ends <= now;
  }

  /** When a session is over; before everything where it is not known. */
  long ends(String id) {
    Session known = live.get(id);
    return known == null ? Long.MIN_VALUE : known.ends;
  }

  /** Whether a session is known to live at least until an instant. */
  boolean lasting(String id, long ends) {
    Session known = live.get(id);
    return known != null && known.ends >= ends;
  }

  boolean roomFor(String session, long now) {
    if (live.containsKey(session)) {
      return true;
    }
    if (live.size() >= bounds.sessions()) {
      sweep(now);
    }
    return live.size() < bounds.sessions();
  }

  /** A session lives at least until an instant. */
  void lasts(String id, long ends, long now) {
    if (live.size() >= sweepAt) {
      sweep(now);
    }
    Session session = live.computeIfAbsent(id, absent -> new Session());
    if (ends > session.ends) {
      session.ends = ends;
      dirty.add(id);
    }
  }

  /** Remembers a use in a session that {@link #lasts}. */
  void remember(String id, String action, PastUse use) {
    Session session = live.get(id);
    if (session == null) {
      return;
    }
    ActionHistory history = session.actions.computeIfAbsent(action, absent -> new ActionHistory());
    uses += history.add(use, bounds.usesPerAction());
    dirty.add(id);
    if (uses > bounds.usesInAll()) {
      foldLongestUnused();
    }
  }

  /** Makes room for many uses at once, since looking for the sessions costs a walk. */
  private void foldLongestUnused() {
    for (Map.Entry<String, Session> each : live.entrySet()) {
      if (uses <= bounds.usesInAll() / 4 * 3) {
        return;
      }
      int folded = each.getValue().actions.values().stream().mapToInt(ActionHistory::foldAll).sum();
      if (folded > 0) {
        uses -= folded;
        dirty.add(each.getKey());
      }
    }
  }

  void succeeded(String id, String action, long use) {
    Session session = live.get(id);
    ActionHistory history = session == null ? null : session.actions.get(action);
    if (history != null) {
      history.succeeded(use);
      dirty.add(id);
    }
  }

  boolean holds(FactKey.History asked, long now) {
    Session session = live.get(asked.session());
    ActionHistory history = session == null ? null : session.actions.get(asked.action());
    if (history == null) {
      return false;
    }
    return history.holds(asked, digestsOf(asked.with()), resources(asked), now);
  }

  private static Predicate<String> resources(FactKey.History asked) {
    if (asked.on() == null) {
      return any -> true;
    }
    if (!asked.loosely()) {
      return Glob.of(asked.on())::matches;
    }
    LooseGlob glob = LooseGlob.of(asked.on());
    return resource -> glob.matches(LooseText.of(resource));
  }

  /** What stands for each value. */
  Map<String, Digest> digestsOf(Value.Struct attributes) {
    if (attributes.members().isEmpty()) {
      return Map.of();
    }
    Map<String, Digest> all = new LinkedHashMap<>();
    attributes.members().forEach((name, value) -> all.put(name, digests.of(value)));
    return all;
  }

  private void sweep(long now) {
    Iterator<Map.Entry<String, Session>> entries = live.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Session> entry = entries.next();
      if (entry.getValue().ends <= now) {
        uses -= entry.getValue().actions.values().stream().mapToInt(ActionHistory::size).sum();
        dirty.add(entry.getKey());
        entries.remove();
      }
    }
    sweepAt = Math.max(Bounds.firstSweep(bounds.sessions()), 2 * live.size());
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
    for (String id : dirty) {
      byte[] name = wire.reset().text(id).toBytes();
      rows.add(new VolatileRow(VolatileRow.SESSION, name, bytes(wire, live.get(id))));
    }
    dirty.clear();
  }

  private static byte @Nullable [] bytes(Wire wire, @Nullable Session session) {
    if (session == null) {
      return null;
    }
    wire.reset().number(session.ends).number(session.actions.size());
    Map<String, ActionHistory> sorted = new TreeMap<>(Comparator.naturalOrder());
    sorted.putAll(session.actions);
    sorted.forEach((action, history) -> history.write(wire.text(action)));
    return wire.toBytes();
  }

  void restore(byte[] name, byte[] value) {
    WireReader in = new WireReader(value);
    Session session = new Session();
    session.ends = in.number();
    int actions = in.size();
    for (int i = 0; i < actions; i++) {
      String action = in.text();
      ActionHistory history = ActionHistory.read(in);
      session.actions.put(action, history);
      uses += history.size();
    }
    live.put(new WireReader(name).text(), session);
    sweepAt = Math.max(Bounds.firstSweep(bounds.sessions()), 2 * live.size());
  }
}
