package dev.actp.runtime.decision;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Facts that remember what was read, in order: each is read once, and stays as a decision saw it,
 * also when its own effects have changed the state since. For one thread at a time.
 */
public final class ReadFacts implements Facts {
  private final Facts facts;
  private final Memo memo;
  private final Map<FactKey, Reading> read = new LinkedHashMap<>();

  /** Remembers what is read of {@code facts}. */
  public ReadFacts(Facts facts, Memo memo) {
    this.facts = facts;
    this.memo = memo;
  }

  @Override
  public Instant now() {
    return facts.now();
  }

  @Override
  public Reading read(FactKey key) {
    return read.computeIfAbsent(key, facts::read);
  }

  @Override
  public Memo memo() {
    return memo;
  }

  /** What was read so far, in order. */
  public Map<FactKey, Reading> readings() {
    return Collections.unmodifiableMap(read);
  }

  /**
   * What was read so far and nothing else, however the state goes on; what is costly is computed.
   */
  public Facts alone() {
    return new Alone(facts.now(), Map.copyOf(read), memo.computing());
  }

  /** What was read so far, and results that are there already: nothing is computed. */
  public Facts known() {
    return new Alone(facts.now(), Collections.unmodifiableMap(read), memo.lookingUp());
  }

  private record Alone(Instant now, Map<FactKey, Reading> read, Memo memo) implements Facts {
    @Override
    public Reading read(FactKey key) {
      Reading reading = read.get(key);
      return reading == null ? new Reading.Unavailable("it was not read") : reading;
    }
  }
}
