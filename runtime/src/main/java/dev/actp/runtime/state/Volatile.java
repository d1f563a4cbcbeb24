package dev.actp.runtime.state;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.state.Digests.Digest;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the state that change with almost every decision, and the journal of their changes.
 */
final class Volatile {
  private final Digests digests;
  private final Sessions sessions;
  private final Counters counters;
  private final Proofs proofs;
  private final Month month = new Month();

  /**
   * The uses reported so far that could still be reported again, and when they were reported, in
   * that order.
   */
  private final Map<Long, Long> reported = new LinkedHashMap<>();

  private final Set<Long> reportedDirty = new HashSet<>();
  private final @Nullable Wire journal;

  Volatile(Bounds bounds, SecretKey key, boolean journalled) {
    digests = new Digests(key);
    sessions = new Sessions(bounds, digests);
    counters = new Counters(bounds, sessions::over);
    proofs = new Proofs(bounds.proofs());
    journal = journalled ? new Wire() : null;
  }

  /** Takes the key under which what is restored was kept. */
  void use(SecretKey key) {
    digests.use(key);
  }

  String standsFor(String text) {
    return digests.keyed(text);
  }

  Value used(CounterKey key, long now) {
    return counters.used(digests.kept(key), now);
  }

  boolean holds(FactKey.History asked, long now) {
    return sessions.holds(asked, now);
  }

  boolean has(CounterKey key) {
    return counters.has(digests.kept(key));
  }

  boolean roomForCounters(int more, long now) {
    return counters.roomFor(more, now);
  }

  boolean roomForSession(String session, long now) {
    return sessions.roomFor(session, now);
  }

  CounterKey kept(CounterKey key) {
    return digests.kept(key);
  }

  Map<String, Digest> digestsOf(Value.Struct attributes) {
    return sessions.digestsOf(attributes);
  }

  List<Tally.Charged> releasable(String action, String session, String resource) {
    return counters.releasable(action, session, resource);
  }

  boolean reported(long use) {
    return reported.containsKey(use);
  }

  /** Lets a session that did something live longer. */
  void extend(String session, long ends, long now) {
    if (!sessions.over(session, now)) {
      lasts(session, ends, now);
    }
  }

  /** When a session ends as far as is known; an instant at least. */
  long ends(String session, long atLeast) {
    return Math.max(atLeast, sessions.ends(session));
  }

  /** Lets what a token has used up live as long as the token, which was renewed. */
  void extendToken(String token, long ends) {
    make(new Change.Extended(token, ends));
  }

  /** Makes a session live until an instant at least. */
  void lasts(String session, long ends, long now) {
    if (!sessions.lasting(session, ends)) {
      make(new Change.Lasts(session, ends, now));
    }
  }

  boolean proved(String proof) {
    return proofs.used(proof);
  }

  long actions(long now) {
    return month.count(now);
  }

  boolean roomForProof(long now) {
    return proofs.room(now);
  }

  /** Makes a change, and notes it for the store. */
  void make(Change change) {
    apply(change);
    if (journal != null) {
      change.write(journal);
    }
  }

  private void apply(Change change) {
    switch (change) {
      case Change.Consumed(Tally.Charged charge) -> counters.add(charge);
      case Change.GivenBack(Tally.Charged charge) -> counters.giveBack(charge);
      case Change.Cleared(CounterKey counter) -> counters.clear(counter);
      case Change.Lasts(String session, long ends, long at) -> sessions.lasts(session, ends, at);
      case Change.Remembered(String session, String action, PastUse use) ->
          sessions.remember(session, action, use);
      case Change.Succeeded(String session, String action, long use) ->
          sessions.succeeded(session, action, use);
      case Change.Reported(long use, long at) -> report(use, at);
      case Change.Proved(String proof, long until, long at) -> proofs.use(proof, until, at);
      case Change.Acted(long at) -> month.add(at);
      case Change.Extended(String token, long ends) -> counters.extend(token, ends);
    }
  }

  private void report(long use, long at) {
    long horizon = at - Micros.length(State.REPORTABLE);
    Iterator<Map.Entry<Long, Long>> oldest = reported.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<Long, Long> entry = oldest.next();
      if (entry.getValue() >= horizon) {
        break;
      }
      reportedDirty.add(entry.getKey());
      oldest.remove();
    }
    reported.put(use, at);
    reportedDirty.add(use);
  }

  boolean journalled() {
    return journal != null && journal.length() > 0;
  }

  byte @Nullable [] takeJournal() {
    if (journal == null || journal.length() == 0) {
      return null;
    }
    byte[] taken = journal.toBytes();
    journal.reset();
    return taken;
  }

  List<VolatileRow> takeChanged() {
    List<VolatileRow> rows = new ArrayList<>(changed());
    Wire wire = new Wire();
    counters.drain(wire, rows);
    sessions.drain(wire, rows);
    proofs.drain(wire, rows);
    month.drain(wire, rows);
    for (long use : reportedDirty) {
      byte[] name = wire.reset().number(use).toBytes();
      Long at = reported.get(use);
      byte[] value = at == null ? null : wire.reset().number(at).toBytes();
      rows.add(new VolatileRow(VolatileRow.REPORTED, name, value));
    }
    reportedDirty.clear();
    return rows;
  }

  int changed() {
    return counters.changed()
        + sessions.changed()
        + proofs.changed()
        + month.changed()
        + reportedDirty.size();
  }

  void restore(VolatileRow row) {
    byte[] value = row.value();
    if (value == null) {
      return;
    }
    switch (row.kind()) {
      case VolatileRow.COUNTER -> counters.restore(row.name(), value);
      case VolatileRow.SESSION -> sessions.restore(row.name(), value);
      case VolatileRow.PROOF -> proofs.restore(row.name(), value);
      case VolatileRow.MONTH -> month.restore(value);
      case VolatileRow.REPORTED ->
          reported.put(new WireReader(row.name()).number(), new WireReader(value).number());
      default -> throw new IllegalStateException("no such kind of stored state: " + row.kind());
    }
  }

  void replay(byte[] changes) {
    WireReader in = new WireReader(changes);
    while (in.more()) {
      apply(Change.read(in));
    }
  }
}
