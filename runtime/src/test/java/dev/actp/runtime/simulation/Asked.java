package dev.actp.runtime.simulation;

import dev.actp.runtime.service.Enforcement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An approval as it stands, told by what was said about it. */
record Asked(Past past, Event.Opened opened) {

  /** Where it stands. */
  enum State {
    PENDING,
    GIVEN,
    REJECTED,
    OVER
  }

  static Optional<Asked> find(Past past, String id) {
    return Optional.ofNullable(past.last(Event.Opened.class, one -> one.id().equals(id)))
        .map(opened -> new Asked(past, opened));
  }

  /** The one that answers a request under a plan. */
  static Optional<Asked> find(Past past, Enforcement asked, Plan plan, Instant now) {
    Requested request = Requested.of(asked);
    return past
        .all(
            Event.Opened.class,
            one -> one.plan().means(plan) && Requested.of(one.enforcement()).equals(request))
        .stream()
        .map(opened -> new Asked(past, opened))
        .filter(one -> one.state(now) != State.OVER)
        .findFirst();
  }

  /** How many wait, of one agent or of all. */
  static long pending(Past past, String agent, Instant now) {
    return past
        .all(
            Event.Opened.class,
            one -> agent.isEmpty() || one.enforcement().token().leaf().agent().equals(agent))
        .stream()
        .filter(opened -> new Asked(past, opened).state(now) == State.PENDING)
        .count();
  }

  String id() {
    return opened.id();
  }

  List<Event.Voted> votes() {
    return past.all(Event.Voted.class, one -> one.approval().equals(id()));
  }

  State state(Instant now) {
    boolean cancelled =
        past.last(Event.Cancelled.class, one -> one.approval().equals(id())) != null;
    boolean used = past.last(Event.Decided.class, one -> one.used().contains(id())) != null;
    List<Event.Voted> votes = votes();
    boolean rejected = votes.stream().anyMatch(one -> !one.yes());
    boolean given = !rejected && votes.size() >= opened.plan().quorum();
    Instant since = given ? votes.getLast().at() : opened.at();
    Duration lasts = opened.plan().lasts();
    if (cancelled || used || !now.isBefore(since.plus(lasts))) {
      return State.OVER;
    }
    return rejected ? State.REJECTED : given ? State.GIVEN : State.PENDING;
  }
}
