package dev.actp.runtime.state;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The proofs of possession that were used, for as long as they could be shown again. A proof is
 * forgotten by the use of a later one, in the order in which they were used; where there are too
 * many to remember, none is taken.
 */
final class Proofs {
  private final int most;
  private final Map<String, Long> used = new LinkedHashMap<>();
  private final Set<String> dirty = new HashSet<>();

  /**
   * @param most how many are remembered
   */
  Proofs(int most) {
    this.most = most;
  }

  boolean used(String proof) {
    return used.containsKey(proof);
  }

  /** Whether one more can be remembered at an instant. */
  boolean room(long now) {
    if (used.size() < most) {
      return true;
    }
    Iterator<Long> oldest = used.values().iterator();
    return oldest.hasNext() && oldest.next() <= now;
  }

  /** Remembers a proof until an instant, and forgets what is over. */
  void use(String proof, long until, long now) {
    Iterator<Map.Entry<String, Long>> oldest = used.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<String, Long> entry = oldest.next();
      if (entry.getValue() > now) {
        break;
      }
      dirty.add(entry.getKey());
      oldest.remove();
    }
    used.put(proof, until);
    dirty.add(proof);
  }

  int changed() {
    return dirty.size();
  }

  /** Hands over what changed since the last call. */
  void drain(Wire wire, List<VolatileRow> rows) {
    for (String proof : dirty) {
      byte[] name = wire.reset().text(proof).toBytes();
      Long until = used.get(proof);
      byte[] value = until == null ? null : wire.reset().number(until).toBytes();
      rows.add(new VolatileRow(VolatileRow.PROOF, name, value));
    }
    dirty.clear();
  }

  void restore(byte[] name, byte[] value) {
    used.put(new WireReader(name).text(), new WireReader(value).number());
  }
}
