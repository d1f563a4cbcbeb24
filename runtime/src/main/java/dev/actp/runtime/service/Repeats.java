package dev.actp.runtime.service;

import dev.actp.runtime.store.Restored;
import dev.actp.runtime.store.StoredRecord.Repeatable;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a tenant that can be repeated: those of the last two minutes, and not more than
 * so many.
 */
final class Repeats {
  private static final int MOST = 100_000;

  private final Map<Name, Known> known = new LinkedHashMap<>();

  /** Who calls, the caller's name for the request, and what it is. */
  private record Name(String caller, Repeatable request) {}

  /** An earlier request of the name: its record and when it was decided. */
  record Known(long index, Instant at) {}

  void add(String caller, Repeatable request, long index, Instant at) {
    Name name = new Name(caller, request);
    known.remove(name);
    known.put(name, new Known(index, at));
    forget(at);
  }

  /** The earlier request of the same name and digest. */
  @Nullable Known find(String caller, Repeatable request, Instant now) {
    Known earlier = known.get(new Name(caller, request));
    return earlier != null && recent(earlier, now) ? earlier : null;
  }

  private static boolean recent(Known one, Instant now) {
    return now.isBefore(one.at().plus(Restored.WITHIN));
  }

  private void forget(Instant now) {
    Iterator<Known> oldest = known.values().iterator();
    while (oldest.hasNext()) {
      if (recent(oldest.next(), now) && known.size() <= MOST) {
        return;
      }
      oldest.remove();
    }
  }
}
