package dev.actp.runtime.registry;

import dev.actp.runtime.decision.ApprovalKey;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * People asked to say yes to one request.
 *
 * @param key what it is bound to
 * @param agents the agents of the token's chain, root first; the last one asks
 * @param tokens the ids of the chain's tokens, root first
 * @param attributes what the people see of the request's context
 * @param quorum how many distinct people have to say yes
 * @param lasts how long it waits, and again how long a yes is good for
 * @param expires when {@code state} ends by itself: while pending or rejected counted from the ask,
 *     once given from the last yes that was needed
 */
public record Approval(
    String id,
    ApprovalKey key,
    List<String> agents,
    List<String> tokens,
    String action,
    String resource,
    Value.Struct attributes,
    int quorum,
    String group,
    Instant asked,
    Duration lasts,
    Instant expires,
    State state,
    List<Vote> votes) {

  /** Where it stands, expiry aside. */
  public enum State {
    PENDING,
    GIVEN,
    REJECTED,
    USED,
    /** Taken back before it was used: who still wants it asks anew. */
    CANCELLED,
    /** Its time was over before it was used, and that was noticed. */
    EXPIRED
  }

  /** What one person said. The first word counts. */
  public record Vote(String person, boolean yes, String comment, Instant at) {}

  public Approval {
    agents = List.copyOf(agents);
    tokens = List.copyOf(tokens);
    votes = List.copyOf(votes);
  }

  /** The agent that asks. */
  public String agent() {
    return agents.get(agents.size() - 1);
  }

  /** Whether it is over and done with at an instant: used, cancelled, or past its time. */
  public boolean over(Instant now) {
    return state == State.USED
        || state == State.CANCELLED
        || state == State.EXPIRED
        || !now.isBefore(expires);
  }

  /** Whether somebody waits for it to move on, so that it is news when it ends by itself. */
  public boolean ends() {
    return state == State.PENDING || state == State.GIVEN;
  }

  /** The same without what people saw of the request, and without what they said. */
  public Approval erased() {
    return new Approval(
        id,
        key,
        agents,
        tokens,
        action,
        "",
        Value.Struct.EMPTY,
        quorum,
        group,
        asked,
        lasts,
        expires,
        state,
        votes.stream().map(vote -> new Vote(vote.person, vote.yes, "", vote.at)).toList());
  }

  /** The same, moved on. */
  public Approval moved(State to, Instant until, List<Vote> spoken) {
    return new Approval(
        id,
        key,
        agents,
        tokens,
        action,
        resource,
        attributes,
        quorum,
        group,
        asked,
        lasts,
        until,
        to,
        spoken);
  }
}
