package dev.actp.runtime.simulation;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.service.Act;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happened, in order. Every question is answered by looking through all of it:
 * nothing is summed up, kept or forgotten on the way.
 */
final class Past {
  private final List<Event> events = new ArrayList<>();
  private int durable;

  void add(Event event) {
    events.add(event);
  }

  List<Event> events() {
    return events;
  }

  /** What has happened so far is on disk. */
  void commit() {
    durable = events.size();
  }

  /** Whether a use is on disk. */
  boolean durable(Event.Decided use) {
    return events.indexOf(use) < durable;
  }

  /** What is not on disk has not happened. */
  void lose() {
    events.subList(durable, events.size()).clear();
  }

  /** The instant of what happens at a time of the clock: never before the last. */
  Instant advance(Instant clock) {
    Instant last = events.isEmpty() ? Instant.MIN : events.getLast().at();
    return clock.isAfter(last) ? clock : last;
  }

  /** The index of the record that comes next. */
  long next() {
    return records(events);
  }

  /** How many records are on disk. */
  long kept() {
    return records(events.subList(0, durable));
  }

  private static long records(List<Event> events) {
    return events.stream().filter(Event::recorded).count();
  }

  <E extends Event> List<E> all(Class<E> kind, Predicate<E> which) {
    List<E> found = new ArrayList<>();
    for (Event event : events) {
      if (kind.isInstance(event) && which.test(kind.cast(event))) {
        found.add(kind.cast(event));
      }
    }
    return found;
  }

  <E extends Event> @Nullable E last(Class<E> kind, Predicate<E> which) {
    for (Event event : events.reversed()) {
      if (kind.isInstance(event) && which.test(kind.cast(event))) {
        return kind.cast(event);
      }
    }
    return null;
  }

  private int lastPlace(Predicate<Event> which) {
    for (int place = events.size() - 1; place >= 0; place--) {
      if (which.test(events.get(place))) {
        return place;
      }
    }
    return -1;
  }

  @Nullable Plan plan() {
    Event.Activated last = last(Event.Activated.class, any -> true);
    return last == null ? null : last.plan();
  }

  @Nullable Agent agent(String id) {
    Event.AgentPut put = last(Event.AgentPut.class, one -> one.agent().id().equals(id));
    return put == null ? null : put.agent();
  }

  /** Whether a token was ever renewed to what it is. */
  boolean renewed(IssuedToken token) {
    return last(Event.TokenRenewed.class, one -> one.token().equals(token)) != null;
  }

  /** A token as it was last issued or renewed. */
  @Nullable IssuedToken token(String jti) {
    Event.TokenRenewed renewed =
        last(Event.TokenRenewed.class, one -> one.token().jti().equals(jti));
    Event.TokenIssued issued = last(Event.TokenIssued.class, one -> one.token().jti().equals(jti));
    return renewed != null ? renewed.token() : issued == null ? null : issued.token();
  }

  boolean revoked(Revocation what) {
    int revoked = lastPlace(one -> one instanceof Event.Revoked it && it.what().equals(what));
    int undone = lastPlace(one -> one instanceof Event.Reinstated it && it.what().equals(what));
    if (what instanceof Revocation.OfAgent(String agent)) {
      int issued =
          lastPlace(one -> one instanceof Event.TokenIssued it && it.token().agent().equals(agent));
      return revoked >= 0 && issued < revoked;
    }
    return revoked > undone;
  }

  /** Whether a token, all of it, was taken back. */
  boolean tokenRevoked(VerifiedToken.Link link) {
    Revocation ofAgent = new Revocation.OfAgent(link.agent());
    int agentRevoked =
        lastPlace(one -> one instanceof Event.Revoked it && it.what().equals(ofAgent));
    int issued =
        lastPlace(
            one -> one instanceof Event.TokenIssued it && it.token().jti().equals(link.jti()));
    return revoked(Revocation.Everything.EVERYTHING)
        || revoked(new Revocation.Token(link.jti()))
        || agentRevoked > issued;
  }

  /** The capabilities of a token that were taken back. */
  Set<String> capabilitiesRevoked(String jti) {
    Set<String> names = new HashSet<>();
    for (Event.Revoked one : all(Event.Revoked.class, any -> true)) {
      if (one.what() instanceof Revocation.Capability(String of, String name) && of.equals(jti)) {
        names.add(name);
      }
    }
    return names;
  }

  boolean suspended(String agent, Instant now) {
    Instant until = suspendedUntil(agent);
    return until != null && now.isBefore(until);
  }

  @Nullable Instant suspendedUntil(String agent) {
    Instant until = null;
    for (Event event : events) {
      if (event instanceof Event.Suspended one && one.agent().equals(agent)) {
        until = until == null || one.until().isAfter(until) ? one.until() : until;
      } else if (event instanceof Event.Resumed one && one.agent().equals(agent)) {
        until = null;
      }
    }
    return until;
  }

  /** Since when a person has been in the group without a gap; null where they are not. */
  @Nullable Instant memberSince(String person) {
    Event.Joined joined = last(Event.Joined.class, one -> one.person().equals(person));
    int in = lastPlace(one -> one instanceof Event.Joined it && it.person().equals(person));
    int out = lastPlace(one -> one instanceof Event.Left it && it.person().equals(person));
    return joined == null || out > in ? null : joined.at();
  }

  Event.@Nullable Decided decided(long index) {
    return last(Event.Decided.class, one -> one.index() == index);
  }

  Act.@Nullable Outcome outcome(long use) {
    Event.Reported report = last(Event.Reported.class, one -> one.use() == use);
    return report == null ? null : report.outcome();
  }
}
