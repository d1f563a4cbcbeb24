package dev.actp.runtime.service;

import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which refusals of a tenant have a record of their own: so many of anybody in a minute, which
 * begins with the first of them. The others are counted, and the counts recorded when that minute
 * is over. Bounded: who is one too many shares an account with others. For one thread.
 */
final class Quota {
  /** How many agents and callers have an account of their own. */
  static final int ACCOUNTS_MAX = 1_000;

  static final String ACT = "denials_counted";

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Who OTHERS = new Who("others", "");
  private static final Actor SERVICE = new Actor(Actor.Kind.OPERATOR, "quota");

  private final int most;

  /** In the order in which their minutes began. */
  private final Map<Who, Account> accounts = new LinkedHashMap<>();

  /** How many of them have counted something. */
  private int counting;

  /** Whose counts {@link #due} gave last. */
  private List<Who> told = List.of();

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

  /** What there is of somebody's minute: how many have a record, and what was counted since. */
  private static final class Account {
    final Instant began;
    final TreeMap<String, Long> reasons = new TreeMap<>();
    int recorded;
    long count;
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;

    Account(Instant began) {
      this.began = began;
    }

    boolean over(Instant now) {
      return !now.isBefore(began.plus(MINUTE));
    }

    /** Whether nothing is left to say of it: what was counted waits for its record. */
    boolean idle(Instant now) {
      return count == 0 && over(now);
    }

    void count(Collection<String> why, Instant now) {
      first = count == 0 ? now : first;
      last = now;
      count++;
      why.stream().distinct().forEach(one -> reasons.merge(one, 1L, Long::sum));
    }
  }

  Quota(int most) {
    this.most = most;
  }

  /** Whether a refusal is recorded; where it is not, it is counted now. */
  boolean admits(Who who, Collection<String> reasons, Instant now) {
    Account account = account(who, now);
    if (account.recorded < most) {
      account.recorded++;
      return true;
    }
    counting += account.count == 0 ? 1 : 0;
    account.count(reasons, now);
    return false;
  }

  private Account account(Who who, Instant now) {
    accounts.computeIfPresent(who, (same, one) -> one.idle(now) ? null : one);
    forget(now);
    Who whose = accounts.containsKey(who) || accounts.size() < ACCOUNTS_MAX ? who : OTHERS;
    return accounts.computeIfAbsent(whose, none -> new Account(now));
  }

  private void forget(Instant now) {
    Iterator<Account> oldest = accounts.values().iterator();
    while (oldest.hasNext()) {
      Account one = oldest.next();
      if (!one.over(now)) {
        return;
      }
      if (one.idle(now)) {
        oldest.remove();
      }
    }
  }

  /** Whether something is counted and not recorded yet. */
  boolean counting() {
    return counting > 0;
  }

  /**
   * The records of what was counted.
   *
   * @param all also of minutes that are not over
   */
  List<Entry.Acted> due(Instant now, boolean all) {
    List<Who> whose = new ArrayList<>();
    List<Entry.Acted> due = new ArrayList<>();
    accounts.forEach(
        (who, account) -> {
          if (account.count > 0 && (all || account.over(now))) {
            whose.add(who);
            due.add(entry(who, account));
          }
        });
    told = whose;
    return due;
  }

  /** What {@link #due} gave last is on disk. */
  void recorded() {
    told.forEach(accounts::remove);
    counting -= told.size();
    told = List.of();
  }

  private static Entry.Acted entry(Who who, Account account) {
    TreeMap<String, Value> reasons = new TreeMap<>();
    account.reasons.forEach((reason, times) -> reasons.put(reason, Value.Num.of(times)));
    Value.Struct details =
        new Details()
            .text("of", who.kind())
            .value("count", Value.Num.of(account.count))
            .text("first", account.first.toString())
            .text("last", account.last.toString())
            .value("reasons", new Value.Struct(reasons))
            .struct();
    return Acts.entry(ACT, SERVICE, who.id(), details, Value.Struct.EMPTY, null);
  }
}
