package dev.actp.server.policy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was to become a version of a policy and was refused, since the server started: the newest
 * {@value #OF_ONE_MOST} of a policy, and {@value #MOST} of all. Thread-safe.
 */
public final class RefusedVersions {
  /** Of one policy. */
  public static final int OF_ONE_MOST = 20;

  /** Of all policies of all tenants. */
  public static final int MOST = 1_000;

  /** Characters that are kept of what is wrong. */
  static final int LONGEST = 16 * 1024;

  private final Map<Key, Deque<Attempt>> attempts = new LinkedHashMap<>();
  private int count;

  private record Key(String tenant, String policy) {}

  /**
   * One.
   *
   * @param by who wanted it
   * @param message one line
   * @param diagnostics what is wrong with the text, as authors read it; cut where it is long; else
   *     empty
   */
  public record Attempt(Instant at, String by, String message, String diagnostics) {
    public Attempt {
      diagnostics = cut(diagnostics);
    }

    private static String cut(String text) {
      if (text.length() <= LONGEST) {
        return text;
      }
      int end = Math.max(0, text.lastIndexOf('\n', LONGEST));
      return text.substring(0, end)
          + String.format(Locale.ROOT, "%nand %,d characters more%n", text.length() - end);
    }
  }

  /** Keeps one. */
  public synchronized void add(String tenant, String policy, Attempt attempt) {
    Key key = new Key(tenant, policy);
    Deque<Attempt> known = attempts.remove(key);
    Deque<Attempt> all = known == null ? new ArrayDeque<>() : known;
    all.addFirst(attempt);
    count++;
    if (all.size() > OF_ONE_MOST) {
      all.removeLast();
      count--;
    }
    attempts.put(key, all);
    while (count > MOST) {
      forgetOne();
    }
  }

  /** The oldest of the policy that nobody has tried to change for the longest time. */
  private void forgetOne() {
    var longest = attempts.entrySet().iterator().next();
    longest.getValue().removeLast();
    count--;
    if (longest.getValue().isEmpty()) {
      attempts.remove(longest.getKey());
    }
  }

  /** Those of a policy, newest first. */
  public synchronized List<Attempt> of(String tenant, String policy) {
    Deque<Attempt> known = attempts.get(new Key(tenant, policy));
    return known == null ? List.of() : new ArrayList<>(known);
  }
}
