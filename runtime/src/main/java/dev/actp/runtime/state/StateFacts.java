package dev.actp.runtime.state;

import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Reading;
import java.time.Instant;

/** The state at an instant. */
record StateFacts(State state, Instant now) implements Facts {

  @Override
  public Reading read(FactKey key) {
    try {
      return state.read(key, now);
    } catch (RuntimeException e) {
      return new Reading.Unavailable("the state could not be read");
    }
  }
}
