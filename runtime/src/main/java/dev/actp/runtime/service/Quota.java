package dev.actp.runtime.service;

import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which refusals of a tenant have a record of their own: so many of anybody in any minute. The
 * others are counted, and the counts recorded once a minute. Bounded: who is one too many shares an
 * account with others of that kind. For one thread.
 */
final class Quota {
  /** How many agents and callers have an account of their own. */
  static final int ACCOUNTS_MAX = 1_000;

  static final String ACT = "denials_counted";

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Who OTHERS = new Who("others", "");
  private static final Actor SERVICE = new Actor(Actor.Kind.OPERATOR, "quota");

  private final int most;
  private final Map<Who, Account> accounts = new HashMap<>();
  private int counting;
  private Instant swept = Instant.MIN;

  /**
   * Whose refusals they are.
   *
   * @param kind {@code agent}, or the kind of an actor
   */
  record Who(String kind, String id) {
    static Who agent(String id) {
      return new Who("agent", id);
    }
  }

  /** What there is of one: when records of the last minute were made, and what was counted. */
  private static final class Account {
    final Deque<Instant> recorded = new ArrayDeque<>();
    final TreeMap<String, Long> reasons = new TreeMap<>();
    long count;
    @Nullable Instant first;
    Instant last = Instant.MIN;

    boolean idle(Instant now) {
      forget(now);
      return count == 0 && recorded.isEmpty();
    }

    void forget(Instant now) {
      Instant horizon = now.minus(MINUTE);
      while (!recorded.isEmpty() && !recorded.getFirst().isAfter(horizon)) {
        recorded.removeFirst();
      }
    }

    boolean due(Instant now, boolean all) {
      return first != null && (all || !now.isBefore(first.plus(MINUTE)));
    }
  }

  Quota(int most) {
    this.most = most;
  }

  /** Whether a refusal is recorded; where it is not, it is counted now. */
  boolean admits(Who who, Collection<String> reasons, Instant now) {
    Account account = account(who, now);
    account.forget(now);
    if (account.recorded.size() < most) {
      account.recorded.addLast(now);
      return true;
    }
    if (account.first == null) {
      account.first = now;
      counting++;
    }
    account.last = now;
    account.count++;
    reasons.stream().distinct().forEach(one -> account.reasons.merge(one, 1L, Long::sum));
    return false;
  }

  private Account account(Who who, Instant now) {
    Account known = accounts.get(who);
    if (known != null) {
      return known;
    }
    if (accounts.size() >= ACCOUNTS_MAX) {
      sweep(now);
    }
    Who whose = accounts.size() < ACCOUNTS_MAX ? who : OTHERS;
    return accounts.computeIfAbsent(whose, none -> new Account());
  }

  /** Looking through all of them for everybody who comes would be slow: once a second at most. */
  private void sweep(Instant now) {
    if (now.isAfter(swept.plusSeconds(1))) {
      swept = now;
      accounts.values().removeIf(one -> one.idle(now));
    }
  }

  /** Whether something is counted and not recorded yet. */
  boolean counting() {
    return counting > 0;
  }

  /**
   * The records of what was counted.
   *
   * @param all also of what began less than a minute ago
   */
  List<Entry.Acted> due(Instant now, boolean all) {
    List<Entry.Acted> due = new ArrayList<>();
    accounts.forEach(
        (who, account) -> {
          if (account.due(now, all)) {
            due.add(entry(who, account));
          }
        });
    return due;
  }

  /** What {@link #due} gave at the same instant is on disk. */
  void recorded(Instant now, boolean all) {
    for (Account account : accounts.values()) {
      if (account.due(now, all)) {
        account.first = null;
        account.count = 0;
        account.reasons.clear();
        counting--;
      }
    }
  }

  private static Entry.Acted entry(Who who, Account account) {
    TreeMap<String, Value> reasons = new TreeMap<>();
    account.reasons.forEach((reason, times) -> reasons.put(reason, Value.Num.of(times)));
    Value.Struct details =
        new Details()
            .text("of", who.kind())
            .value("count", Value.Num.of(account.count))
            .text("first", String.valueOf(account.first))
            .text("last", account.last.toString())
            .value("reasons", new Value.Struct(reasons))
            .struct();
    return Acts.entry(ACT, SERVICE, who.id(), details, Value.Struct.EMPTY, null);
  }
}
