package dev.actp.runtime.state;

import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.state.Digests.Digest;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a session did of one action. The newest uses are remembered one by one; of older ones only
 * when the last was allowed and when the last succeeded. A question that they cannot answer is
 * answered by what denies: for "has it been done" (what denies) they match every resource and
 * attribute, for "has it been done and succeeded" (what allows) none.
 */
final class ActionHistory {
  static final long NEVER = Long.MIN_VALUE;

  private final ArrayDeque<PastUse> uses = new ArrayDeque<>();
  private long olderAllowed = NEVER;
  private long olderSucceeded = NEVER;

  int size() {
    return uses.size();
  }

  /** Remembers a use; returns by how many the uses remembered one by one grew. */
  int add(PastUse use, int atMost) {
    uses.addLast(use);
    if (uses.size() <= atMost) {
      return 1;
    }
    fold();
    return 0;
  }

  /** Remembers the oldest use coarsely. */
  private void fold() {
    PastUse oldest = uses.removeFirst();
    olderAllowed = Math.max(olderAllowed, oldest.at());
    if (oldest.succeeded()) {
      olderSucceeded = Math.max(olderSucceeded, oldest.at());
    }
  }

  /** Remembers every use coarsely; returns how many there were. */
  int foldAll() {
    int folded = uses.size();
    while (!uses.isEmpty()) {
      fold();
    }
    return folded;
  }

  /** The same of an earlier version's. */
  ActionHistory keyed(Digests digests) {
    ActionHistory kept = new ActionHistory();
    kept.olderAllowed = olderAllowed;
    kept.olderSucceeded = olderSucceeded;
    uses.forEach(use -> kept.uses.addLast(use.keyed(digests)));
    return kept;
  }

  void succeeded(long use) {
    ArrayDeque<PastUse> moved = new ArrayDeque<>(uses.size());
    uses.forEach(past -> moved.addLast(past.use() == use ? past.reportedSucceeded() : past));
    uses.clear();
    uses.addAll(moved);
  }

  /** Whether there is a use that a question asks for. */
  boolean holds(FactKey.History asked, Map<String, Digest> with, Predicate<String> on, long now) {
    long within = asked.within() == null ? Long.MAX_VALUE : Micros.length(asked.within());
    if (older(asked, now, within)) {
      return true;
    }
    return uses.stream()
        .anyMatch(
            use ->
                now - use.at() < within
                    && (use.succeeded() || !asked.succeeded())
                    && with.entrySet().stream()
                        .allMatch(one -> one.getValue().equals(use.attributes().get(one.getKey())))
                    && on.test(use.resource()));
  }

  private boolean older(FactKey.History asked, long now, long within) {
    boolean any = asked.on() == null && asked.with().members().isEmpty();
    long last = asked.succeeded() ? olderSucceeded : olderAllowed;
    return last != NEVER && now - last < within && (any || !asked.succeeded());
  }

  void write(Wire out) {
    out.number(olderAllowed).number(olderSucceeded).number(uses.size());
    for (PastUse use : uses) {
      out.number(use.use()).number(use.at()).text(use.resource()).flag(use.succeeded());
      out.number(use.attributes().size());
      use.attributes()
          .forEach((name, digest) -> out.text(name).number(digest.high()).number(digest.low()));
    }
  }

  static ActionHistory read(WireReader in) {
    ActionHistory history = new ActionHistory();
    history.olderAllowed = in.number();
    history.olderSucceeded = in.number();
    int size = in.size();
    for (int i = 0; i < size; i++) {
      history.uses.addLast(readUse(in));
    }
    return history;
  }

  private static PastUse readUse(WireReader in) {
    long use = in.number();
    long at = in.number();
    String resource = in.text();
    boolean succeeded = in.flag();
    int size = in.size();
    Map<String, Digest> attributes = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      attributes.put(in.text(), new Digest(in.number(), in.number()));
    }
    return new PastUse(use, at, resource, attributes, succeeded);
  }
}
